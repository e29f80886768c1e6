import { LONGEST_TEXT } from '../values/text';

/** What every platform has to turn text into bytes at once; the language's own library does not name it. */
interface Encoder {
  encodeInto(text: string, bytes: Uint8Array): { readonly written: number };
}

declare const TextEncoder: new () => Encoder;

const encoder = new TextEncoder();

/**
 * Numbers of the loops below. An enumeration, since bundlers turn a module's constants into variables, which are read again and
 * again; enumerations they write into the code.
 */
const enum Byte {
  /** Room behind a text for what is read beyond it, a word of four and the next. */
  Beyond = 8,
  Letter = 0x61,
  Space = 0x20,
}

/** The same for four bytes at once. */
const enum Word {
  Spaces = 0x20202020,
  Marks = 0x21212121,
  Lowest = 0x01010101,
  Highest = 0x80808080,
  /** Added to ASCII: the highest bit of each byte then says whether it is `A` or more, */
  FromCapitalA = 0x3f3f3f3f,
  BeyondCapitalZ = 0x25252525,
  FromHash = 0x5d5d5d5d,
  BeyondPercent = 0x5a5a5a5a,
  /** How far the highest bit of a capital is from the bit that makes it small. */
  ToSmall = 2,
}

const isLittleEndian = new Uint8Array(Int32Array.of(1).buffer)[0] === 1;

/**
 * Writes a text's units one by one as UTF-8 would write characters, surrogates too (CESU-8): a text is part of another one just
 * where its bytes are part of the other's, lone surrogates included.
 *
 * @returns the offset behind the last byte; a unit takes three bytes at most
 */
export function writeUnits(text: string, bytes: Uint8Array, offset: number): number {
  let to = offset;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) bytes[to++] = unit;
    else {
      if (unit < 0x800) bytes[to++] = 0xc0 | (unit >> 6);
      else {
        bytes[to++] = 0xe0 | (unit >> 12);
        bytes[to++] = 0x80 | ((unit >> 6) & 63);
      }
      bytes[to++] = 0x80 | (unit & 63);
    }
  }
  return to;
}

/** The word that begins at any byte. */
export function wordAt(words: Int32Array, at: number): number {
  const index = at >> 2;
  const bits = (at & 3) << 3;
  return (words[index]! >>> bits) | ((words[index + 1]! << 1) << (31 - bits));
}

/** Whether so many bytes are the same. */
export function areSame(
  words: Int32Array,
  begin: number,
  others: Int32Array,
  from: number,
  length: number,
): boolean {
  const differs = wordAt(words, begin) ^ wordAt(others, from);
  if (length < 4) return (differs & ((1 << (length << 3)) - 1)) === 0;
  if (differs !== 0) return false;
  for (let left = length - 4; left > 0; left -= 4)
    if (wordAt(words, begin + left) !== wordAt(others, from + left)) return false;
  return true;
}

/**
 * Bytes of a text that was not met before. They are written over and over again, so that a plain text needs no new string and no
 * memory.
 */
export class TextBytes {
  bytes: Uint8Array;
  /** The same in words of four bytes, the first byte lowest. */
  words: Int32Array;
  /** Bytes in use. */
  end = 0;
  /** Whether a URL may have a `#` or a `%` in it. */
  mayBeMarked = false;

  constructor(
    room = LONGEST_TEXT * 3,
    private readonly isLittle = isLittleEndian,
  ) {
    this.bytes = new Uint8Array(room + Byte.Beyond);
    this.words = this.wordsOf(this.bytes);
  }

  /** Words that share the bytes' memory, or, on a machine that turns them round, others. */
  private wordsOf({ buffer }: Uint8Array): Int32Array {
    return this.isLittle ? new Int32Array(buffer) : new Int32Array(buffer.byteLength >> 2);
  }

  private finish(from: number, end: number): void {
    this.end = end;
    if (this.isLittle) return;
    const { bytes } = this;
    for (let at = from; at < end; at += 4)
      this.words[at >> 2] =
        bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
  }

  /**
   * Takes over a text, folded, if it is read as it stands but for its capitals: ASCII without control characters or white space other
   * than single spaces within. `false` for all others: they must be read the long way.
   */
  takeText(raw: string): boolean {
    if (!this.encode(raw)) return false;
    const { words, end } = this;
    const last = (end + 3) >> 2;
    let signs = 0;
    // Two spaces are next to each other, one at the beginning too: for this a space stands before it.
    let before = Word.Highest;
    for (let at = 0; at < last; at += 1) {
      const word = words[at]!;
      const differs = word ^ Word.Spaces;
      // The highest bit of each space, and now and then of a `!` behind one: that text is read the long way without need.
      const isSpace = (differs - Word.Lowest) & ~differs & Word.Highest;
      // A byte below the bound borrows from its highest bit, one beyond ASCII has that bit.
      signs |= (word - Word.Spaces) | word | (isSpace & ((isSpace << 8) | (before >>> 24)));
      before = isSpace;
      words[at] =
        word | (((word + Word.FromCapitalA) & ~(word + Word.BeyondCapitalZ) & Word.Highest) >>> Word.ToSmall);
    }
    return (signs & Word.Highest) === 0 && this.bytes[end - 1] !== Byte.Space;
  }

  /** The same for a URL, in which there are no spaces; says in {@link mayBeMarked} whether to look for `#` and `%`. */
  takeUrl(raw: string): boolean {
    if (!this.encode(raw)) return false;
    const { words, end } = this;
    const last = (end + 3) >> 2;
    let signs = 0;
    let marks = 0;
    for (let at = 0; at < last; at += 1) {
      const word = words[at]!;
      signs |= (word - Word.Marks) | word;
      marks |= (word + Word.FromHash) & ~(word + Word.BeyondPercent);
      words[at] =
        word | (((word + Word.FromCapitalA) & ~(word + Word.BeyondCapitalZ) & Word.Highest) >>> Word.ToSmall);
    }
    this.mayBeMarked = (marks & Word.Highest) !== 0;
    return (signs & Word.Highest) === 0;
  }

  /** Writes down the bytes of a text; `false` if it is not ASCII, or longer than what is looked at. */
  private encode(raw: string): boolean {
    const { length } = raw;
    const { bytes } = this;
    this.end = 0;
    if (length > LONGEST_TEXT || encoder.encodeInto(raw, bytes).written !== length) return false;
    bytes[length] = bytes[length + 1] = bytes[length + 2] = Byte.Letter;
    if (!this.isLittle)
      for (let at = 0; at < length; at += 1) if (bytes[at]! >= 65 && bytes[at]! <= 90) bytes[at]! += 32;
    this.finish(0, length);
    return true;
  }

  /** Adds a text that is folded already behind what is there; answers the offset of its first byte, a multiple of four. */
  append(text: string): number {
    const from = (this.end + 3) & ~3;
    const room = from + text.length * 3 + Byte.Beyond;
    if (room > this.bytes.length) {
      const { bytes, words } = this;
      this.bytes = new Uint8Array(room * 4);
      this.bytes.set(bytes);
      this.words = this.wordsOf(this.bytes);
      if (!this.isLittle) this.words.set(words);
    }
    this.finish(from, writeUnits(text, this.bytes, from));
    return from;
  }

  /** Adds a part of what is there once more, without one byte in it; answers the offset of its first byte. */
  appendWithout(from: number, without: number, to: number): number {
    const offset = (this.end + 3) & ~3;
    const { bytes } = this;
    let end = offset;
    for (let at = from; at < to; at += 1) if (at !== without) bytes[end++] = bytes[at]!;
    this.finish(offset, end);
    return offset;
  }
}
