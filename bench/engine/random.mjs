/** A seeded generator of random numbers (mulberry32), so that every run measures the same rules and visitors. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (count) => Math.floor(next() * count);
  const pick = (list) => list[below(list.length)];
  const shuffle = (list) => {
    for (let at = list.length - 1; at > 0; at -= 1) {
      const other = below(at + 1);
      [list[at], list[other]] = [list[other], list[at]];
    }
    return list;
  };
  /** One of `[weight, value]` pairs. */
  const weighted = (pairs) => {
    let left = next() * pairs.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of pairs) if ((left -= weight) < 0) return value;
    return pairs.at(-1)[1];
  };
  return { next, below, pick, shuffle, weighted };
}
