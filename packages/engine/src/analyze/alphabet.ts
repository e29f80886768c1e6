import { canonicalUnit, type CharSet, contains } from '../regex/char-set';

/** The only white space of normalised text. */
export const SPACE = 0x20;

/** The units that normalised text is made of, by the form in which expressions compare them. */
let units: { readonly canonical: Uint16Array; readonly unit: Uint16Array } | undefined;

/** Normalised text is in lower case, and its only white space is single spaces within it. */
function isNormal(unit: number): boolean {
  const char = String.fromCharCode(unit);
  return char.toLowerCase() === char && (unit === SPACE || !/\s/.test(char));
}

function allUnits(): { readonly canonical: Uint16Array; readonly unit: Uint16Array } {
  if (!units) {
    const normal: number[] = [];
    for (let unit = 0; unit <= 0xffff; unit += 1) if (isNormal(unit)) normal.push(unit);
    const forms = Uint16Array.from({ length: 0x10000 }, (_, unit) => canonicalUnit(unit));
    const unit = Uint16Array.from(normal).sort((a, b) => forms[a]! - forms[b]!);
    units = { unit, canonical: unit.map((one) => forms[one]!) };
  }
  return units;
}

/**
 * Units of which each stands for all those that the sets and the single units cannot tell from it. Together they stand for
 * every unit that normalised text can have.
 */
export function unitsOf(sets: readonly CharSet[], singles: readonly number[]): number[] {
  const { canonical, unit } = allUnits();
  // A space is one of its own: there are rules where it may stand.
  const apart = new Set([SPACE, ...singles]);
  // Most sets are one letter.
  const letters = new Set<number>();
  const wide: CharSet[] = [];
  for (const set of sets) {
    if (set.length === 2 && set[0] === set[1]) letters.add(set[0]!);
    else wide.push(set);
  }
  const chosen = new Map<string, number>();
  /** Looks for a unit whose form is from here on and before there, and takes it unless there is one like it. */
  const choose = (from: number, to: number, key: string, isLetter: boolean): void => {
    if (chosen.has(key)) return;
    for (let at = firstFrom(canonical, from); at < canonical.length && canonical[at]! < to; at += 1) {
      if (apart.has(unit[at]!) || (!isLetter && letters.has(canonical[at]!))) continue;
      chosen.set(key, unit[at]!);
      return;
    }
  };
  for (const letter of letters) choose(letter, letter + 1, String(letter), true);
  const cuts = new Set([0]);
  for (const set of wide) {
    for (let at = 0; at < set.length; at += 2) {
      cuts.add(set[at]!);
      cuts.add(set[at + 1]! + 1);
    }
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  sorted.forEach((from, index) => {
    // Of units that lie in the same sets a single one is enough.
    const held = wide.map((set) => (contains(set, from) ? '+' : '-')).join('');
    choose(from, sorted[index + 1] ?? 0x10000, `of${held}`, false);
  });
  return [...chosen.values(), ...apart];
}

/** The first place in a sorted list that holds this number or a greater one. */
function firstFrom(list: Uint16Array, least: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
