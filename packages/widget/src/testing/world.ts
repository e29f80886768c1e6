import type { World } from '../runtime/world';

/** A world in the test's hand: its time passes only by `pass`, its storage is a map, its chance always the same series. */
export function testWorld({
  local = memoryStorage(),
  fetch = () => Promise.reject(new Error('offline')),
  locks,
}: { local?: Storage; fetch?: typeof globalThis.fetch; locks?: LockManager } = {}) {
  let now = 1_700_000_000_000;
  let seed = 1;
  let timers: { at: number; work: () => unknown }[] = [];
  const session = memoryStorage();
  const life = new AbortController();
  const world: World = {
    ended: life.signal,
    clock: {
      now: () => now,
      wait(ms, work) {
        const timer = { at: now + Math.max(0, ms), work };
        timers.push(timer);
        return () => {
          timers = timers.filter((kept) => kept !== timer);
        };
      },
    },
    fetch,
    chance: () => (seed = (seed * 16807) % 2147483647) / 2147483647,
    local: () => local,
    session: () => session,
    locks,
  };
  /** Lets time pass, with what is due in order. */
  function pass(ms: number): void {
    const end = now + ms;
    for (;;) {
      const due = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      timers = timers.filter((kept) => kept !== due);
      now = Math.max(now, due.at);
      if (!life.signal.aborted) due.work();
    }
    now = end;
  }
  /** Sets the clock, as people do; timers are none the wiser. */
  function setClock(ms: number): void {
    timers = timers.map((timer) => ({ ...timer, at: timer.at + ms - now }));
    now = ms;
  }
  return { world, pass, setClock, waiting: () => timers.length, end: () => life.abort() };
}

/** What storage does, in memory; keys are own properties, as in browsers. */
export function memoryStorage(): Storage {
  const methods = {
    getItem: (key: string) => storage[key] ?? null,
    setItem: (key: string, value: string) => void (storage[key] = value),
    removeItem: (key: string) => void delete storage[key],
  };
  const storage = Object.create(methods) as Record<string, string>;
  return storage as unknown as Storage;
}

/** Lets everything that was promised happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

/** What the lock manager of a browser does for exclusive locks, in memory. */
export function memoryLocks(): LockManager {
  const held = new Map<string, object>();
  const request = async (
    name: string,
    options: LockOptions,
    work: (lock: Lock | null) => unknown,
  ): Promise<unknown> => {
    if (held.has(name) && !options.steal) return work(null);
    const lock = { name, mode: 'exclusive' } as Lock;
    held.set(name, lock);
    await work(lock);
    if (held.get(name) === lock) held.delete(name);
    return undefined;
  };
  return { request } as unknown as LockManager;
}
