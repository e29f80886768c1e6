import { type Facts } from '../declare/rule';

/** About 285,000 years in ms: whole milliseconds are exact up to here. */
const END_OF_TIME = 9e15;

/** A fact that ticks, and the values at which a condition about it can turn over. */
export interface Clock {
  readonly fact: string;
  /** Units a second. */
  readonly rate: number;
  readonly bounds: readonly number[];
}

/** A ticking fact after `ms` of visible time. */
export const advance = (value: number, rate: number, ms: number): number => value + (rate * ms) / 1000;

/** The facts after `ms` of visible time. */
export function later(facts: Facts, clocks: readonly Clock[], ms: number): Facts {
  const moved: Record<string, unknown> = { ...facts };
  for (const { fact, rate } of clocks) {
    const value = facts[fact];
    if (typeof value === 'number') moved[fact] = advance(value, rate, ms);
  }
  return moved;
}

/**
 * The first whole millisecond, 1 at least, at which a verdict has turned if nothing but visible time passes, as long as
 * it is before `limit`; else `limit`.
 *
 * @param clocks The ticking facts that the verdict depends on.
 * @param turned Whether the verdict for these facts is another one than now.
 */
export function wakeAfter(
  clocks: readonly Clock[],
  facts: Facts,
  turned: (facts: Facts) => boolean,
  limit: number,
): number {
  // A verdict turns over where a fact reaches a bound or, a millisecond later, is beyond it, and nowhere between.
  const times = clocks.flatMap(({ fact, rate, bounds }) => {
    const value = facts[fact];
    return typeof value === 'number' ? bounds.flatMap((bound) => timesOf(bound, value, rate)) : [];
  });
  return (
    times.sort((a, b) => a - b).find((ms) => ms > 0 && ms < limit && turned(later(facts, clocks, ms))) ??
    limit
  );
}

/** The first ms at which a growing value has reached a bound, by the very arithmetic of the evaluation, and the next. */
function timesOf(bound: number, value: number, rate: number): number[] {
  let before = -1;
  let after = END_OF_TIME;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (advance(value, rate, middle) < bound) before = middle;
    else after = middle;
  }
  return [after, after + 1];
}
