import { type Test } from '../compile/program';

type Range = Omit<Extract<Test, { op: 'range' }>, 'op' | 'view'>;

/** A set of numbers: disjoint ranges in order. */
export type Intervals = readonly Range[];

export const everyNumber: Intervals = [{ from: -Infinity, fromOpen: false, to: Infinity, toOpen: false }];

const isEmpty = ({ from, fromOpen, to, toOpen }: Range): boolean =>
  from > to || (from === to && (fromOpen || toOpen));

/** Whether a whole number lies in a range. */
export function hasWhole({ from, fromOpen, to, toOpen }: Range): boolean {
  if (from === -Infinity || to === Infinity) return true;
  const first = fromOpen ? Math.floor(from) + 1 : Math.ceil(from);
  return toOpen ? first < to : first <= to;
}

function intersectRanges(a: Range, b: Range): Range {
  const low = a.from > b.from || (a.from === b.from && a.fromOpen) ? a : b;
  const high = a.to < b.to || (a.to === b.to && a.toOpen) ? a : b;
  return { from: low.from, fromOpen: low.fromOpen, to: high.to, toOpen: high.toOpen };
}

/** The numbers that are in both sets. */
export function intersect(a: Intervals, b: Intervals): Intervals {
  return a.flatMap((one) => b.map((other) => intersectRanges(one, other))).filter((range) => !isEmpty(range));
}

/** The numbers that are not in a range. */
export function outside({ from, fromOpen, to, toOpen }: Range): Intervals {
  return [
    { from: -Infinity, fromOpen: false, to: from, toOpen: !fromOpen },
    { from: to, fromOpen: !toOpen, to: Infinity, toOpen: false },
  ].filter((range) => !isEmpty(range));
}
