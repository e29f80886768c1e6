import { LONGEST_TEXT } from '../values/text';
import { Row, type Rows } from './rows';
import { type Dictionary } from './slots';

const enum Memory {
  /** Texts are remembered in two generations of at most so many. */
  Generation = 512,
  /** So many texts not found decide whether remembering pays, */
  Trial = 256,
  /** and so many evaluations go by without it if it does not. */
  Pause = 16_384,
}

/**
 * Turns the value of a fact that is a text into a row of {@link Rows}. Rows are remembered by text and by what holds of the text,
 * never by the facts object, and only so many.
 */
export class TextReader<R extends Rows = Rows> {
  /** What the empty text means, which is common and needs no look-up. */
  private empty = Row.Missing;
  private young = new Map<string, number>();
  private old = new Map<string, number>();
  /** Rows by what holds, and by what holds or may hold. */
  private readonly signatures = new Map<number, number>();
  private readonly roughSignatures = new Map<number, number>();
  private found = 0;
  private missed = 0;
  private pause = 0;
  /** Whether some predicate may hold for the value that was read last. */
  isUnsure = false;

  /**
   * @param site where the value of the fact is found
   * @param dear has the bit `dearBit` as long as texts are not remembered, and will have to be taken apart
   */
  constructor(
    readonly site: number,
    private readonly dictionary: Dictionary,
    readonly rows: R,
    private readonly dear: Int32Array,
    private readonly dearBit: number,
  ) {}

  /** How many entries are remembered at present. */
  get remembered(): number {
    return this.young.size + this.old.size + this.rows.size;
  }

  /** Forgets all entries, before their sets go. */
  forget(): void {
    this.young.clear();
    this.old.clear();
    this.signatures.clear();
    this.roughSignatures.clear();
    this.empty = Row.Missing;
    this.rows.reset();
  }

  /** The row of a value, as the caller passed it. */
  rowOf(raw: unknown): number {
    if (typeof raw !== 'string') return Row.Missing;
    if (raw === '') return this.ofEmpty();
    if (this.pause > 0) return this.roughlyMet(raw);
    const known = this.young.get(raw);
    if (known === undefined) return this.ofRare(raw);
    this.found += 1;
    return known;
  }

  /** Whether one of these predicates holds for the value that was read last, and none of those. */
  confirms(any: readonly number[] | undefined, none: readonly number[]): boolean {
    const { dictionary } = this;
    if (any && !any.some((predicate) => dictionary.holds(predicate))) return false;
    return !none.some((predicate) => dictionary.holds(predicate));
  }

  private ofEmpty(): number {
    this.isUnsure = false;
    return this.empty !== Row.Missing ? this.empty : (this.empty = this.met(''));
  }

  /** What is not remembered is looked at no closer than it must be. */
  private roughlyMet(raw: string): number {
    this.pause -= 1;
    if (this.pause === 0) {
      this.dear[0]! &= ~this.dearBit;
      this.isUnsure = false;
      return this.met(raw);
    }
    this.isUnsure = this.dictionary.findRoughly(raw);
    return this.rowOfFound(this.isUnsure ? this.roughSignatures : this.signatures);
  }

  private ofRare(raw: string): number {
    let row = this.old.get(raw);
    if (row !== undefined) this.found += 1;
    else {
      row = this.met(raw);
      this.missed += 1;
      if (this.missed === Memory.Trial) {
        // To look up a text that was never seen takes as long as to take it apart: it must be hashed.
        if (this.found < Memory.Trial) {
          this.pause = Memory.Pause;
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
    if (this.young.size >= Memory.Generation) {
      const { old } = this;
      this.old = this.young;
      this.young = old;
      old.clear();
    }
    this.young.set(raw, row);
  }

  private met(raw: string): number {
    this.dictionary.find(raw);
    return this.rowOfFound(this.signatures);
  }

  /** The row for what the dictionary found: texts of which the same predicates hold share it. */
  private rowOfFound(signatures: Map<number, number>): number {
    const { dictionary, rows } = this;
    const { hits, count, sum } = dictionary;
    if (count === 0) return Row.Base;
    const known = signatures.get(sum);
    if (known !== undefined && dictionary.areJust(rows.hitsOf(known))) return known;
    if (rows.isFull) this.forget();
    const row = rows.ofHits(hits.slice(0, count));
    signatures.set(sum, row);
    return row;
  }
}
