import { FOLDED, TextBytes } from './text-bytes';

/** Where each view of a text lies among its bytes: `from[view]` to `to[view]`. */
export interface Spans {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Where in a view a needle must stand. */
export type NeedlePlace = 'anywhere' | 'start' | 'end';

/** A text that is looked for. */
interface Needle {
  readonly number: number;
  /** Where its bytes lie. */
  readonly from: number;
  readonly length: number;
  readonly view: number;
  readonly place: NeedlePlace;
  /** The search that found it last. */
  foundIn: number;
}

/** A needle under one of its grams. */
interface Registration {
  readonly needle: Needle;
  /** Where in the needle the gram begins. */
  gramAt: number;
  /** How often the gram was there and the needle was not, since the search with this number. */
  misses: number;
  since: number;
}

const GRAM = 3;
/** Needles of fewer bytes have no gram at some places. */
const LONG = GRAM + 1;
/** A gram that misled so often in so many searches is one that texts have anyway. */
const MOST_MISSES = 64;
const WITHIN = 1024;
const COMMON = 255;
const KEYS = 1 << 15;

/** A key for the first three bytes of a word, in small or capital letters alike. */
const gramKey = (word: number): number => Math.imul(word & 0x1f1f1f, 0x9e3779b1) >>> 17;

/**
 * Finds which of many needles stand in a text, in one walk that looks at every other place: whatever stands in the text has a
 * gram of three bytes at an even place, so a needle is registered under the rarest of its grams at even and at odd places. A
 * filter of one bit a gram lets hardly anything past but a real find, and where a gram turns out to be common in texts, needles
 * move to another one.
 */
export class NeedleIndex {
  /** The numbers of the needles that the last search found, in the first {@link count} places, each once. */
  found = new Int32Array(16);
  count = 0;
  /** Needles so far: they are numbered as they come. */
  size = 0;
  /** A bit for each view that needles are looked for in. */
  views = 0;
  private search = 0;
  /** A gram to be given up before the next search; -1 if there is none. */
  private misleading = -1;
  private readonly texts = new TextBytes(0);
  private readonly uses = new Uint8Array(KEYS);
  private readonly filter = new Int32Array(KEYS >> 5);
  private readonly byGram = new Map<number, Registration[]>();

  /** Adds a folded text of two bytes at least; answers its number. */
  add(text: string, view: number, place: NeedlePlace): number {
    const from = this.texts.append(text);
    const length = this.texts.end - from;
    const needle: Needle = { number: this.size, from, length, view, place, foundIn: 0 };
    this.size += 1;
    this.views |= 1 << view;
    if (this.size > this.found.length) this.found = new Int32Array(this.size * 2);
    this.registerFirst(needle);
    return needle.number;
  }

  /** As {@link settle} does at even and at odd places, in one loop: it runs once for each needle, when code is not compiled yet. */
  private registerFirst(needle: Needle): void {
    const { from, length } = needle;
    const { uses } = this;
    const { bytes } = this.texts;
    const least = [Infinity, Infinity];
    const chosen = [0, 1];
    const keys = [0, 0];
    for (let at = 0; at + GRAM <= length; at += 1) {
      const place = from + at;
      const gram = gramKey(bytes[place]! | (bytes[place + 1]! << 8) | (bytes[place + 2]! << 16));
      const used = uses[gram]!;
      if (used <= least[at & 1]!) {
        least[at & 1] = used;
        chosen[at & 1] = at;
        keys[at & 1] = gram;
      }
      if (used < COMMON - 1) uses[gram] = used + 1;
    }
    for (let parity = 0; parity < 2; parity += 1)
      if (least[parity] === Infinity) this.registerWhatever(needle, parity);
      else this.register(keys[parity]!, { needle, gramAt: chosen[parity]!, misses: 0, since: this.search });
  }

  private gramOf({ from }: Needle, at: number): number {
    return gramKey(this.texts.wordAt(from + at));
  }

  /** Registers a needle under the rarest of its grams at even, or at odd, places. */
  private settle(registration: Registration): void {
    const { needle } = registration;
    let least = Infinity;
    for (let at = registration.gramAt & 1; at + GRAM <= needle.length; at += 2) {
      const uses = this.uses[this.gramOf(needle, at)]!;
      if (uses <= least) [least, registration.gramAt] = [uses, at];
    }
    registration.misses = least === COMMON ? -Infinity : 0;
    registration.since = this.search;
    this.register(this.gramOf(needle, registration.gramAt), registration);
  }

