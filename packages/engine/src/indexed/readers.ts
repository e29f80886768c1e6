import { type Block, type Doubt } from './block';
import { type FactLoader } from './fact-loader';
import { NumberReader } from './number-reader';
import { type Rows } from './rows';
import { type Slots } from './slots';
import { TextReader } from './text-reader';

/** So many texts have a bit in a mask. */
export const MASK_BITS = 32;

/** What turns the facts that blocks ask about into rows; in both lists the most telling first. */
export interface Readers<R extends Rows> {
  readonly numbers: readonly NumberReader<R>[];
  readonly texts: readonly TextReader<R>[];
  /** The slot of each text, */
  readonly textSlots: readonly number[];
  /** and the other way round. */
  readonly textOf: readonly (TextReader<R> | undefined)[];
}

/**
 * Makes a reader for each fact that any of the blocks asks about.
 *
 * @param rowsOf makes the rows for a slot
 * @param dear gets a bit for each of the first {@link MASK_BITS} texts while it has to be taken apart, since it does not come again
 */
export function makeReaders<R extends Rows>(
  slots: Slots,
  blocks: readonly Block[],
  loader: FactLoader,
  rowsOf: (slot: number) => R,
  dear: Int32Array,
): Readers<R> {
  const weightOf = (slot: number): number =>
    blocks.reduce((sum, block) => sum + (block.slots[slot]?.weight ?? 0), 0);
  const used = slots.all
    .map((_, slot) => ({ slot, weight: weightOf(slot) }))
    .filter(({ slot }) => blocks.some((block) => block.slots[slot]))
    .sort((a, b) => b.weight - a.weight);
  const numbers: NumberReader<R>[] = [];
  const texts: TextReader<R>[] = [];
  const textSlots: number[] = [];
  for (const { slot } of used) {
    const { fact, family, dictionary } = slots.all[slot]!;
    const site = loader.add(fact);
    const rows = rowsOf(slot);
    if (!dictionary) numbers.push(new NumberReader(site, family, rows));
    else {
      const dearBit = texts.length < MASK_BITS ? 1 << texts.length : 0;
      texts.push(new TextReader(site, dictionary, rows, dear, dearBit));
      textSlots.push(slot);
    }
  }
  return { numbers, texts, textSlots, textOf: slots.all.map((_, slot) => texts[textSlots.indexOf(slot)]) };
}

/** Values and classes of values that are remembered. */
export function countRemembered({ numbers, texts }: Readers<Rows>): number {
  return (
    texts.reduce((sum, reader) => sum + reader.remembered, 0) +
    numbers.reduce((sum, { rows }) => sum + rows.size, 0)
  );
}

/** Whether what texts that were looked at roughly leave open of a place holds. */
export function areConfirmed(doubts: readonly Doubt[], { textOf }: Readers<Rows>): boolean {
  for (let at = 0; at < doubts.length; at += 1) {
    const { slot, any, none } = doubts[at]!;
    const reader = textOf[slot]!;
    if (reader.isUnsure && !reader.confirms(any, none)) return false;
  }
  return true;
}
