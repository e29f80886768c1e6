import { TextBytes, areSame, wordAt } from './text-bytes';

/** Where each view of a text lies among its bytes: `from[view]` to `to[view]`. */
export interface Spans {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Where in a view a needle must stand. */
export type NeedlePlace = 'anywhere' | 'start' | 'end';

/** The numbers of these; enumerations, since bundlers write them into the code (see `text-bytes.ts`). */
const enum Place {
  Anywhere,
  Start,
  End,
}

const numberOf: Readonly<Record<NeedlePlace, number>> = {
  anywhere: Place.Anywhere,
  start: Place.Start,
  end: Place.End,
};

const enum Gram {
  /** A gram is three bytes; needles of fewer than this have none at some places. */
  Long = 4,
  /** Six bits of each byte are a gram's key; they tell all folded ASCII that can be printed apart. */
  Key = 0x5f5f5f,
  KeyOfByte = 0x5f,
  /** Spreads keys over 32 bits. */
  Mix = 0x9e3779b1,
  /** How far a spread key is shifted to count its uses. */
  ToUses = 17,
  /** A gram that misled so often in so many searches is one that texts have anyway, which is told by its uses. */
  MostMisses = 64,
  Within = 1024,
  Common = 255,
  /** Instead of a number of misses: a registration that stays where it is. */
  Stays = -1,
}

/** The fields of a registration of a needle under one of its grams, side by side. */
const enum Field {
  /** The next registration in the same list. */
  Next,
  /** Where in the needle the gram begins. */
  GramAt,
  /** The needle's first four bytes, or fewer. */
  Word,
  Mask,
  /** Where its bytes lie. */
  From,
  Length,
  /** Its view, and in the lowest two bits its place there. */
  Where,
  /** The needle's number. */
  Needle,
  Count,
}

/**
 * Finds which of many needles stand in a text, in one walk that looks at every other place: whatever stands in the text has a
 * gram of three bytes at an even place, so a needle is registered under the rarest of its grams at even and at odd places. A
 * filter of some bits a gram lets hardly anything past but a real find, and where a gram turns out to be common in texts, needles
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
  /** The search that found a needle last. */
  private foundIn = new Int32Array(16);
  private readonly texts = new TextBytes(0);
  private readonly uses = new Uint8Array(1 << (32 - Gram.ToUses));

  private registrations = 0;
  private records = new Int32Array(64 * Field.Count);
  /** The gram that a registration is listed under. */
  private grams = new Int32Array(64);
  /** How often the gram was there and the needle was not, since which search; or {@link Gram.Stays}. */
  private misses = new Int32Array(64);
  private since = new Int32Array(64);
  /** The first registration of each list; 0 is none. */
  private heads = new Int32Array(256);
  /** A bit for each key of a gram; a list takes 16 keys. */
  private filter = new Int32Array(128);
  /** How far a mixed gram is shifted to be a key of the filter. */
  private shift = 20;
  /** A gram to be given up before the next search; -1 if there is none. */
  private misleading = -1;

  /** Adds a folded text of two bytes at least; answers its number. */
  add(text: string, view: number, place: NeedlePlace): number {
    const from = this.texts.append(text);
    const number = this.size;
    this.size += 1;
    this.views |= 1 << view;
    if (number === this.foundIn.length) {
      this.foundIn = grown(this.foundIn);
      this.found = grown(this.found);
    }
    const where = (view << 2) | numberOf[place];
    const length = this.texts.end - from;
    this.register(number, from, length, where);
    return number;
  }

  /** Registers a needle under the rarest of its grams at even and at odd places. */
  private register(number: number, from: number, length: number, where: number): void {
    const { uses } = this;
    const { words } = this.texts;
    const least = [Infinity, Infinity];
    const chosen = [0, 1];
    // One loop for both: it runs once for each needle, when code is not compiled yet.
    for (let at = 0; at + Gram.Long <= length + 1; at += 1) {
      const key = keyOf(wordAt(words, from + at), Gram.ToUses);
      const used = uses[key]!;
      if (used <= least[at & 1]!) {
        least[at & 1] = used;
        chosen[at & 1] = at;
      }
      if (used < Gram.Common - 1) uses[key] = used + 1;
    }
    for (let parity = 0; parity < 2; parity += 1)
      if (least[parity] === Infinity) this.listWhatever(number, from, length, where, parity);
      else this.listAt(this.record(number, from, length, where), chosen[parity]!);
  }

