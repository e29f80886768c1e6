import { type Block, type BlockSlot, WORDS } from './block';

/** A set of places of one block: a summary that says which words have a bit, then the words. */
const SET = WORDS + 1;

/** The offset of the set that has every place; 0 is no offset. */
export const EVERY_PLACE = 1;

/** All sets of places lie in one array that is made once, grows to a bound, and is then begun anew. */
export class Arena {
  words: Int32Array;
  private end = EVERY_PLACE + SET;
  private kept = this.end;

  constructor(private readonly bound: number) {
    this.words = new Int32Array(Math.min(bound, 1 << 14));
    this.words.fill(-1, EVERY_PLACE, this.end);
  }

  /** What was added so far stays for good. */
  keep(): void {
    this.kept = this.end;
  }

  /** Forgets all that was added since {@link keep}. */
  reset(): void {
    this.end = this.kept;
  }

  /** Whether so many more sets fit. */
  hasRoom(sets: number): boolean {
    return this.end + sets * SET <= this.bound;
  }

  /** A new set with these words. */
  add(words: Int32Array): number {
    const offset = this.end;
    this.end += SET;
    if (this.end > this.words.length) {
      const grown = new Int32Array(Math.min(Math.max(this.bound, this.end), this.words.length * 2));
      grown.set(this.words);
      this.words = grown;
    }
    this.words.set(words, offset + 1);
    this.summarize(offset);
    return offset;
  }

  /** Brings the summary up to date with the words. */
  summarize(offset: number): void {
    const { words } = this;
    let summary = 0;
    for (let word = 0; word < WORDS; word += 1) if (words[offset + 1 + word] !== 0) summary |= 1 << word;
    words[offset] = summary;
  }
}

/** Where the sets of a slot lie that hold without looking at a value. */
export interface Fixed {
  readonly base: number;
  readonly missing: number;
  readonly slot: BlockSlot | undefined;
}

/** Lays down what a block says about a slot before any value is seen. */
export function layDown(arena: Arena, block: Block, slot: number): Fixed {
  const found = block.slots[slot];
  if (!found) return { base: EVERY_PLACE, missing: EVERY_PLACE, slot: undefined };
  return { base: arena.add(found.base), missing: arena.add(found.missing), slot: found };
}
