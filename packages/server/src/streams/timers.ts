/** Time that passes, injected. */
export interface Timers {
  /** Calls `run` every so many ms; the answer ends it. */
  every(ms: number, run: () => void): () => void;
  /** Calls `run` once after so many ms; the answer takes it back. */
  after(ms: number, run: () => void): () => void;
}

/** The process's own timers; they keep no process alive. */
export const systemTimers: Timers = {
  every(ms, run) {
    const timer = setInterval(run, ms).unref();
    return () => clearInterval(timer);
  },
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};
