/** Lets so many through at once; the others wait in line, or turn away when their signal is aborted. */
export interface Gate {
  /** Answers the function that makes room again; `undefined` if the signal was aborted first. */
  enter(signal: AbortSignal): Promise<(() => void) | undefined> | (() => void) | undefined;
  state(): { running: number; waiting: number };
}

/**
 * Makes a gate for `limit` calls at once.
 *
 * @example
 * const leave = await gate.enter(signal);
 * if (leave) try { await call(); } finally { leave(); }
 */
export function createGate(limit: number): Gate {
  let running = 0;
  const line = new Set<() => void>();
  const leaver = () => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      running -= 1;
      const [next] = line;
      if (next) {
        line.delete(next);
        next();
      }
    };
  };
  return {
    enter(signal) {
      if (signal.aborted) return undefined;
      if (running < limit) {
        running += 1;
        return leaver();
      }
      return new Promise((resolve) => {
        const turn = () => {
          signal.removeEventListener('abort', giveUp);
          running += 1;
          resolve(leaver());
        };
        const giveUp = () => {
          line.delete(turn);
          resolve(undefined);
        };
        line.add(turn);
        signal.addEventListener('abort', giveUp, { once: true });
      });
    },
    state: () => ({ running, waiting: line.size }),
  };
}
