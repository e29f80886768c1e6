/** Cancels what it was given for. */
export type Cancel = () => void;

/** The time, injected so that tests need no waiting. */
export interface Clock {
  /** ms since the epoch. */
  now(): number;
  /** Runs `work` once after at least `ms`. */
  after(ms: number, work: () => unknown): Cancel;
}

/** What the runtime takes from its surroundings. Tests pass their own. */
export interface World {
  /** Aborted when Beckon stops: then no timer does its work any more, and nothing is listened to. */
  readonly ended: AbortSignal;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** 0 <= x < 1. */
  readonly random: () => number;
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
    after(ms, work) {
      const timer = setTimeout(() => ended.aborted || work(), Math.min(ms, MAX_TIMER));
      return () => clearTimeout(timer);
    },
  },
  fetch: (input, init) => fetch(input, init),
  random: Math.random,
  local: () => localStorage,
  session: () => sessionStorage,
  locks: navigator.locks,
  channel: typeof BroadcastChannel === 'function' ? (name) => new BroadcastChannel(name) : undefined,
});

/** Listens to events (names by spaces) until Beckon stops. */
export function listen(world: World, target: EventTarget, names: string, listener: (event: Event) => void): void {
  for (const name of names.split(' ')) target.addEventListener(name, listener, { capture: true, passive: true, signal: world.ended });
}

/** A name that nothing else has: 22 letters and digits. */
export function unique(world: World): string {
  let text = '';
  while (text.length < 22) text += Math.floor(world.random() * 36).toString(36);
  return text;
}

/** Runs `work` while no other tab runs work of this name; where there are no locks (or none for a sandboxed frame), at once. */
export async function exclusively(world: World, name: string, work: () => Promise<void>): Promise<void> {
  let begun = false;
  try {
    await world.locks?.request(name, () => {
      begun = true;
      return work();
    });
  } catch {
    // Refused, or the work failed on an answer that nobody could expect: either way it is no concern of the page.
  }
  if (!begun) await work().catch(() => undefined);
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
    tell(value) {
      for (const listener of listeners) listener(value);
    },
  };
}
