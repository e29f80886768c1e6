import { type Test } from '../compile/program';
import { holds } from '../interpret/judge';
import { finiteTexts } from '../regex/finite-texts';
import { requiredLiterals } from '../regex/required-literals';
import { read } from '../values/read';
import { type View } from '../values/view';
import { PlainText } from './plain-text';
import { type Family } from './predicates';
import { UrlParts, urlViews } from './url-parts';

/** A text that is looked for, with its place relative to the ends of the view. */
interface Needle {
  readonly text: string;
  /** Place of the view in {@link urlViews}; 0 where there is one view only. */
  readonly view: number;
  readonly place: 'anywhere' | 'start' | 'end';
  /** Where in `text` the gram begins by which it is found. */
  readonly gramAt: number;
  /** The predicate that holds when the needle is found; -1 if it only hints at others. */
  predicate: number;
  /** Predicates to be tried when the needle is found. */
  readonly hints: number[];
}

/** Whole values of one view. */
interface WholeValues {
  readonly place: number;
  readonly ids: Map<string, number>;
  /** A bit for each {@link lengthKey} that a value has: most texts are none of the values, and need not be cut out and hashed. */
  readonly lengths: Int32Array;
}

const LENGTHS = 2048;

function lengthKey(text: string, from: number, to: number): number {
  return (
    (((to - from) * 61) ^
      (to > from ? text.charCodeAt(to - 1) ^ (text.charCodeAt((from + to) >> 1) << 5) : 0)) &
    (LENGTHS - 1)
  );
}

/** A predicate that is tried on the view's whole text. */
interface Trial {
  readonly test: Test;
  readonly view: number;
}

const GRAM = 3;
const KEY_MASK = 0x7fff;

/** The gram of a text that ends with the unit at `at`: the low five bits of up to three units. */
function gramKey(text: string, at: number, length: number): number {
  let key = 0;
  for (let back = length - 1; back >= 0; back -= 1) key = (key << 5) | (text.charCodeAt(at - back) & 31);
  return key;
}

/**
 * All that the rules of a set ask about one text fact, found in one walk along it.
 *
 * Whole values are looked up by hash. Parts are found by a filter over grams of three units: each needle is registered
 * under the rarest of its grams, so that hardly anything but a real find gets past the filter; regular expressions and
 * patterns with `*` are tried only where a literal that they need was found. Predicates have numbers that never change,
 * so that rule sets which follow one another share a dictionary.
 */
export class TextDictionary {
  /** The predicates that hold for the last text, in the first {@link count} places. */
  hits = new Int32Array(64);
  count = 0;
  /** Predicates so far. */
  size = 0;
  private readonly ids = new Map<string, number>();
  private readonly exact: WholeValues[] = [];
  private readonly ranges = new Map<string, number>();
  private readonly needles = new Map<string, Needle>();
  private readonly trials = new Map<number, Trial>();
  private readonly regexes = new Map<string, readonly number[]>();
  private readonly unfiltered: number[] = [];
  private readonly gramUses = new Map<number, number>();
  /** One bit a gram of three units, and what is registered under it. */
  private readonly filter = new Int32Array((KEY_MASK + 1) >> 5);
  private readonly byGram = new Map<number, Needle[]>();
  /** Needles of one and two units, by the low bits of their last. */
  private readonly short: Needle[] = [];
  /** The walk in which a predicate was found, or tried, last. */
  private seen = new Int32Array(64);
  private tried = new Int32Array(64);
  private stamp = 0;
  /** Views in use, as places in {@link urlViews}. */
  private readonly places: number[] = [];
  private readonly isUrl: boolean;
  private readonly parts = new UrlParts();
  private readonly plain = new PlainText();
  private readonly texts: string[];
  private readonly from = new Int32Array(urlViews.length);
  private readonly to = new Int32Array(urlViews.length);

  constructor(readonly family: Family) {
    this.isUrl = family === 'url';
    this.texts = urlViews.map(() => '');
  }

  /** The numbers of the predicates of which one must hold for the test to hold. */
  predicatesOf(test: Test): readonly number[] {
    const { view } = test;
    this.use(view);
    switch (test.op) {
      case 'in':
        return test.values.map((value) => this.exactly(view, value as string));
      case 'language':
        return test.values.map((value) =>
          this.numberOf(`language ${value}`, (id) => this.ranges.set(value, id)),
        );
      case 'contains':
        return [this.part(view, 'anywhere', test.value)];
      case 'startsWith':
        return [this.part(view, 'start', test.value)];
      case 'endsWith':
        return [this.part(view, 'end', test.value)];
      case 'like':
        return [this.numberOf(`like ${view} ${test.parts.join('*')}`, (id) => this.tryWhereLike(id, test))];
      case 'regex':
        return this.regex(test);
      default:
        throw new Error(`A text has no test "${test.op}".`);
    }
  }

