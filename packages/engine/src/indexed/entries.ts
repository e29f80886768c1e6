import { type Arena, type Fixed } from './arena';
import { setPlaces, tellsMore } from './place-set';
import { type Range } from './predicates';
import { Row, Rows } from './rows';

/** Rows with a place in the arena for each block. They are filled block by block, when they are needed first. */
export class Entries extends Rows {
  /** Where sets lie in the arena: `offsets[row * blocks + block]`; 0 if it was not needed yet. */
  private offsets: Int32Array;
  /** A number of the class, by row, for ranges. */
  private readonly numbers: number[] = [NaN, NaN];
  private readonly blocks: number;

  constructor(
    private readonly fixed: readonly Fixed[],
    private readonly arena: Arena,
  ) {
    super();
    this.blocks = fixed.length;
    this.offsets = new Int32Array(this.blocks * 16);
    this.reset();
  }

  get ranges(): readonly Range[] {
    return this.fixed.flatMap(({ slot }) => slot?.ranges.map(({ range }) => range) ?? []);
  }

  override reset(): void {
    super.reset();
    this.offsets.fill(0);
    this.numbers.length = Row.First;
    this.fixed.forEach(({ missing, base }, block) => {
      this.offsets[Row.Missing * this.blocks + block] = missing;
      this.offsets[Row.Base * this.blocks + block] = base;
    });
  }

  /** Where a row's set for a block lies. */
  offsetOf(row: number, block: number): number {
    const offset = this.offsets[row * this.blocks + block]!;
    return offset === 0 ? this.fill(row, block) : offset;
  }

  protected fillRow(row: number, _: Int32Array, number: number): void {
    this.numbers.push(number);
    if ((row + 1) * this.blocks > this.offsets.length) {
      const grown = new Int32Array(this.offsets.length * 2);
      grown.set(this.offsets);
      this.offsets = grown;
    }
  }

  private fill(row: number, block: number): number {
    const { arena } = this;
    const { slot, base } = this.fixed[block]!;
    const number = this.numbers[row]!;
    const hits = this.hitsOf(row);
    let offset = base;
    if (slot && tellsMore(slot, hits, number)) {
      offset = arena.add(slot.base);
      setPlaces(arena.words, offset + 1, slot, hits, number);
      arena.summarize(offset);
    }
    this.offsets[row * this.blocks + block] = offset;
    return offset;
  }
}
