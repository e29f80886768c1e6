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
const MOST_ROWS = 8192;

const NONE = new Int32Array(0);

/** What the values of one fact mean: a row for each class of values that no rule tells apart. */
export abstract class Rows {
  /** The predicates that hold, by row. */
  private readonly hits: Int32Array[] = [NONE, NONE];

  /** All ranges that rules ask for. */
  abstract readonly ranges: readonly Range[];

  /** Makes room for a row, and notes what is known of its class: the predicates that hold, or a number (else NaN). */
  protected abstract fillRow(row: number, hits: Int32Array, number: number): void;

  /** How many rows there are for values that were met. */
  get size(): number {
    return this.hits.length - Row.First;
  }

  /** Whether it is time to forget all rows. */
  get isFull(): boolean {
    return this.hits.length >= MOST_ROWS;
  }

  /** Forgets all rows. */
  reset(): void {
    this.hits.length = Row.First;
  }

  /** A row for a class of texts or booleans, for which these predicates hold. */
  ofHits(hits: Int32Array): number {
    return this.add(hits, NaN);
  }

  /** A row for a class of numbers, of which one is given. */
  ofNumber(number: number): number {
    return this.add(NONE, number);
  }

  /** The predicates that hold for a class. */
  hitsOf(row: number): Int32Array {
    return this.hits[row]!;
  }

  private add(hits: Int32Array, number: number): number {
    const row = this.hits.push(hits) - 1;
    this.fillRow(row, hits, number);
    return row;
  }
}