  private use(view: View): void {
    const place = this.placeOf(view);
    if (!this.places.includes(place)) this.places.push(place);
  }

  private numberOf(key: string, make: (id: number) => void): number {
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.size;
      this.size += 1;
      this.ids.set(key, id);
      if (this.seen.length <= id) {
        const seen = new Int32Array(this.seen.length * 2);
        seen.set(this.seen);
        this.seen = seen;
        const tried = new Int32Array(seen.length);
        tried.set(this.tried);
        this.tried = tried;
        this.hits = new Int32Array(seen.length);
      }
      make(id);
    }
    return id;
  }

  private exactly(view: View, value: string): number {
    const place = this.placeOf(view);
    let whole = this.exact.find((other) => other.place === place);
    if (!whole) this.exact.push((whole = { place, ids: new Map(), lengths: new Int32Array(LENGTHS >> 5) }));
    let id = whole.ids.get(value);
    if (id === undefined) {
      id = this.numberOf(`in ${view} ${value}`, () => undefined);
      whole.ids.set(value, id);
      const key = lengthKey(value, 0, value.length);
      whole.lengths[key >> 5]! |= 1 << (key & 31);
    }
    return id;
  }

  private regex(test: Test & { op: 'regex' }): readonly number[] {
    const { view, regex } = test;
    const key = `${view} ${regex.source}`;
    let predicates = this.regexes.get(key);
    if (!predicates) {
      const finite = finiteTexts(regex.source);
      if (!finite) predicates = [this.numberOf(`regex ${key}`, (id) => this.tryWhereRegex(id, test))];
      else {
        const { texts, place } = finite;
        predicates = texts.map((text) =>
          place === 'whole' ? this.exactly(view, text) : this.part(view, place, text),
        );
      }
      this.regexes.set(key, predicates);
    }
    return predicates;
  }

  private part(view: View, place: Needle['place'], text: string): number {
    return this.numberOf(`${place} ${view} ${text}`, (id) => {
      if (text === '') {
        this.trials.set(id, { test: { op: 'contains', view, value: '' }, view: this.placeOf(view) });
        this.unfiltered.push(id);
      } else this.needle(view, place, text).predicate = id;
    });
  }

  private placeOf(view: View): number {
    return this.isUrl ? (urlViews as readonly View[]).indexOf(view) : 0;
  }

  private needle(view: View, place: Needle['place'], text: string): Needle {
    const key = `${place} ${view} ${text}`;
    let needle = this.needles.get(key);
    if (needle) return needle;
    const length = Math.min(GRAM, text.length);
    let gramAt = 0;
    let best = Infinity;
    for (let at = 0; at + length <= text.length; at += 1) {
      const gram = gramKey(text, at + length - 1, length);
      const uses = this.gramUses.get(gram) ?? 0;
      this.gramUses.set(gram, uses + 1);
      if (uses < best) [best, gramAt] = [uses, at];
    }
    needle = { text, view: this.placeOf(view), place, gramAt, predicate: -1, hints: [] };
    this.needles.set(key, needle);
    if (length < GRAM) this.short.push(needle);
    else {
      const gram = gramKey(text, gramAt + GRAM - 1, GRAM);
      this.filter[gram >> 5]! |= 1 << (gram & 31);
      const there = this.byGram.get(gram);
      if (there) there.push(needle);
      else this.byGram.set(gram, [needle]);
    }
    return needle;
  }

  private tryWhereLike(id: number, test: Test & { op: 'like' }): void {
    const { parts, view } = test;
    this.trials.set(id, { test, view: this.placeOf(view) });
    const last = parts[parts.length - 1]!;
    const longest = parts.reduce((a, b) => (b.length > a.length ? b : a));
    if (longest === '') this.unfiltered.push(id);
    else if (longest === parts[0]) this.needle(view, 'start', longest).hints.push(id);
    else if (longest === last) this.needle(view, 'end', longest).hints.push(id);
    else this.needle(view, 'anywhere', longest).hints.push(id);
  }

  private tryWhereRegex(id: number, test: Test & { op: 'regex' }): void {
    this.trials.set(id, { test, view: this.placeOf(test.view) });
    const literals = requiredLiterals(test.regex.source);
    if (!literals) this.unfiltered.push(id);
    else for (const literal of literals) this.needle(test.view, 'anywhere', literal).hints.push(id);
  }

  /** Finds all predicates that hold for a present fact: in {@link hits}, each once, in no particular order. */
  find(raw: string): void {
    this.count = 0;
    if (this.size === 0) return;
    this.stamp += 1;
    if (this.isUrl) this.findInUrl(raw);
    else if (this.family === 'choice') this.take(0, raw, 0, raw.length);
    else if (this.plain.take(raw, true)) {
      const { text } = this.plain;
      this.take(0, this.family === 'language' ? text.replaceAll('_', '-') : text, 0, text.length);
      this.walk(this.plain);
    } else {
      const text = read(this.family, raw) as string;
      this.take(0, text, 0, text.length);
      this.walkSlowly(text);
    }
    for (let at = 0; at < this.exact.length; at += 1) {
      const { place, ids, lengths } = this.exact[at]!;
      const text = this.texts[place]!;
      const key = lengthKey(text, this.from[place]!, this.to[place]!);
      if ((lengths[key >> 5]! & (1 << (key & 31))) !== 0) this.hit(ids.get(this.textOf(place)));
    }
    if (this.ranges.size > 0) this.findRanges(this.texts[0]!);
    for (let at = 0; at < this.unfiltered.length; at += 1) this.attempt(this.unfiltered[at]!);
  }

  private take(place: number, text: string, from: number, to: number): void {
    this.texts[place] = text;
    this.from[place] = from;
    this.to[place] = to;
  }

  /** A view's text, cut out of what it is a part of. */
  private textOf(place: number): string {
    const text = this.texts[place]!;
    const from = this.from[place]!;
    const to = this.to[place]!;
    return from === 0 && to === text.length ? text : text.slice(from, to);
  }

  private hit(id: number | undefined): void {
    if (id === undefined || this.seen[id] === this.stamp) return;
    this.seen[id] = this.stamp;
    this.hits[this.count] = id;
    this.count += 1;
  }

  private attempt(id: number): void {
    if (this.tried[id] === this.stamp) return;
    this.tried[id] = this.stamp;
    const { test, view } = this.trials.get(id)!;
    if (holds(test, this.textOf(view))) this.hit(id);
  }

  private findRanges(tag: string): void {
    for (let end = tag.length; end > 0; end = tag.lastIndexOf('-', end - 1))
      this.hit(this.ranges.get(tag.slice(0, end)));
    if (tag === '' || tag.startsWith('-')) this.hit(this.ranges.get(''));
  }

  /** Finds where the views lie, and walks along each text that is not the same as one walked before. */
  private findInUrl(raw: string): void {
    const { parts, places } = this;
    const isPlain = parts.split(raw);
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at]!;
      if (isPlain && parts.from[place]! >= 0)
        this.take(place, parts.plain.text, parts.from[place]!, parts.to[place]!);
      else {
        const text = read(urlViews[place]!, raw) as string;
        this.take(place, text, 0, text.length);
      }
    }
    if (isPlain) this.walk(parts.plain);
    for (let at = 0; at < places.length; at += 1)
      if (!isPlain || parts.from[places[at]!]! < 0) this.walkSlowly(this.texts[places[at]!]!);
  }

  /** Looks for all needles in a text. */
  private walk({ text, bytes, length }: PlainText): void {
    if (this.byGram.size > 0) {
      const { filter } = this;
      let key = 0;
      for (let at = 0; at < length; at += 1) {
        key = ((key << 5) | (bytes[at]! & 31)) & KEY_MASK;
        if ((filter[key >> 5]! & (1 << (key & 31))) !== 0 && at >= GRAM - 1) this.verifyAll(key, text, at);
      }
    }
    if (this.short.length > 0) this.findShort(text);
  }

  private walkSlowly(text: string): void {
    if (this.needles.size === 0) return;
    let key = 0;
    for (let at = 0; at < text.length; at += 1) {
      key = ((key << 5) | (text.charCodeAt(at) & 31)) & KEY_MASK;
      if ((this.filter[key >> 5]! & (1 << (key & 31))) !== 0 && at >= GRAM - 1) this.verifyAll(key, text, at);
    }
    this.findShort(text);
  }

  private findShort(text: string): void {
    for (const needle of this.short) {
      for (let at = text.indexOf(needle.text); at >= 0; at = text.indexOf(needle.text, at + 1))
        this.verify(needle, text, at);
    }
  }

  private verifyAll(key: number, text: string, at: number): void {
    const needles = this.byGram.get(key)!;
    for (let index = 0; index < needles.length; index += 1)
      this.verify(needles[index]!, text, at - (GRAM - 1) - needles[index]!.gramAt);
  }

  private verify(needle: Needle, text: string, begin: number): void {
    const { view } = needle;
    if (text !== this.texts[view]) return;
    const from = this.from[view]!;
    const end = begin + needle.text.length;
    if (begin < from || end > this.to[view]!) return;
    if (needle.place === 'start' ? begin !== from : needle.place === 'end' && end !== this.to[view]!) return;
    if (needle.predicate >= 0 && this.seen[needle.predicate] === this.stamp && needle.hints.length === 0)
      return;
    if (text.charCodeAt(begin) !== needle.text.charCodeAt(0) || !text.startsWith(needle.text, begin)) return;
    if (needle.predicate >= 0) this.hit(needle.predicate);
    for (let at = 0; at < needle.hints.length; at += 1) this.attempt(needle.hints[at]!);
  }
}
