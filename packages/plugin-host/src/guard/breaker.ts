import { type Clock } from '@beckon/plugin';

/** Whether a breaker lets calls through: `closed` all, `open` none, `halfOpen` one, to see. */
export type BreakerState = 'closed' | 'open' | 'halfOpen';

/** Stops calling what fails again and again, and tries it again after a while. */
export interface Breaker {
  /** Whether a call may be made now. In `halfOpen` the first who asks may. */
  allows(): boolean;
  succeeded(): void;
  failed(): void;
  state(): { state: BreakerState; failuresInARow: number; retryAt: number | null };
}

/** How a breaker counts. */
export interface BreakerSettings {
  clock: Clock;
  /** Failures in a row that open it. @default 5 */
  threshold?: number;
  /** Milliseconds that it stays open the first time; doubled each time the trial fails. @default 30000 */
  coolDown?: number;
  /** @default 600000 */
  maxCoolDown?: number;
}

/**
 * Makes a circuit breaker.
 *
 * @example
 * const breaker = createBreaker({ clock });
 * if (breaker.allows()) try { await call(); breaker.succeeded(); } catch { breaker.failed(); }
 */
export function createBreaker({
  clock,
  threshold = 5,
  coolDown = 30_000,
  maxCoolDown = 600_000,
}: BreakerSettings): Breaker {
  let failuresInARow = 0;
  let openings = 0;
  let retryAt: number | null = null;
  let trialUntil = -Infinity;
  const pause = () => Math.min(coolDown * 2 ** (openings - 1), maxCoolDown);
  return {
    allows() {
      if (retryAt === null) return true;
      if (clock.now() < retryAt || clock.now() < trialUntil) return false;
      // One trial at a time; a trial that never reports counts as lost after another pause.
      trialUntil = clock.now() + pause();
      return true;
    },
    succeeded() {
      failuresInARow = 0;
      openings = 0;
      retryAt = null;
      trialUntil = -Infinity;
    },
    failed() {
      failuresInARow += 1;
      const wasTrial = retryAt !== null && clock.now() >= retryAt;
      if (failuresInARow < threshold && !wasTrial) return;
      if (retryAt !== null && !wasTrial) return;
      openings += 1;
      retryAt = clock.now() + pause();
      trialUntil = -Infinity;
    },
    state() {
      return {
        state: retryAt === null ? 'closed' : clock.now() < retryAt ? 'open' : 'halfOpen',
        failuresInARow,
        retryAt,
      };
    },
  };
}
