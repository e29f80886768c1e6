/** The last latencies, in milliseconds. */
export interface LatencyWindow {
  add(ms: number): void;
  /** `null` before the first one. */
  state(): { last: number | null; median: number | null; p95: number | null; max: number | null };
}

/** Remembers the newest `size` latencies. */
export function createLatencyWindow(size = 128): LatencyWindow {
  const ring: number[] = [];
  let next = 0;
  let last: number | null = null;
  return {
    add(ms) {
      ring[next] = ms;
      next = (next + 1) % size;
      last = ms;
    },
    state() {
      const sorted = [...ring].sort((a, b) => a - b);
      const at = (share: number) =>
        sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null;
      return { last, median: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? null };
    },
  };
}
