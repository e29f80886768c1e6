import { type Clock } from '@beckon/plugin';

/** Keeps the newest answers for a while: bounded in number, the longest unused goes first. */
export interface BoundedCache<Value> {
  get(key: string): Value | undefined;
  /** `seconds` 0 keeps nothing. */
  set(key: string, value: Value, seconds: number): void;
  clear(): void;
  state(): { entries: number; hits: number; misses: number };
}

/**
 * Makes a cache of at most `size` entries.
 *
 * @example
 * const cache = createBoundedCache<string>({ clock, size: 1000 });
 * cache.set('192.0.2.1', 'US', 60);
 */
export function createBoundedCache<Value>({
  clock,
  size = 1000,
}: {
  clock: Clock;
  size?: number;
}): BoundedCache<Value> {
  // A Map remembers the order of insertion: what is read is put in anew, so the first one is the longest unused.
  const kept = new Map<string, { value: Value; until: number }>();
  let hits = 0;
  let misses = 0;
  return {
    get(key) {
      const entry = kept.get(key);
      if (entry) kept.delete(key);
      if (!entry || entry.until <= clock.now()) {
        misses += 1;
        return undefined;
      }
      kept.set(key, entry);
      hits += 1;
      return entry.value;
    },
    set(key, value, seconds) {
      if (seconds <= 0) return;
      kept.delete(key);
      kept.set(key, { value, until: clock.now() + seconds * 1000 });
      for (const oldest of kept.keys()) {
        if (kept.size <= size) break;
        kept.delete(oldest);
      }
    },
    clear: () => kept.clear(),
    state: () => ({ entries: kept.size, hits, misses }),
  };
}
