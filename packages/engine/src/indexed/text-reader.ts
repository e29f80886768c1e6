import { LONGEST_TEXT } from '../values/text';
import { BASE, type Entries, MISSING } from './entries';
import { type Dictionary } from './slots';

/** Texts are remembered in two generations of at most so many. */
const GENERATION = 512;
/** So many texts not found decide whether remembering pays, and so many evaluations go by without it if it does not. */
const TRIAL = 256;
const PAUSE = 16_384;

/**
 * Turns the value of a fact that is a text into a row of {@link Entries}. Rows are remembered by text and by what holds of the text,
 * never by the facts object, and only so many.
 */
export class TextReader {
  /** What the empty text means, which is common and needs no look-up. */
  private empty = MISSING;
  private young = new Map<string, number>();
  private old = new Map<string, number>();
  private readonly signatures = new Map<number, number>();
  private found = 0;
  private missed = 0;
  private pause = 0;

  /**
   * @param site where the value of the fact is found
   * @param dear has the bit `dearBit` as long as texts are not remembered, and will have to be taken apart
   */
  constructor(
    readonly site: number,
    private readonly dictionary: Dictionary,
    readonly entries: Entries,
    private readonly dear: Int32Array,
    private readonly dearBit: number,
  ) {}

  /** How many entries are remembered at present. */
  get remembered(): number {
    return this.young.size + this.old.size + this.entries.size;
  }

  /** Forgets all entries, before their sets go. */
  forget(): void {
    this.young.clear();
    this.old.clear();
    this.signatures.clear();
    this.empty = MISSING;
    this.entries.reset();
  }

  /** The row of a value, as the caller passed it. */
  rowOf(raw: unknown): number {
    if (typeof raw !== 'string') return MISSING;
    if (raw === '') return this.empty !== MISSING ? this.empty : (this.empty = this.met(raw));
    if (this.pause > 0) {
      this.pause -= 1;
      if (this.pause === 0) this.dear[0]! &= ~this.dearBit;
      return this.met(raw);
    }
    const known = this.young.get(raw);
    if (known === undefined) return this.ofRare(raw);
    this.found += 1;
    return known;
  }

  private ofRare(raw: string): number {
    let row = this.old.get(raw);
    if (row !== undefined) this.found += 1;
    else {
      row = this.met(raw);
      this.missed += 1;
      if (this.missed === TRIAL) {
        // To look up a text that was never seen takes as long as to take it apart: it must be hashed.
        if (this.found < TRIAL) {
          this.pause = PAUSE;
          this.dear[0]! |= this.dearBit;
        }
        this.missed = 0;
        this.found = 0;
      }
    }
    if (raw.length <= LONGEST_TEXT) this.remember(raw, row);
    return row;
  }

  private remember(raw: string, row: number): void {
    if (this.young.size >= GENERATION) {
      const { old } = this;
      this.old = this.young;
      this.young = old;
      old.clear();
    }
    this.young.set(raw, row);
  }

  /** The row for what the dictionary finds: texts of which the same predicates hold share it. */
  private met(raw: string): number {
    const { dictionary, entries, signatures } = this;
    dictionary.find(raw);
    const { hits, count, sum } = dictionary;
    if (count === 0) return BASE;
    const known = signatures.get(sum);
    if (known !== undefined && dictionary.areJust(entries.hitsOf(known))) return known;
    if (entries.isFull) this.forget();
    const row = entries.ofHits(hits.slice(0, count));
    signatures.set(sum, row);
    return row;
  }
}
