import { read } from '../values/read';
import { type Family } from './predicates';
import { Row, type Rows } from './rows';

/** An enumeration, since bundlers write it into the code (see `text-bytes.ts`). */
const enum Limit {
  /** Where all bounds are whole numbers below this, values need no search among them. */
  Bounds = 1024,
  /** Values below this are turned into steps. */
  Values = 0x40000000,
}

/**
 * Turns the value of a number, a date or a boolean into a row of {@link Rows}. Numbers between the same two bounds are the same to
 * all rules, so that there are only so many.
 */
export class NumberReader<R extends Rows = Rows> {
  /** The row of each cell between two bounds, or on one; 0 if it was not met yet. */
  private readonly byCell: Int32Array;
  private readonly bounds: Float64Array;
  /** Rows by step, where bounds are small and whole: a step for each whole number and one for what lies behind it. */
  private readonly bySteps: Int32Array;
  /** The last step, behind all bounds; -1 if there are none. */
  private readonly lastStep: number;

  /** @param site where the value of the fact is found */
  constructor(
    readonly site: number,
    private readonly family: Family,
    readonly rows: R,
  ) {
    this.bounds = Float64Array.from(new Set(rows.ranges.flatMap(({ from, to }) => [from, to]))).sort();
    this.byCell = new Int32Array(this.bounds.length * 2 + 2);
    this.lastStep = family === 'number' ? lastStepOf(this.bounds) : -1;
    this.bySteps = new Int32Array(this.lastStep + 1);
  }

  /** Forgets all rows, before their sets go. */
  forget(): void {
    this.byCell.fill(0);
    this.bySteps.fill(0);
    this.rows.reset();
  }

  /** The row of a value, as the caller passed it. */
  rowOf(raw: unknown): number {
    if (typeof raw !== 'number') return this.ofOther(raw);
    const { lastStep } = this;
    if (raw >= 0 && raw < Limit.Values && lastStep >= 0) {
      // The step, or the last one: without a branch, since which it is cannot be guessed.
      const beyond = (raw | 0) + (Math.ceil(raw) | 0) - lastStep;
      const step = lastStep + (beyond & (beyond >> 31));
      const row = this.bySteps[step]!;
      return row !== 0 ? row : (this.bySteps[step] = this.ofNumber(raw));
    }
    return this.family === 'number' && raw === raw ? this.ofNumber(raw) : Row.Missing;
  }

  private ofNumber(value: number): number {
    const cell = cellOf(value, this.bounds);
    const row = this.byCell[cell]!;
    return row !== 0 ? row : this.met(cell, value);
  }

  private ofOther(raw: unknown): number {
    const { family, byCell } = this;
    if (family === 'boolean') {
      if (typeof raw !== 'boolean') return Row.Missing;
      const cell = raw ? 1 : 0;
      if (byCell[cell] === 0) byCell[cell] = this.rows.ofHits(Int32Array.of(cell));
      return byCell[cell]!;
    }
    const instant = family === 'date' ? read('date', raw) : undefined;
    return instant === undefined ? Row.Missing : this.ofNumber(instant as number);
  }

  private met(cell: number, value: number): number {
    if (this.rows.isFull) this.forget();
    return (this.byCell[cell] = this.rows.ofNumber(value));
  }
}

/** The place of a number among bounds: even between two, odd on one. */
function cellOf(value: number, bounds: Float64Array): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bounds[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low * 2 + (bounds[low] === value ? 1 : 0);
}

/** The step behind the last finite bound, if all are whole and small; else -1. */
function lastStepOf(bounds: Float64Array): number {
  const finite = bounds.filter(Number.isFinite);
  const last = finite.at(-1) ?? -1;
  return last >= 0 && last < Limit.Bounds && finite.every(Number.isInteger) ? last * 2 + 1 : -1;
}
