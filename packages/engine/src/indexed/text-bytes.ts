import { LONGEST_TEXT } from '../values/text';

/** What every platform has to turn text into bytes at once; the language's own library does not name it. */
interface Encoder {
  encodeInto(text: string, bytes: Uint8Array): { readonly written: number };
}

declare const TextEncoder: new () => Encoder;

const encoder = new TextEncoder();

/** Room behind a text for what is read beyond it, a word of four and the next. */
const BEYOND = 8;
const LETTER = 0x61;
const SPACES = 0x20202020;
const HIGHEST = 0x80808080;
const isLittleEndian = new Uint8Array(Int32Array.of(1).buffer)[0] === 1;

/** For each byte the one that it is compared as: ASCII capitals as small letters. */
export const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 65 && byte <= 90 ? byte + 32 : byte,
);

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

  constructor(
    room = LONGEST_TEXT * 3,
    private readonly isLittle = isLittleEndian,
  ) {
    this.bytes = new Uint8Array(room + BEYOND);
    this.words = this.wordsOf(this.bytes);
  }

  /** Words that share the bytes' memory, or, on a machine that turns them round, others. */
  private wordsOf({ buffer }: Uint8Array): Int32Array {
    return this.isLittle ? new Int32Array(buffer) : new Int32Array(buffer.byteLength >> 2);
  }

  private finish(from: number, end: number): void {
    this.end = end;
    if (this.isLittle) return;
    for (let at = from; at < end; at += 4) this.words[at >> 2] = this.wordAt(at);
  }

  /** The word that begins at any byte. */
  wordAt(at: number): number {
    const { bytes } = this;
    return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
  }

  /**
   * Takes over a text that is read as it stands but for its capitals: ASCII without control characters, white space other than
   * single spaces within, and, without `spaces`, any space. `false` for all others: they must be read the long way.
   */
  takePlain(raw: string, spaces: boolean): boolean {
    const { length } = raw;
    const { bytes, words } = this;
    this.end = 0;
    if (length > LONGEST_TEXT || encoder.encodeInto(raw, bytes).written !== length) return false;
    bytes[length] = bytes[length + 1] = bytes[length + 2] = LETTER;
    this.finish(0, length);
    const last = (length + 3) >> 2;
    // A byte below the bound borrows from its highest bit, one beyond ASCII has that bit.
    let signs = 0;
    if (!spaces) {
      for (let at = 0; at < last; at += 1) signs |= (words[at]! - 0x21212121) | words[at]!;
      return (signs & HIGHEST) === 0;
    }
    // Two spaces are next to each other, one at the beginning too: for this a space stands before it.
    let before = HIGHEST;
    for (let at = 0; at < last; at += 1) {
      const word = words[at]!;
      const differs = word ^ SPACES;
      // The highest bit of each space, and now and then of a `!` behind one: that text is read the long way without need.
      const isSpace = (differs - 0x01010101) & ~differs & HIGHEST;
      signs |= (word - SPACES) | word | (isSpace & ((isSpace << 8) | (before >>> 24)));
      before = isSpace;
    }
    return (signs & HIGHEST) === 0 && bytes[length - 1] !== 0x20;
  }

  /** Adds a text that is folded already behind what is there; answers the offset of its first byte, a multiple of four. */
  append(text: string): number {
    const from = (this.end + 3) & ~3;
    const room = from + text.length * 3 + BEYOND;
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
