import { type BlockSlot } from './block';
import { setPlaces } from './place-set';
import { type Range } from './predicates';
import { MOST_ROWS, Row, type Rows } from './rows';

/** An enumeration, since bundlers write it into the code (see `text-bytes.ts`). */
export const enum Small {
  /** Words of 32 places in a row. */
  Words = 4,
}

const NONE = new Int32Array(0);

/** Rows of the few places of a {@link SmallIndex}, one behind the other. */
export class SmallRows implements Rows {
  /** `words[row * Small.Words]` and the next three are the places that a row leaves possible. */
  words = new Int32Array(16 * Small.Words);
  private readonly hits: Int32Array[] = [NONE, NONE];

  constructor(private readonly slot: BlockSlot) {
    this.words.set(slot.missing.subarray(0, Small.Words));
    this.words.set(slot.base.subarray(0, Small.Words), Small.Words);
  }

  get ranges(): readonly Range[] {
    return this.slot.ranges.map(({ range }) => range);
  }

  get size(): number {
    return this.hits.length - Row.First;
  }

  get isFull(): boolean {
    return this.hits.length >= MOST_ROWS;
  }

  reset(): void {
    this.hits.length = Row.First;
  }

  ofHits(hits: Int32Array): number {
    return this.add(hits, NaN);
  }

  ofNumber(number: number): number {
    return this.add(NONE, number);
  }

  hitsOf(row: number): Int32Array {
    return this.hits[row]!;
  }

  private add(hits: Int32Array, number: number): number {
    const row = this.hits.push(hits) - 1;
    const offset = row * Small.Words;
    if (offset === this.words.length) {
      const grown = new Int32Array(offset * 2);
      grown.set(this.words);
      this.words = grown;
    }
    this.words.set(this.slot.base.subarray(0, Small.Words), offset);
    setPlaces(this.words, offset, this.slot, hits, number);
    return row;
  }
}