  /** A new registration of a needle, in no list yet. */
  private record(number: number, from: number, length: number, where: number): number {
    const { texts, search } = this;
    this.registrations += 1;
    const registration = this.registrations;
    if (registration === this.grams.length) {
      this.records = grown(this.records);
      this.grams = grown(this.grams);
      this.misses = grown(this.misses);
      this.since = grown(this.since);
    }
    const { records } = this;
    const mask = length < Gram.Long ? (1 << (length << 3)) - 1 : -1;
    const at = registration * Field.Count;
    records[at + Field.Word] = wordAt(texts.words, from) & mask;
    records[at + Field.Mask] = mask;
    records[at + Field.From] = from;
    records[at + Field.Length] = length;
    records[at + Field.Where] = where;
    records[at + Field.Needle] = number;
    this.since[registration] = search;
    return registration;
  }

  /** Lists a registration under the gram at some place of its needle. */
  private listAt(registration: number, gramAt: number): void {
    const at = registration * Field.Count;
    this.records[at + Field.GramAt] = gramAt;
    this.grams[registration] = wordAt(this.texts.words, this.records[at + Field.From]! + gramAt) & Gram.Key;
    this.list(registration);
  }

  /** Where no gram lies within the needle, two bytes do: lists it under all grams with them. */
  private listWhatever(number: number, from: number, length: number, where: number, parity: number): void {
    const isFirst = length === Gram.Long - 1 || parity === 0;
    const two = wordAt(this.texts.words, from + (isFirst ? parity : 0));
    const known = (isFirst ? two & 0xffff : (two & 0xffff) << 8) & Gram.Key;
    for (let other = 0; other <= Gram.KeyOfByte; other += 1) {
      if ((other & ~Gram.KeyOfByte) !== 0) continue;
      const registration = this.record(number, from, length, where);
      this.records[registration * Field.Count + Field.GramAt] = isFirst ? parity : -1;
      this.grams[registration] = known | (isFirst ? other << 16 : other);
      this.misses[registration] = Gram.Stays;
      this.list(registration);
    }
  }

  private list(registration: number): void {
    if (registration * 2 > this.heads.length) this.widen();
    else this.listIn(registration);
  }

  private listIn(registration: number): void {
    const key = keyOf(this.grams[registration]!, this.shift);
    this.filter[key >> 5]! |= 1 << key;
    this.records[registration * Field.Count + Field.Next] = this.heads[key >> 4]!;
    this.heads[key >> 4] = registration;
  }

  /** Makes room for more lists, so that the filter goes on letting hardly anything past. */
  private widen(): void {
    this.heads = new Int32Array(this.heads.length * 4);
    this.filter = new Int32Array(this.filter.length * 4);
    this.shift -= 2;
    for (let other = 1; other <= this.registrations; other += 1) this.listIn(other);
  }

  /** All registrations under a gram which texts have anyway look for another one, if they can. */
  private move(gram: number): void {
    const key = keyOf(gram, this.shift);
    let registration = this.heads[key >> 4]!;
    this.heads[key >> 4] = 0;
    // The bits of the list's other keys are set again where they are needed.
    this.filter[key >> 5]! &= ~(0xffff << (key & 16));
    this.uses[keyOf(gram, Gram.ToUses)] = Gram.Common;
    while (registration !== 0) {
      const next = this.records[registration * Field.Count + Field.Next]!;
      if (this.grams[registration] === gram && this.misses[registration] !== Gram.Stays)
        this.settle(registration);
      this.listIn(registration);
      registration = next;
    }
  }

