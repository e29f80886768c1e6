/** Cancels what it was given for. */
export type Cancel = () => void;

/** The time, injected so that tests need no waiting. */
export interface Clock {
  /** ms since the epoch. */
  now(): number;
  /** Runs `work` once after at least `ms`. */
  wait(ms: number, work: () => unknown): Cancel;
}

/** What the runtime takes from its surroundings. Tests pass their own. */
export interface World {
  /** Aborted when Beckon stops: then no timer does its work any more, and nothing is listened to. */
  readonly ended: AbortSignal;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** 0 <= x < 1. */
  readonly chance: () => number;
  /** Where the browser keeps things for the site; may throw where storage is blocked. */
  readonly local: () => Storage;
  readonly session: () => Storage;
  /** Absent in insecure contexts and old browsers. */
  readonly locks?: LockManager | undefined;
  readonly channel?: ((name: string) => BroadcastChannel) | undefined;
}

/** The longest time that a browser's timer takes. */
const MAX_TIMER = 2 ** 31 - 1;

export const browserWorld = (ended: AbortSignal): World => ({
  ended,
  clock: {
    now: () => Date.now(),
    wait(ms, work) {
      const timer = setTimeout(() => ended.aborted || work(), Math.min(ms, MAX_TIMER));
      return () => clearTimeout(timer);
    },
  },
  fetch: (input, init) => fetch(input, init),
  chance: Math.random,
  local: () => localStorage,
  session: () => sessionStorage,
  locks: navigator.locks,
  channel: (name) => new BroadcastChannel(name),
});

/** Listens to events (names by spaces) until Beckon stops. */
export function listen(
  { ended }: World,
  target: EventTarget,
  names: string,
  listener: (event: Event) => void,
): void {
  for (const name of names.split(' '))
    target.addEventListener(name, listener, { capture: true, passive: true, signal: ended });
}

/** Calls `work` when Beckon stops. */
export function atEnd({ ended }: World, work: () => void): void {
  ended.addEventListener('abort', work);
}

/** A name that nothing else has: 22 letters and digits. */
export const unique = ({ chance }: World): string =>
  '0'.repeat(22).replace(/0/g, () => Math.floor(chance() * 36).toString(36));

/** Runs `work` while no other tab runs work of this name; where there are no locks (or none for a sandboxed frame), at once. */
export async function exclusively({ locks }: World, name: string, work: () => Promise<void>): Promise<void> {
  // Work that fails on an answer that nobody could expect is no concern of the page.
  const run = (): Promise<void> => work().catch(() => undefined);
  await (locks ? locks.request(name, run).catch(run) : run());
}

/** A set of listeners. */
export interface Signal<T> {
  /** Calls `listener` at each later `tell`, until the answer is called. */
  on(listener: (value: T) => void): Cancel;
  tell(value: T): void;
}

export function signal<T>(): Signal<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell: (value) => listeners.forEach((listener) => listener(value)),
  };
}
