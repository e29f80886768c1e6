import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type Outcome, refuse } from '../http/problem';

/** So many in so many seconds. */
export interface Limit {
  points: number;
  seconds: number;
}

/** What is limited, each within one process. Many sit behind one address: limits are for machines, not for people. */
export interface Limits {
  /** Visits, claims and steps, by address. Default 1,200 a minute. */
  visits: Limit;
  /** Messages of visitors, by address. Default 300 a minute. */
  messages: Limit;
  /** Failed attempts to sign in or set up, by address. Default 100 in 15 minutes. */
  signInByAddress: Limit;
  /** Failed attempts to sign in, by e-mail address and address. Default 10 in 15 minutes. */
  signInByBoth: Limit;
  /** Failed attempts to sign in, by e-mail address, from wherever. Default 100 an hour. */
  signInByEmail: Limit;
  /** Open event streams, by address. Default 500. */
  streams: number;
}

export const defaultLimits: Limits = {
  visits: { points: 1200, seconds: 60 },
  messages: { points: 300, seconds: 60 },
  signInByAddress: { points: 100, seconds: 900 },
  signInByBoth: { points: 10, seconds: 900 },
  signInByEmail: { points: 100, seconds: 3600 },
  streams: 500,
};

export type LimitName = Exclude<keyof Limits, 'streams'>;

export interface RateLimits {
  /** Counts one; `tooManyAttempts` with the seconds to wait where it was one too many. */
  take(name: LimitName, key: string): Promise<Outcome<null>>;
  /** Takes one back that was no misuse. */
  giveBack(name: LimitName, key: string): Promise<void>;
  /** Forgets all that was counted: it was the right person after all. */
  forget(name: LimitName, key: string): Promise<void>;
  /** One more open stream of this caller; the answer's function gives it back. */
  openStream(caller: string): Outcome<() => void>;
}

const words: Record<LimitName, string> = {
  visits: 'Too many requests from this address.',
  messages: 'Too many messages from this address.',
  signInByAddress: 'Too many attempts from this address.',
  signInByBoth: 'Too many attempts to sign in with this e-mail address.',
  signInByEmail: 'Too many attempts to sign in with this e-mail address.',
};

function inWords(seconds: number): string {
  if (seconds < 90) return `${seconds} second${seconds === 1 ? '' : 's'}`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

export function createRateLimits(limits: Limits): RateLimits {
  const make = ({ points, seconds }: Limit) => new RateLimiterMemory({ points, duration: seconds });
  const limiters: Record<LimitName, RateLimiterMemory> = {
    visits: make(limits.visits),
    messages: make(limits.messages),
    signInByAddress: make(limits.signInByAddress),
    signInByBoth: make(limits.signInByBoth),
    signInByEmail: make(limits.signInByEmail),
  };
  const streams = new Map<string, number>();

  return {
    async take(name, key) {
      try {
        await limiters[name].consume(key);
        return { ok: true, value: null };
      } catch (reason) {
        if (!(reason instanceof RateLimiterRes)) throw reason;
        const retryAfter = Math.max(1, Math.ceil(reason.msBeforeNext / 1000));
        return refuse('tooManyAttempts', `${words[name]} Try again in ${inWords(retryAfter)}.`, {
          retryAfter,
        });
      }
    },
    async giveBack(name, key) {
      await limiters[name].reward(key);
    },
    async forget(name, key) {
      await limiters[name].delete(key);
    },
    openStream(caller) {
      const open = streams.get(caller) ?? 0;
      if (open >= limits.streams) {
        return refuse(
          'tooManyAttempts',
          `There are ${open} open event streams from this address. Close some, then try again.`,
          { retryAfter: 30 },
        );
      }
      streams.set(caller, open + 1);
      let given = false;
      return {
        ok: true,
        value: () => {
          if (given) return;
          given = true;
          const left = (streams.get(caller) ?? 1) - 1;
          if (left > 0) streams.set(caller, left);
          else streams.delete(caller);
        },
      };
    },
  };
}
