import { type BlockSlot } from './block';
import { setPlaces } from './place-set';
import { type Range } from './predicates';
import { Rows } from './rows';

/** An enumeration, since bundlers write it into the code (see `text-bytes.ts`). */
export const enum Small {
  /** Words of 32 places in a row. */
  Words = 4,
}

/** Rows of the few places of a {@link SmallIndex}, one behind the other. */
export class SmallRows extends Rows {
  /** `words[row * Small.Words]` and the next three are the places that a row leaves possible. */
  words = new Int32Array(16 * Small.Words);

  constructor(private readonly slot: BlockSlot) {
    super();
    this.words.set(slot.missing.subarray(0, Small.Words));
    this.words.set(slot.base.subarray(0, Small.Words), Small.Words);
  }

  get ranges(): readonly Range[] {
    return this.slot.ranges.map(({ range }) => range);
  }

  protected fillRow(row: number, hits: Int32Array, number: number): void {
    const offset = row * Small.Words;
    if (offset === this.words.length) {
      const grown = new Int32Array(offset * 2);
      grown.set(this.words);
      this.words = grown;
    }
    this.words.set(this.slot.base.subarray(0, Small.Words), offset);
    setPlaces(this.words, offset, this.slot, hits, number);
  }
}
