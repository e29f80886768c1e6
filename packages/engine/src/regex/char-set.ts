/**
 * A set of UTF-16 code units as sorted, disjoint, flattened ranges `[low, high, low, high, …]`, both ends included.
 * Sets live in the space in which `RegExp` compares with the flag `i`: every code unit stands for its
 * `Canonicalize` of ECMA-262 §22.2.2.7.3 (its upper case, unless that has several units or leaves non-ASCII for ASCII).
 */
export type CharSet = readonly number[];

const LAST = 0xffff;

/** ASCII lower-case letters never occur in canonical space. */
const PHANTOMS: CharSet = [0x61, 0x7a];

/** The form of a unit in which expressions compare it. */
export function canonicalUnit(unit: number): number {
  const upper = String.fromCharCode(unit).toUpperCase();
  if (upper.length !== 1) return unit;
  const canonical = upper.charCodeAt(0);
  return unit >= 128 && canonical < 128 ? unit : canonical;
}

let nonAsciiPairs: Map<number, number> | undefined;

/** The non-ASCII units that are not their own canonical form; made at the first pattern with a range that needs them. */
function foldedUnits(): Map<number, number> {
  if (!nonAsciiPairs) {
    nonAsciiPairs = new Map();
    for (let unit = 128; unit <= LAST; unit += 1) {
      const canonical = canonicalUnit(unit);
      if (canonical !== unit) nonAsciiPairs.set(unit, canonical);
    }
  }
  return nonAsciiPairs;
}

/** Sorts and merges ranges. */
export function normalizeRanges(ranges: readonly number[]): number[] {
  const pairs: [number, number][] = [];
  for (let at = 0; at < ranges.length; at += 2) pairs.push([ranges[at]!, ranges[at + 1]!]);
  pairs.sort((a, b) => a[0] - b[0]);
  const merged: number[] = [];
  for (const [low, high] of pairs) {
    const last = merged.length - 1;
    if (last > 0 && low <= merged[last]! + 1) merged[last] = Math.max(merged[last]!, high);
    else merged.push(low, high);
  }
  return merged;
}

function invert(set: CharSet): number[] {
  const inverted: number[] = [];
  let next = 0;
  for (let at = 0; at < set.length; at += 2) {
    if (set[at]! > next) inverted.push(next, set[at]! - 1);
    next = set[at + 1]! + 1;
  }
  if (next <= LAST) inverted.push(next, LAST);
  return inverted;
}

/** All that is in neither of two sets. */
function neither(a: CharSet, b: CharSet): number[] {
  return invert(normalizeRanges([...a, ...b]));
}

/** The set of the canonical forms of all units in the ranges. */
export function canonicalSet(ranges: readonly number[]): number[] {
  const canonical: number[] = [];
  for (let at = 0; at < ranges.length; at += 2) {
    const low = ranges[at]!;
    const high = ranges[at + 1]!;
    for (let unit = low; unit <= Math.min(high, 127); unit += 1) {
      const upper = unit >= 0x61 && unit <= 0x7a ? unit - 32 : unit;
      canonical.push(upper, upper);
    }
    if (high < 128) continue;
    const from = Math.max(low, 128);
    if (from === high) {
      const unit = canonicalUnit(high);
      canonical.push(unit, unit);
      continue;
    }
    canonical.push(from, high);
    if (from > 128 || high < LAST) {
      for (const [unit, upper] of foldedUnits())
        if (unit >= from && unit <= high) canonical.push(upper, upper);
    }
  }
  return normalizeRanges(canonical);
}

/** The canonical set of all units outside of a canonical set. */
export function complement(set: CharSet): number[] {
  return neither(set, PHANTOMS);
}

export const DIGIT: CharSet = [0x30, 0x39];
export const WORD: CharSet = canonicalSet([0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f]);
/** White space and line ends, as `\s` has them (ECMA-262 §12.2 and §12.3). */
export const SPACE: CharSet = normalizeRanges([
  9, 13, 32, 32, 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f, 0x205f, 0x205f,
  0x3000, 0x3000, 0xfeff, 0xfeff,
]);
/** Every unit. */
export const ANY: CharSet = complement([]);
/**
 * What `.` may meet: normalised text has its line ends folded to a space, so that nothing is left for `.` not to match.
 * Taking it for everything is also the safe side when runs are counted.
 */
export const DOT: CharSet = ANY;

/** Whether a set holds every unit that normalised text can have (all but white space other than a space). */
export function isEverything(set: CharSet): boolean {
  return complement(normalizeRanges([...set, ...SPACE])).length === 0 && contains(set, 32);
}

/** Whether a canonical unit is in the set. */
export function contains(set: CharSet, unit: number): boolean {
  for (let at = 0; at < set.length; at += 2) if (unit >= set[at]! && unit <= set[at + 1]!) return true;
  return false;
}
