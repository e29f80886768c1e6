import { read } from '../values/read';
import { LONGEST_TEXT } from '../values/text';
import { type Arena, type Fixed } from './arena';
import { type Range } from './predicates';
import { type Slot } from './slots';
import { type TextDictionary } from './text-dictionary';

/** Values are remembered in two generations of at most so many. */
const GENERATION = 512;
/** Ways in which texts were met, likewise. */
const SIGNATURES = 2048;
/** So many values not found decide whether remembering pays, and so many evaluations go by without it if it does not. */
const TRIAL = 512;
const PAUSE = 16_384;
const NONE = new Int32Array(0);
/** Whole numbers below this need no search among bounds. */
const SMALL = 1024;

/** What one value of a fact, or a class of values that no rule tells apart, means for each block. */
export interface Entry {
  /** Where its set for the first block lies, once more: sets of rules of one block need nothing else. */
  first: number;
  /** Where its sets lie in the arena, by block; 0 if it was not needed yet. */
  readonly offsets: Int32Array;
  /** The predicates that hold. */
  readonly hits: Int32Array;
  /** A number of the class, for ranges. */
  readonly number: number;
}

/**
 * Turns the value of one fact into an {@link Entry}. Entries are remembered by value and by what holds of the value,
 * never by the facts object, and only so many.
 */
export class SlotReader {
  readonly fact: string;
  private readonly missing: Entry;
  private readonly base: Entry;
  /** What the empty text means, which is common and needs no hash. */
  private empty: Entry | undefined;
  /** While texts are not remembered: the last one, and what it means. */
  private lastText: string | undefined;
  private last: Entry;
  private young = new Map<string, Entry>();
  private old = new Map<string, Entry>();
  private signatures = new Map<number, Entry>();
  private cells: (Entry | undefined)[];
  private found = 0;
  private missed = 0;
  private pause = 0;
  private readonly bounds: Float64Array;
  /** The cells of small whole numbers, and of what lies behind each, where bounds are whole and few rules count far. */
  private readonly small: Uint32Array;
  private readonly dictionary: TextDictionary | undefined;
  private readonly family: Slot['family'];

  /** @param site where the value of the fact is found */
  constructor(
    { fact, family, dictionary }: Slot,
    readonly site: number,
    private readonly fixed: readonly Fixed[],
  ) {
    this.fact = fact;
    this.family = family;
    this.dictionary = dictionary;
    this.missing = {
      first: fixed[0]!.missing,
      offsets: Int32Array.from(fixed, ({ missing }) => missing),
      hits: NONE,
      number: NaN,
    };
    this.base = {
      first: fixed[0]!.base,
      offsets: Int32Array.from(fixed, ({ base }) => base),
      hits: NONE,
      number: NaN,
    };
    this.last = this.missing;
    const bounds = new Set<number>();
    for (const { slot } of fixed)
      for (const { range } of slot?.ranges ?? []) bounds.add(range.from).add(range.to);
    this.bounds = Float64Array.from(bounds).sort();
    this.cells = [];
    this.small = smallCells(this.bounds);
  }

  /** Whether a value will have to be taken apart: values do not come again. */
  get isDear(): boolean {
    return this.pause > 0;
  }

  /** How many entries are remembered at present. */
  get remembered(): number {
    return this.young.size + this.old.size + this.signatures.size + this.cells.filter(Boolean).length;
  }

  /** Forgets all entries, before their sets go. */
  forget(): void {
    this.young.clear();
    this.old.clear();
    this.signatures.clear();
    this.cells = [];
    this.empty = undefined;
    this.lastText = undefined;
    this.last = this.missing;
  }

  /** What a value means, as the caller passed it. */
  entryOf(raw: unknown): Entry {
    const { dictionary } = this;
    if (dictionary !== undefined) {
      if (typeof raw !== 'string') return this.missing;
      if (this.pause > 0) return this.ofPassingText(raw, dictionary);
      const known = this.young.get(raw);
      if (known === undefined) return this.ofRareText(raw, dictionary);
      this.found += 1;
      return known;
    }
    if (typeof raw === 'number')
      return this.family === 'number' && raw === raw ? this.ofNumber(raw) : this.missing;
    if (typeof raw === 'boolean') return this.family === 'boolean' ? this.ofBoolean(raw) : this.missing;
    const instant = this.family === 'date' ? read('date', raw) : undefined;
    return instant === undefined ? this.missing : this.ofNumber(instant as number);
  }

  private ofBoolean(value: boolean): Entry {
    const cell = value ? 1 : 0;
    return (this.cells[cell] ??= this.entry(Int32Array.of(cell), NaN));
  }

  /** Numbers between the same two bounds are the same to all rules. */
  private ofNumber(value: number): Entry {
    const whole = value | 0;
    const cell =
      whole >= 0 && value >= 0 && value < this.small.length >> 1
        ? this.small[whole === value ? whole * 2 : whole * 2 + 1]!
        : cellOf(value, this.bounds);
    return (this.cells[cell] ??= this.entry(NONE, value));
  }

