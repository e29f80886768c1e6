import { TextBytes } from './text-bytes';

/** One value, and the predicate that the text is it. */
interface Value {
  readonly from: number;
  readonly length: number;
  readonly predicate: number;
}

const KEYS = 1 << 15;

/**
 * Whole values of one view. Most texts are none of them, which a filter tells by a few bytes without hashing the text.
 */
export class WholeValues {
  private readonly texts = new TextBytes(0);
  private readonly filter = new Int32Array(KEYS >> 5);
  private readonly byKey = new Map<number, Value[]>();

  /** Adds a folded value that was not added before. */
  add(text: string, predicate: number): void {
    const from = this.texts.append(text);
    const length = this.texts.end - from;
    const key = keyOf(this.texts.bytes, from, this.texts.end);
    this.filter[key >> 5]! |= 1 << (key & 31);
    const list = this.byKey.get(key);
    const value: Value = { from, length, predicate };
    if (list) list.push(value);
    else this.byKey.set(key, [value]);
  }

  /** The predicate of the value that the text from one offset to the other is; -1 if it is none. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const key = keyOf(bytes, from, to);
    if ((this.filter[key >> 5]! & (1 << (key & 31))) === 0) return -1;
    const list = this.byKey.get(key)!;
    for (let index = 0; index < list.length; index += 1) {
      const value = list[index]!;
      if (value.length === to - from && this.isAt(value, bytes, from)) return value.predicate;
    }
    return -1;
  }

  private isAt(value: Value, bytes: Uint8Array, from: number): boolean {
    const values = this.texts.bytes;
    // Values differ at their ends more often than where they begin.
    for (let at = value.length - 1; at >= 0; at -= 1)
      if (bytes[from + at] !== values[value.from + at]) return false;
    return true;
  }
}

/** A key from the length, three bytes at the end and two in the middle. */
function keyOf(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  let key = length;
  if (length > 0) {
    const middle = (from + to) >> 1;
    key = (key << 5) ^ (bytes[middle]! + (bytes[to - 1]! << 8));
    if (length > 2) key ^= (bytes[to - 2]! << 16) ^ (bytes[to - 3]! << 22) ^ (bytes[middle - 1]! << 12);
  }
  return Math.imul(key, 0x9e3779b1) >>> 17;
}
