import { type Clock } from '../clock';

/** A clock that stands still until it is moved. */
export interface TestClock extends Clock {
  /** Moves the time on and runs, in their order, the timers that are due; between them promises get their turn. */
  advance(ms: number): Promise<void>;
  /** Moves the time without running anything: what a block of the process looks like. */
  block(ms: number): void;
  /** Timers that wait. */
  readonly pending: number;
}

/** Lets everything that is ready to go on do so, without any time passing. */
export async function settle(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}

/**
 * Makes a clock for tests.
 *
 * @example
 * const clock = createTestClock();
 * clock.after(50, () => console.log('now'));
 * await clock.advance(50);
 */
export function createTestClock(start = Date.UTC(2026, 0, 1)): TestClock {
  let now = start;
  let nextId = 0;
  const timers = new Map<number, { at: number; run: () => void }>();
  const due = (until: number) =>
    [...timers.entries()]
      .filter(([, { at }]) => at <= until)
      .sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];
  return {
    now: () => now,
    after(ms, run) {
      const id = nextId++;
      timers.set(id, { at: now + Math.max(0, ms), run });
      return () => void timers.delete(id);
    },
    block(ms) {
      now += ms;
    },
    get pending() {
      return timers.size;
    },
    async advance(ms) {
      const until = now + ms;
      await settle(5);
      for (let next = due(until); next; next = due(until)) {
        const [id, timer] = next;
        timers.delete(id);
        now = Math.max(now, timer.at);
        timer.run();
        await settle(5);
      }
      now = Math.max(now, until);
      await settle(5);
    },
  };
}