  /** Chooses the rarest of the grams at even, or at odd, places of a needle. */
  private settle(registration: number): void {
    const { records, texts } = this;
    const at = registration * Field.Count;
    const from = records[at + Field.From]!;
    let least = Infinity;
    for (
      let place = records[at + Field.GramAt]! & 1;
      place + Gram.Long <= records[at + Field.Length]! + 1;
      place += 2
    ) {
      const gram = wordAt(texts.words, from + place) & Gram.Key;
      const used = this.uses[keyOf(gram, Gram.ToUses)]!;
      if (used > least) continue;
      least = used;
      records[at + Field.GramAt] = place;
      this.grams[registration] = gram;
    }
    this.misses[registration] = least === Gram.Common ? Gram.Stays : 0;
    this.since[registration] = this.search;
  }

  /** Begins a search: what was found before no longer counts. */
  begin(): void {
    this.count = 0;
    this.search = (this.search + 1) | 0;
    if (this.misleading >= 0) {
      this.move(this.misleading);
      this.misleading = -1;
    }
  }

  /** Goes along a text, from a multiple of four on. */
  walk(text: TextBytes, begin: number, end: number, spans: Spans): void {
    if (this.size === 0) return;
    const { filter, heads, shift } = this;
    const { words } = text;
    const last = (end + 3) >> 2;
    let word = words[begin >> 2]!;
    for (let index = begin >> 2; index < last; index += 1) {
      const after = words[index + 1]!;
      const even = keyOf(word, shift);
      const odd = keyOf((word >>> 16) | (after << 16), shift);
      const isEven = (filter[even >> 5]! >>> even) & 1;
      const isOdd = (filter[odd >> 5]! >>> odd) & 1;
      word = after;
      // One branch for both, since hardly any gram passes.
      if ((isEven | isOdd) === 0) continue;
      if (isEven !== 0) this.verify(heads[even >> 4]!, words, index << 2, spans);
      if (isOdd !== 0) this.verify(heads[odd >> 4]!, words, (index << 2) + 2, spans);
    }
  }

  /** Looks which of the needles in a list stand where a gram was seen. */
  private verify(list: number, words: Int32Array, gram: number, spans: Spans): void {
    const { records, foundIn, search } = this;
    for (let registration = list; registration !== 0;) {
      const at = registration * Field.Count;
      const begin = gram - records[at + Field.GramAt]!;
      const number = records[at + Field.Needle]!;
      if (foundIn[number] !== search) {
        if (
          begin >= 0 &&
          (wordAt(words, begin) & records[at + Field.Mask]!) === records[at + Field.Word]! &&
          this.isAt(at, words, begin, spans)
        ) {
          foundIn[number] = search;
          this.found[this.count] = number;
          this.count += 1;
        } else if (this.misses[registration] !== Gram.Stays) this.miss(registration);
      }
      registration = records[at + Field.Next]!;
    }
  }

  private miss(registration: number): void {
    this.misses[registration]! += 1;
    if (this.misses[registration]! <= Gram.MostMisses) return;
    if (this.search - this.since[registration]! < Gram.Within) this.misleading = this.grams[registration]!;
    this.misses[registration] = 0;
    this.since[registration] = this.search;
  }

  /** Whether a needle of which the first four bytes were seen is there, and where it must be. */
  private isAt(at: number, words: Int32Array, begin: number, spans: Spans): boolean {
    const { records } = this;
    const length = records[at + Field.Length]!;
    const where = records[at + Field.Where]!;
    const from = spans.from[where >> 2]!;
    const to = spans.to[where >> 2]!;
    const place = where & 3;
    const end = begin + length;
    if (begin < from || end > to) return false;
    if (place !== Place.Anywhere && (place === Place.Start ? begin !== from : end !== to)) return false;
    return areSame(words, begin, this.texts.words, records[at + Field.From]!, length);
  }
}

/** The key of the gram that a word begins with: so many of the highest bits as are left. */
const keyOf = (word: number, shift: number): number => Math.imul(word & Gram.Key, Gram.Mix) >>> shift;

/** The same numbers with twice the room. */
function grown(list: Int32Array): Int32Array<ArrayBuffer> {
  const twice = new Int32Array(list.length * 2);
  twice.set(list);
  return twice;
}
