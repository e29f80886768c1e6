import { LONGEST_TEXT } from '../values/text';

/** What every platform has to turn text into bytes at once; the language's own library does not name it. */
interface Encoder {
  encodeInto(text: string, bytes: Uint8Array): { readonly read: number; readonly written: number };
}

declare const TextEncoder: new () => Encoder;

const encoder = new TextEncoder();

/** Room for the longest text, and for what the last word of four reads beyond it. */
const ROOM = LONGEST_TEXT + 4;
const LETTER = 0x61;

/** Whether one of four bytes, all below 128, is less than 33: the borrow out of a byte reaches its highest bit. */
const hasLow = (word: number, bound: number): boolean => ((word - bound) & 0x80808080) !== 0;

/**
 * A text of plain ASCII, folded, as a string and as bytes. It is made over and over again, so that nothing is allocated.
 * Most texts are plain, and what they are folded to can be had without normalising.
 */
export class PlainText {
  text = '';
  length = 0;
  readonly bytes: Uint8Array;
  private readonly words: Int32Array;

  constructor() {
    this.bytes = new Uint8Array(ROOM);
    this.words = new Int32Array(this.bytes.buffer);
  }

  /**
   * Takes a text over; `false` if it is not plain: then it must be read the long way. Without `spaces` a text with a space is
   * not plain either.
   */
  take(raw: string, spaces: boolean): boolean {
    // Lower case first: the one sign beyond ASCII whose lower case is ASCII (the Kelvin sign) is normalised to the same letter.
    const text = raw.toLowerCase();
    const { length } = text;
    if (length > LONGEST_TEXT || raw.length !== length) return false;
    const { bytes, words } = this;
    const { read, written } = encoder.encodeInto(text, bytes);
    if (read !== length || written !== length) return false;
    bytes[length] = bytes[length + 1] = bytes[length + 2] = LETTER;
    const bound = spaces ? 0x20202020 : 0x21212121;
    const end = (length + 3) >> 2;
    for (let at = 0; at < end; at += 1) if (hasLow(words[at]!, bound)) return false;
    if (spaces && length > 0 && (bytes[0] === 32 || bytes[length - 1] === 32 || text.includes('  ')))
      return false;
    this.text = text;
    this.length = length;
    return true;
  }
}