  private ofPassingText(raw: string, dictionary: TextDictionary): Entry {
    if (raw === '') return (this.empty ??= this.met(raw, dictionary));
    if (raw !== this.lastText) {
      this.last = this.met(raw, dictionary);
      this.lastText = raw;
    }
    this.pause -= 1;
    if (this.pause === 0) this.lastText = undefined;
    return this.last;
  }

  private ofRareText(raw: string, dictionary: TextDictionary): Entry {
    let entry = this.old.get(raw);
    if (entry) this.found += 1;
    else {
      entry = this.met(raw, dictionary);
      this.missed += 1;
      if (this.missed === TRIAL) {
        if (this.found * 8 < TRIAL) this.pause = PAUSE;
        this.missed = 0;
        this.found = 0;
      }
    }
    if (raw.length <= LONGEST_TEXT) this.remember(raw, entry);
    return entry;
  }

  private remember(raw: string, entry: Entry): void {
    if (this.young.size >= GENERATION) {
      const { old } = this;
      this.old = this.young;
      this.young = old;
      old.clear();
    }
    this.young.set(raw, entry);
  }

  /** The entry for what the dictionary finds: values of which the same predicates hold share it. */
  private met(raw: string, dictionary: TextDictionary): Entry {
    dictionary.find(raw);
    const { hits, count } = dictionary;
    if (count === 0) return this.base;
    let sum = 0;
    for (let at = 0; at < count; at += 1) sum = (sum + scramble(hits[at]!)) | 0;
    const known = this.signatures.get(sum);
    if (known && isSame(known.hits, dictionary)) return known;
    const entry = this.entry(hits.slice(0, count), NaN);
    if (this.signatures.size >= SIGNATURES) this.signatures.clear();
    this.signatures.set(sum, entry);
    return entry;
  }

  private entry(hits: Int32Array, number: number): Entry {
    return { first: 0, offsets: new Int32Array(this.fixed.length), hits, number };
  }

  /** Lays down an entry's set for one block. */
  fill(entry: Entry, block: number, arena: Arena): number {
    const { slot, base } = this.fixed[block]!;
    let offset = base;
    if (slot) {
      const own = (): number => (offset === base ? (offset = arena.add(slot.base)) : offset);
      if (slot.ranges.length > 0 && entry.number === entry.number) {
        // First all that is set, then what is cleared: a place that is cleared stays so.
        for (const { range, sets } of slot.ranges)
          if (sets.length > 0 && isIn(entry.number, range)) arena.setBits(own(), sets);
        for (const { range, clears } of slot.ranges)
          if (clears.length > 0 && isIn(entry.number, range)) arena.clearBits(own(), clears);
      }
      for (const hit of entry.hits) {
        const sets = slot.sets.get(hit);
        if (sets) arena.setBits(own(), sets);
      }
      for (const hit of entry.hits) {
        const clears = slot.clears.get(hit);
        if (clears) arena.clearBits(own(), clears);
      }
      if (offset !== base) arena.summarize(offset);
    }
    entry.offsets[block] = offset;
    if (block === 0) entry.first = offset;
    return offset;
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

function smallCells(bounds: Float64Array): Uint32Array {
  const finite = bounds.filter((bound) => Number.isFinite(bound));
  if (finite.length === 0 || !finite.every((bound) => Number.isInteger(bound))) return new Uint32Array(0);
  const size = Math.min(SMALL, Math.max(0, finite[finite.length - 1]! + 1));
  const cells = new Uint32Array(size * 2);
  let low = 0;
  for (let whole = 0; whole < size; whole += 1) {
    while (bounds[low]! < whole) low += 1;
    const isBound = bounds[low] === whole ? 1 : 0;
    cells[whole * 2] = low * 2 + isBound;
    cells[whole * 2 + 1] = (low + isBound) * 2;
  }
  return cells;
}

function isIn(value: number, { from, fromOpen, to, toOpen }: Range): boolean {
  return (fromOpen ? value > from : value >= from) && (toOpen ? value < to : value <= to);
}

/** Whether the dictionary found just these, in whatever order: the walk finds each once. */
function isSame(hits: Int32Array, { hits: found, count }: TextDictionary): boolean {
  if (hits.length !== count) return false;
  let at = 0;
  while (at < count && hits[at] === found[at]) at += 1;
  if (at === count) return true;
  const all = new Set(hits);
  for (let other = 0; other < count; other += 1) if (!all.has(found[other]!)) return false;
  return true;
}

/** Spreads predicate numbers over 32 bits, so that sums of different ones differ. */
function scramble(id: number): number {
  let mixed = Math.imul(id + 1, 0x9e3779b1);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}
