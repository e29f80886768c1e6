import { read } from '../values/read';
import { type Family } from './predicates';
import { Row, type Rows } from './rows';

/** Whole numbers below this need no search among bounds. */
const SMALL = 1024;

/**
 * Turns the value of a number, a date or a boolean into a row of {@link Rows}. Numbers between the same two bounds are the same to
 * all rules, so that there are only so many.
 */
export class NumberReader<R extends Rows = Rows> {
  /** The row of each cell between two bounds, or on one; 0 if it was not met yet. */
  private readonly byCell: Int32Array;
  private readonly bounds: Float64Array;
  /** The cells of small whole numbers, and of what lies behind each, where bounds are whole. */
  private readonly small: Int32Array;
  private readonly behindSmall: number;
  /** The last finite bound, and the cell of finite numbers behind it. */
  private readonly lastBound: number;
  private readonly lastCell: number;
  private readonly isNumber: boolean;

  /** @param site where the value of the fact is found */
  constructor(
    readonly site: number,
    private readonly family: Family,
    readonly rows: R,
  ) {
    this.isNumber = family === 'number';
    this.bounds = Float64Array.from(new Set(rows.ranges.flatMap(({ from, to }) => [from, to]))).sort();
    this.byCell = new Int32Array(this.bounds.length * 2 + 2);
    this.small = smallCells(this.bounds);
    this.behindSmall = this.small.length >> 1;
    this.lastBound = this.bounds.findLast(Number.isFinite) ?? -Infinity;
    this.lastCell = cellOf(Number.MAX_VALUE, this.bounds);
  }

  /** Forgets all rows, before their sets go. */
  forget(): void {
    this.byCell.fill(0);
    this.rows.reset();
  }

  /** The row of a value, as the caller passed it. */
  rowOf(raw: unknown): number {
    if (typeof raw === 'number' && this.isNumber) return raw === raw ? this.ofNumber(raw) : Row.Missing;
    return this.ofOther(raw);
  }

  private ofNumber(value: number): number {
    const cell = this.cellOf(value);
    const row = this.byCell[cell]!;
    return row !== 0 ? row : this.met(cell, value);
  }

  private cellOf(value: number): number {
    if (value >= 0 && value < this.behindSmall) {
      const whole = value | 0;
      return this.small[whole === value ? whole * 2 : whole * 2 + 1]!;
    }
    return value > this.lastBound && value < Number.MAX_VALUE ? this.lastCell : cellOf(value, this.bounds);
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

function smallCells(bounds: Float64Array): Int32Array {
  const finite = bounds.filter((bound) => Number.isFinite(bound));
  if (finite.length === 0 || !finite.every((bound) => Number.isInteger(bound))) return new Int32Array(0);
  const size = Math.min(SMALL, Math.max(0, finite[finite.length - 1]! + 1));
  const cells = new Int32Array(size * 2);
  let low = 0;
  for (let whole = 0; whole < size; whole += 1) {
    while (bounds[low]! < whole) low += 1;
    const isBound = bounds[low] === whole ? 1 : 0;
    cells[whole * 2] = low * 2 + isBound;
    cells[whole * 2 + 1] = (low + isBound) * 2;
  }
  return cells;
}
