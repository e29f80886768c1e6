import { type BlockSlot } from './block';
import { type Range } from './predicates';

/** Whether a value of which these predicates hold (`~id`: may hold), or this number, leaves other places possible than any value does. */
export function tellsMore(slot: BlockSlot, hits: Int32Array, number: number): boolean {
  for (const hit of hits) if (slot.sets.has(hit < 0 ? ~hit : hit) || slot.clears.has(hit)) return true;
  return number === number && slot.ranges.some(({ range }) => isIn(number, range));
}

/**
 * Writes down which places such a value leaves possible.
 *
 * @param words hold the slot's `base` from `offset` on
 */
export function setPlaces(
  words: Int32Array,
  offset: number,
  slot: BlockSlot,
  hits: Int32Array,
  number: number,
): void {
  // First all that is set, then what is cleared: a place that is cleared stays so.
  for (const { range, sets } of slot.ranges) if (isIn(number, range)) setBits(words, offset, sets);
  for (const hit of hits) {
    const sets = slot.sets.get(hit < 0 ? ~hit : hit);
    if (sets) setBits(words, offset, sets);
  }
  for (const { range, clears } of slot.ranges) if (isIn(number, range)) clearBits(words, offset, clears);
  // (What only may hold clears nothing.)
  for (const hit of hits) {
    const clears = slot.clears.get(hit);
    if (clears) clearBits(words, offset, clears);
  }
}

/** Sets the bits of a list of pairs of word and bits. */
function setBits(words: Int32Array, offset: number, postings: Int32Array): void {
  for (let at = 0; at < postings.length; at += 2) words[offset + postings[at]!]! |= postings[at + 1]!;
}

/** Clears them. */
function clearBits(words: Int32Array, offset: number, postings: Int32Array): void {
  for (let at = 0; at < postings.length; at += 2) words[offset + postings[at]!]! &= ~postings[at + 1]!;
}

function isIn(value: number, { from, fromOpen, to, toOpen }: Range): boolean {
  return (fromOpen ? value > from : value >= from) && (toOpen ? value < to : value <= to);
}