  /** Where no gram lies within the needle, two bytes do: registers it under all grams with them. */
  private registerWhatever(needle: Needle, parity: number): void {
    const isFirst = needle.length === LONG - 1 || parity === 0;
    const registration = { needle, gramAt: isFirst ? parity : -1, misses: -Infinity, since: 0 };
    const two = this.texts.wordAt(needle.from + (isFirst ? parity : 0)) & 0xffff;
    for (let other = 0; other < 32; other += 1)
      this.register(gramKey(isFirst ? two | (other << 16) : (two << 8) | other), registration);
  }

  private register(gram: number, registration: Registration): void {
    this.filter[gram >> 5]! |= 1 << (gram & 31);
    const list = this.byGram.get(gram);
    if (list) list.push(registration);
    else this.byGram.set(gram, [registration]);
  }

  /** All needles that can look for another gram than this one, which texts have anyway. */
  private move(gram: number): void {
    const list = this.byGram.get(gram)!;
    this.uses[gram] = COMMON;
    this.byGram.delete(gram);
    this.filter[gram >> 5]! &= ~(1 << (gram & 31));
    for (const registration of list)
      if (registration.misses >= 0) this.settle(registration);
      else this.register(gram, registration);
  }

  /** Begins a search: what was found before no longer counts. */
  begin(): void {
    this.count = 0;
    this.search += 1;
    if (this.misleading >= 0) {
      this.move(this.misleading);
      this.misleading = -1;
    }
  }

  /** Goes along a text, from a multiple of four on. */
  walk(text: TextBytes, begin: number, end: number, spans: Spans): void {
    if (this.size === 0) return;
    const { filter } = this;
    const { words } = text;
    const last = (end + 3) >> 2;
    for (let at = next(filter, words, begin >> 1, last); at >= 0; at = next(filter, words, at + 1, last))
      this.verify(this.byGram.get(gramKey(halfway(words, at)))!, text, at << 1, spans);
  }

  /** Looks which of the needles that have a gram stand where it was seen. */
  private verify(list: readonly Registration[], { bytes }: TextBytes, gram: number, spans: Spans): void {
    for (let index = 0; index < list.length; index += 1) {
      const registration = list[index]!;
      const { needle } = registration;
      if (needle.foundIn === this.search) continue;
      if (this.isAt(needle, bytes, gram - registration.gramAt, spans)) {
        needle.foundIn = this.search;
        this.found[this.count] = needle.number;
        this.count += 1;
      } else if ((registration.misses += 1) > MOST_MISSES) this.judge(registration);
    }
  }

  private judge(registration: Registration): void {
    if (this.search - registration.since < WITHIN)
      this.misleading = this.gramOf(registration.needle, registration.gramAt);
    registration.misses = 0;
    registration.since = this.search;
  }

  private isAt(
    { from, length, view, place }: Needle,
    bytes: Uint8Array,
    begin: number,
    spans: Spans,
  ): boolean {
    if (begin < spans.from[view]! || begin + length > spans.to[view]!) return false;
    if (
      place === 'start' ? begin !== spans.from[view]! : place === 'end' && begin + length !== spans.to[view]!
    )
      return false;
    const needles = this.texts.bytes;
    for (let at = 0; at < length; at += 1)
      if (FOLDED[bytes[begin + at]!] !== needles[from + at]) return false;
    return true;
  }
}

/** The word that begins at an even place, which is given halved. */
function halfway(words: Int32Array, at: number): number {
  const word = words[at >> 1]!;
  return (at & 1) === 0 ? word : (word >>> 16) | (words[(at >> 1) + 1]! << 16);
}

/** The next even place, halved, with a gram that passes the filter; -1 if there is none. */
function next(filter: Int32Array, words: Int32Array, begin: number, last: number): number {
  let index = begin >> 1;
  if ((begin & 1) !== 0) {
    const key = gramKey(halfway(words, begin));
    if ((filter[key >> 5]! & (1 << (key & 31))) !== 0) return begin;
    index += 1;
  }
  let word = words[index]!;
  for (; index < last; index += 1) {
    const after = words[index + 1]!;
    let key = gramKey(word);
    if ((filter[key >> 5]! & (1 << (key & 31))) !== 0) return index << 1;
    key = gramKey((word >>> 16) | (after << 16));
    if ((filter[key >> 5]! & (1 << (key & 31))) !== 0) return (index << 1) | 1;
    word = after;
  }
  return -1;
}
