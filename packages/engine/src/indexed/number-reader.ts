import { read } from '../values/read';
import { type Entries, MISSING } from './entries';
import { type Family } from './predicates';

/** Whole numbers below this need no search among bounds. */
const SMALL = 1024;

/**
 * Turns the value of a number, a date or a boolean into a row of {@link Entries}. Numbers between the same two bounds are the same to
 * all rules, so that there are only so many.
 */
export class NumberReader {
  /** The row of each cell between two bounds, or on one; 0 if it was not met yet. */
  private readonly rows: Int32Array;
  private readonly bounds: Float64Array;
  /** The cells of small whole numbers, and of what lies behind each, where bounds are whole. */
  private readonly small: Int32Array;
  private readonly behindSmall: number;
  private readonly isNumber: boolean;

  /** @param site where the value of the fact is found */
  constructor(
    readonly site: number,
    private readonly family: Family,
    readonly entries: Entries,
  ) {
    this.isNumber = family === 'number';
    this.bounds = Float64Array.from(new Set(entries.ranges.flatMap(({ from, to }) => [from, to]))).sort();
    this.rows = new Int32Array(this.bounds.length * 2 + 2);
    this.small = smallCells(this.bounds);
    this.behindSmall = this.small.length >> 1;
  }

  /** Forgets all rows, before their sets go. */
  forget(): void {
    this.rows.fill(0);
    this.entries.reset();
  }

  /** The row of a value, as the caller passed it. */
  rowOf(raw: unknown): number {
    if (typeof raw === 'number' && this.isNumber) return raw === raw ? this.ofNumber(raw) : MISSING;
    return this.ofOther(raw);
  }

  private ofNumber(value: number): number {
    const whole = value | 0;
    const cell =
      whole >= 0 && value >= 0 && value < this.behindSmall
        ? this.small[whole === value ? whole * 2 : whole * 2 + 1]!
        : cellOf(value, this.bounds);
    const row = this.rows[cell]!;
    return row !== 0 ? row : this.met(cell, value);
  }

  private ofOther(raw: unknown): number {
    const { family, rows } = this;
    if (family === 'boolean') {
      if (typeof raw !== 'boolean') return MISSING;
      const cell = raw ? 1 : 0;
      if (rows[cell] === 0) rows[cell] = this.entries.ofHits(Int32Array.of(cell));
      return rows[cell]!;
    }
    const instant = family === 'date' ? read('date', raw) : undefined;
    return instant === undefined ? MISSING : this.ofNumber(instant as number);
  }

  private met(cell: number, value: number): number {
    if (this.entries.isFull) this.forget();
    return (this.rows[cell] = this.entries.ofNumber(value));
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
