import { type Range } from './predicates';

/** Rows that are always there. An enumeration, since bundlers write it into the code (see `text-bytes.ts`). */
export const enum Row {
  /** The fact is missing. */
  Missing,
  /** It is present, and no predicate holds. */
  Base,
  /** The first of the others. */
  First,
}

/** More rows than this, and all are forgotten. */
export const MOST_ROWS = 8192;

/** What the values of one fact mean: a row for each class of values that no rule tells apart. */
export interface Rows {
  /** All ranges that rules ask for. */
  readonly ranges: readonly Range[];
  /** How many rows there are for values that were met. */
  readonly size: number;
  /** Whether it is time to forget all rows. */
  readonly isFull: boolean;
  /** Forgets all rows. */
  reset(): void;
  /** A row for a class of texts or booleans, for which these predicates hold. */
  ofHits(hits: Int32Array): number;
  /** A row for a class of numbers, of which one is given. */
  ofNumber(number: number): number;
  /** The predicates that hold for a class. */
  hitsOf(row: number): Int32Array;
}
