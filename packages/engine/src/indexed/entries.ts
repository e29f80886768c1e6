import { type Arena, type Fixed } from './arena';
import { type Range } from './predicates';

/** The row of a missing fact, and of one that is present and of which no predicate holds. */
export const MISSING = 0;
export const BASE = 1;

const NONE = new Int32Array(0);
/** More rows than this, and all are forgotten. */
const MOST_ROWS = 8192;

/**
 * What the values of one fact mean: a row for each class of values that no rule tells apart, with a place in the arena for each
 * block. Rows are filled block by block, when they are needed first.
 */
export class Entries {
  /** Where sets lie in the arena: `offsets[row * blocks + block]`; 0 if it was not needed yet. */
  private offsets: Int32Array;
  /** The predicates that hold, by row. */
  private readonly hits: Int32Array[] = [NONE, NONE];
  /** A number of the class, by row, for ranges. */
  private readonly numbers: number[] = [NaN, NaN];
  private readonly blocks: number;

  constructor(
    private readonly fixed: readonly Fixed[],
    private readonly arena: Arena,
  ) {
    this.blocks = fixed.length;
    this.offsets = new Int32Array(this.blocks * 16);
    this.reset();
  }

  /** All ranges that rules ask for. */
  get ranges(): readonly Range[] {
    return this.fixed.flatMap(({ slot }) => slot?.ranges.map(({ range }) => range) ?? []);
  }

  /** How many rows there are for values that were met. */
  get size(): number {
    return this.hits.length - 2;
  }

  /** Whether it is time to forget all rows. */
  get isFull(): boolean {
    return this.hits.length >= MOST_ROWS;
  }

  /** Forgets all rows. */
  reset(): void {
    this.offsets.fill(0);
    this.hits.length = this.numbers.length = 2;
    this.fixed.forEach(({ missing, base }, block) => {
      this.offsets[MISSING * this.blocks + block] = missing;
      this.offsets[BASE * this.blocks + block] = base;
    });
  }

  /** Where a row's set for a block lies. */
  offsetOf(row: number, block: number): number {
    const offset = this.offsets[row * this.blocks + block]!;
    return offset === 0 ? this.fill(row, block) : offset;
  }

  /** A row for a class of texts or booleans, for which these predicates hold. */
  ofHits(hits: Int32Array): number {
    return this.add(hits, NaN);
  }

  /** A row for a class of numbers. */
  ofNumber(number: number): number {
    return this.add(NONE, number);
  }

  /** The predicates that hold for a class. */
  hitsOf(row: number): Int32Array {
    return this.hits[row]!;
  }

  private add(hits: Int32Array, number: number): number {
    const row = this.hits.push(hits) - 1;
    this.numbers.push(number);
    if ((row + 1) * this.blocks > this.offsets.length) {
      const grown = new Int32Array(this.offsets.length * 2);
      grown.set(this.offsets);
      this.offsets = grown;
    }
    return row;
  }

  private fill(row: number, block: number): number {
    const { arena } = this;
    const { slot, base } = this.fixed[block]!;
    let offset = base;
    if (slot) {
      const number = this.numbers[row]!;
      const hits = this.hits[row]!;
      const own = (): number => (offset === base ? (offset = arena.add(slot.base)) : offset);
      if (slot.ranges.length > 0 && number === number) {
        // First all that is set, then what is cleared: a place that is cleared stays so.
        for (const { range, sets } of slot.ranges)
          if (sets.length > 0 && isIn(number, range)) arena.setBits(own(), sets);
        for (const { range, clears } of slot.ranges)
          if (clears.length > 0 && isIn(number, range)) arena.clearBits(own(), clears);
      }
      for (const hit of hits) {
        const sets = slot.sets.get(hit);
        if (sets) arena.setBits(own(), sets);
      }
      for (const hit of hits) {
        const clears = slot.clears.get(hit);
        if (clears) arena.clearBits(own(), clears);
      }
      if (offset !== base) arena.summarize(offset);
    }
    this.offsets[row * this.blocks + block] = offset;
    return offset;
  }
}

function isIn(value: number, { from, fromOpen, to, toOpen }: Range): boolean {
  return (fromOpen ? value > from : value >= from) && (toOpen ? value < to : value <= to);
}
