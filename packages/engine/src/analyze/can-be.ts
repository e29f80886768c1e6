import { type Test } from '../compile/program';
import { type Criterion } from '../declare/criterion';
import { holds } from '../interpret/judge';
import { isInLanguage } from '../values/compare';
import { everyNumber, hasWhole, intersect, type Intervals, outside } from './intervals';
import { type Literal } from './literal';
import { type Purse } from './language';
import { canBeText, type TextTest } from './texts';

/** Literals about one fact, all read in the same way. */
interface Question {
  readonly criterion: Criterion;
  readonly literals: readonly Literal[];
}

/** What a question is looked into with. */
interface Means {
  /** Seconds of the longest visit that is thought of. */
  readonly latest?: number | undefined;
  /** What may be spent on running expressions side by side; nothing if there is none. */
  readonly purse?: Purse | undefined;
}

/** In so many ways tests of several lists are chosen together. */
const MOST_WAYS = 64;

/** A time that ticks begins at zero. */
const fromZero: Intervals = [{ from: 0, fromOpen: false, to: Infinity, toOpen: false }];

/**
 * Whether some fact, or its absence, answers all literals about it. Sound: `false` only if none does.
 *
 * Ticking facts are taken not to be negative, choices with fixed options to be one of them, and numbers to be at least what
 * their declaration says, and whole if it says so.
 */
export function canBe({ criterion, literals }: Question, { latest = Infinity, purse }: Means = {}): boolean {
  if (literals.every((literal) => literal.missing)) return true;
  if (literals.some((literal) => literal.present === 'never')) return false;
  const tested = literals.filter((literal) => typeof literal.present === 'boolean');
  const needed = tested.filter((literal) => literal.present === true);
  const excluded = tested
    .filter((literal) => literal.present === false)
    .flatMap((literal) => literal.node.tests);
  return combinations(needed.map((literal) => literal.node.tests)).some((tests) =>
    canBeAll(criterion, tests, excluded, { latest, purse }),
  );
}

/**
 * About how many steps `canBe` takes for these literals: each value of a needed list is held against all that is known,
 * in all ways of choosing tests.
 */
export function costOf(literals: readonly Literal[]): number {
  let longest = 1;
  let values = 0;
  let ways = 1;
  for (const { node, present } of literals) {
    if (present === true && ways * node.tests.length <= MOST_WAYS) ways *= node.tests.length;
    for (const test of node.tests) {
      if (test.op !== 'in' && test.op !== 'language') continue;
      values += test.values.length;
      if (present === true) longest = Math.max(longest, test.values.length);
    }
  }
  // To find a value in a list is quicker than to hold two patterns against each other.
  return ways * longest * (literals.length ** 2 + values / 16);
}

/** One test of each list, in all ways: a URL may be compared in one view or another. */
function combinations(lists: readonly (readonly Test[])[]): Test[][] {
  let all: Test[][] = [[]];
  for (const list of lists) {
    // What has very many ways is not looked into: the rest alone decides.
    if (all.length * list.length > MOST_WAYS) continue;
    all = all.flatMap((chosen) => list.map((test) => [...chosen, test]));
  }
  return all;
}

function canBeAll(
  criterion: Criterion,
  needed: readonly Test[],
  excluded: readonly Test[],
  { latest = Infinity, purse }: Means,
): boolean {
  if (needed.some((test) => test.op === 'custom' && excluded.includes(test))) return false;
  const [test] = [...needed, ...excluded];
  if (!test) return true;
  if (test.view === 'number' || test.view === 'date') return canBeNumber(criterion, needed, excluded, latest);
  const values =
    test.view === 'boolean'
      ? [true, false]
      : criterion.type === 'choice' && Array.isArray(criterion.options)
        ? criterion.options.map(({ value }) => value)
        : undefined;
  if (values) {
    return values.some(
      (value) =>
        needed.every((one) => holds(one, value) !== false) &&
        !excluded.some((one) => one.op !== 'custom' && holds(one, value)),
    );
  }
  if (test.view === 'language') return canBeLanguage(needed, excluded);
  const tests: TextTest[] = [
    ...needed.map((one) => ({ test: one, wanted: true })),
    ...excluded.map((one) => ({ test: one, wanted: false })),
  ];
  return canBeText(
    tests.filter((one) => one.test.op !== 'custom'),
    purse,
  );
}

function canBeNumber(
  { changes, least, whole }: Criterion,
  needed: readonly Test[],
  excluded: readonly Test[],
  latest: number,
): boolean {
  let left = everyNumber;
  if (typeof changes === 'object')
    left = intersect(fromZero, [{ from: 0, fromOpen: false, to: latest * changes.ticks, toOpen: false }]);
  if (least !== undefined)
    left = intersect(left, [{ from: least, fromOpen: false, to: Infinity, toOpen: false }]);
  for (const test of needed) if (test.op === 'range') left = intersect(left, [test]);
  for (const test of excluded) if (test.op === 'range') left = intersect(left, outside(test));
  return whole ? left.some(hasWhole) : left.length > 0;
}

function canBeLanguage(needed: readonly Test[], excluded: readonly Test[]): boolean {
  let ranges: readonly string[] | undefined;
  for (const test of needed) {
    if (test.op !== 'language') continue;
    // The narrower of two ranges that lie within each other, or nothing.
    ranges = ranges
      ? ranges.flatMap((range) =>
          test.values.flatMap((other) =>
            isInLanguage(range, other) ? [range] : isInLanguage(other, range) ? [other] : [],
          ),
        )
      : test.values;
  }
  const isOut = (range: string): boolean =>
    excluded.some(
      (test) => test.op === 'language' && test.values.some((other) => isInLanguage(range, other)),
    );
  return !ranges || ranges.some((range) => !isOut(range));
}
