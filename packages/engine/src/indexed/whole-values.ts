import { TextBytes, areSame, wordAt } from './text-bytes';

/** One value, and the predicate that the text is it. */
interface Value {
  readonly from: number;
  readonly length: number;
  readonly predicate: number;
}

/** An enumeration, since bundlers write it into the code (see `text-bytes.ts`). */
const enum Key {
  Bits = 15,
  /** Spreads over 32 bits what a key is made of. */
  Mix = 0x9e3779b1,
  MixMiddle = 0x85ebca6b,
}

/**
 * Whole values of one view. Most texts are none of them, which a filter tells by a few bytes without hashing the text.
 */
export class WholeValues {
  private readonly texts = new TextBytes(0);
  private readonly filter = new Int32Array((1 << Key.Bits) >> 5);
  private readonly byKey = new Map<number, Value[]>();

  /** Adds a folded value that was not added before. */
  add(text: string, predicate: number): void {
    const from = this.texts.append(text);
    const length = this.texts.end - from;
    const key = keyOf(this.texts.words, from, this.texts.end);
    this.filter[key >> 5]! |= 1 << (key & 31);
    const list = this.byKey.get(key);
    const value: Value = { from, length, predicate };
    if (list) list.push(value);
    else this.byKey.set(key, [value]);
  }

  /** The predicate of the value that the text from one offset to the other is; -1 if it is none. */
  find({ words }: TextBytes, from: number, to: number): number {
    const key = keyOf(words, from, to);
    if (((this.filter[key >> 5]! >>> key) & 1) === 0) return -1;
    const list = this.byKey.get(key)!;
    for (let index = 0; index < list.length; index += 1) {
      const value = list[index]!;
      if (value.length === to - from && areSame(words, from, this.texts.words, value.from, value.length))
        return value.predicate;
    }
    return -1;
  }
}

/** A key from the length, four bytes at the end and four in the middle. */
function keyOf(words: Int32Array, from: number, to: number): number {
  const length = to - from;
  let mixed = length;
  if (length >= 4)
    mixed ^= wordAt(words, to - 4) ^ Math.imul(wordAt(words, from + ((length - 4) >> 1)), Key.MixMiddle);
  else if (length > 0) mixed ^= wordAt(words, from) << (32 - (length << 3));
  return Math.imul(mixed, Key.Mix) >>> (32 - Key.Bits);
}
