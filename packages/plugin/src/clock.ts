/** The time, injected: production has the machine's clock, tests move one by hand. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
  /**
   * Calls `run` once, `ms` milliseconds from now. Answers the function that calls it off.
   */
  after(ms: number, run: () => void): () => void;
}

/** The machine's clock. Its timers never keep a process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, 2 ** 31 - 1));
    if (typeof timer === 'object' && 'unref' in timer) (timer as { unref(): void }).unref();
    return () => clearTimeout(timer);
  },
};
