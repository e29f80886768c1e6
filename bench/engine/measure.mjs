/** The median of a list of numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The middle half of a list of numbers: from the first to the third quartile. */
export function quartiles(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return [sorted[Math.floor((sorted.length - 1) / 4)], sorted[Math.ceil(((sorted.length - 1) * 3) / 4)]];
}

/** Nanoseconds of processor time so far: what else runs on the machine does not count. */
export function now() {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
}

/**
 * Nanoseconds an evaluation over all the facts given, `passes` times: the best of five slices, so that what else the machine
 * does in between counts less. The same for every contender.
 */
export function time(first, facts, passes) {
  let best = Infinity;
  let sum = 0;
  for (const [from, to, times] of slices(facts.length, passes)) {
    const begin = now();
    for (let pass = 0; pass < times; pass += 1) for (let at = from; at < to; at += 1) sum += first(facts[at]);
    best = Math.min(best, (now() - begin) / (times * (to - from)));
  }
  if (!Number.isFinite(sum)) throw new Error('The sum is used, so that nothing is optimised away.');
  return best;
}

/** The same for one that answers promises. */
export async function timeAsync(first, facts, passes) {
  let best = Infinity;
  for (const [from, to, times] of slices(facts.length, passes)) {
    const begin = now();
    for (let pass = 0; pass < times; pass += 1) for (let at = from; at < to; at += 1) await first(facts[at]);
    best = Math.min(best, (now() - begin) / (times * (to - from)));
  }
  return best;
}

/** Five parts of the passes, or, where there is one pass, of the facts. */
function slices(count, passes) {
  const parts = 5;
  if (passes >= parts) return Array.from({ length: parts }, () => [0, count, Math.round(passes / parts)]);
  const size = Math.max(1, Math.floor(count / parts));
  return Array.from({ length: Math.min(parts, count) }, (_, at) => [
    at * size,
    Math.min(count, (at + 1) * size),
    passes,
  ]);
}

/** How many passes over the facts take about so many ms. */
export function passesFor(nanoseconds, facts, ms) {
  return Math.max(1, Math.round((ms * 1e6) / (nanoseconds * facts.length)));
}
