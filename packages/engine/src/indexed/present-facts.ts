import { type Facts } from '../declare/rule';
import { Arena, layDown } from './arena';
import { type Block } from './block';
import { Entries, MISSING } from './entries';
import { FactLoader } from './fact-loader';
import { NumberReader } from './number-reader';
import { type Slots } from './slots';
import { TextReader } from './text-reader';

/** At least so many words for the sets of values seen; more where the rules alone need more. 8 MB. */
const ARENA_WORDS = 1 << 21;
/** So many texts have a bit in a mask. */
export const MASK_BITS = 32;

/** A text that so many places ask for is nearly always needed. */
const OFTEN = 40;

/** Which texts a block asks for, a bit a text. */
export interface AskedTexts {
  /** By place. */
  readonly asked: Int32Array;
  /** Those that many places ask for. */
  readonly often: number;
}

/**
 * The facts of the evaluation under way, as sets of the places that they leave possible. Facts are numbered: first numbers, which
 * are looked up at once, then texts; in both the most telling first. A fact is looked up when it is asked for, once an evaluation.
 */
export class PresentFacts {
  readonly arena: Arena;
  readonly numbers: readonly NumberReader[];
  readonly texts: readonly TextReader[];
  private readonly loader = new FactLoader();
  private readonly textSlots: readonly number[];
  /** The rows of the evaluation under way, and in which evaluation each was looked up. */
  private readonly rows: Int32Array;
  private readonly stamps: Int32Array;
  private stamp = 0;
  private allStamp = -1;
  private readonly entries: readonly Entries[];
  private readonly dearTexts = new Int32Array(1);

  /** @param asksAgain whether a fact is asked for more than once an evaluation */
  constructor(
    slots: Slots,
    private readonly blocks: readonly Block[],
    private readonly asksAgain: boolean,
  ) {
    const weights = slots.all.map((_, slot) =>
      blocks.reduce((sum, block) => sum + (block.slots[slot]?.weight ?? 0), 0),
    );
    const used = weights
      .map((_, slot) => slot)
      .filter((slot) => blocks.some((block) => block.slots[slot]))
      .sort((a, b) => weights[b]! - weights[a]!);
    this.arena = new Arena(Math.max(ARENA_WORDS, (used.length * blocks.length + 1) * 256));
    const numbers: NumberReader[] = [];
    const texts: TextReader[] = [];
    for (const isText of [false, true])
      for (const slot of used) {
        const { fact, family, dictionary } = slots.all[slot]!;
        if ((dictionary !== undefined) !== isText) continue;
        const entries = new Entries(
          blocks.map((block) => layDown(this.arena, block, slot)),
          this.arena,
        );
        const site = this.loader.add(fact);
        if (dictionary)
          texts.push(
            new TextReader(
              site,
              dictionary,
              entries,
              this.dearTexts,
              texts.length < MASK_BITS ? 1 << texts.length : 0,
            ),
          );
        else numbers.push(new NumberReader(site, family, entries));
      }
    this.numbers = numbers;
    this.texts = texts;
    this.textSlots = used.filter((slot) => slots.all[slot]!.dictionary);
    this.entries = [...numbers, ...texts].map(({ entries }) => entries);
    this.arena.keep();
    this.rows = new Int32Array(used.length).fill(MISSING);
    this.stamps = new Int32Array(used.length);
  }

  /** A bit for each of the first {@link MASK_BITS} texts: whether it must be taken apart, since texts do not come again. */
  get dear(): number {
    return this.dearTexts[0]!;
  }

  /** How many facts there are. */
  get size(): number {
    return this.stamps.length;
  }

  /** Values and classes of values that are remembered. */
  get remembered(): number {
    return (
      this.texts.reduce((sum, reader) => sum + reader.remembered, 0) +
      this.numbers.reduce((sum, { entries }) => sum + entries.size, 0)
    );
  }

  /** Begins an evaluation. */
  begin(facts: Facts): void {
    if (!this.arena.hasRoom(this.size * this.blocks.length)) {
      for (const reader of this.numbers) reader.forget();
      for (const reader of this.texts) reader.forget();
      this.arena.reset();
    }
    this.stamp = (this.stamp + 1) | 0;
    this.loader.load(facts);
  }

  /** Where the set of a number's present value lies for a block. */
  ofNumber(at: number, block: number): number {
    const reader = this.numbers[at]!;
    if (!this.asksAgain) return reader.entries.offsetOf(reader.rowOf(this.loader.values[reader.site]), block);
    if (this.stamps[at] !== this.stamp) {
      this.rows[at] = reader.rowOf(this.loader.values[reader.site]);
      this.stamps[at] = this.stamp;
    }
    return reader.entries.offsetOf(this.rows[at]!, block);
  }

  /** The same for a text. */
  ofText(at: number, block: number): number {
    const reader = this.texts[at - this.numbers.length]!;
    if (!this.asksAgain) return reader.entries.offsetOf(reader.rowOf(this.loader.values[reader.site]), block);
    if (this.stamps[at] !== this.stamp) {
      this.rows[at] = reader.rowOf(this.loader.values[reader.site]);
      this.stamps[at] = this.stamp;
    }
    return reader.entries.offsetOf(this.rows[at]!, block);
  }

  /** Looks up all facts. */
  lookUpAll(): void {
    if (this.allStamp === this.stamp) return;
    this.allStamp = this.stamp;
    const { numbers, texts, rows, stamps, stamp } = this;
    const { values } = this.loader;
    let at = 0;
    for (; at < numbers.length; at += 1) {
      const reader = numbers[at]!;
      rows[at] = reader.rowOf(values[reader.site]);
      stamps[at] = stamp;
    }
    for (let text = 0; text < texts.length; text += 1, at += 1) {
      if (stamps[at] === stamp) continue;
      const reader = texts[text]!;
      rows[at] = reader.rowOf(values[reader.site]);
      stamps[at] = stamp;
    }
  }

  /** Where the set of a fact that was looked up lies for a block. */
  offsetOf(at: number, block: number): number {
    return this.entries[at]!.offsetOf(this.rows[at]!, block);
  }

  /** Which texts the places of a block ask for. */
  textsAskedIn(block: number): AskedTexts {
    const asked = new Int32Array(this.blocks[block]!.order.length);
    let often = 0;
    this.textSlots.slice(0, MASK_BITS).forEach((slot, text) => {
      const words = asking(this.blocks[block]!, slot);
      let places = 0;
      for (let place = 0; place < asked.length; place += 1) {
        if ((words[place >> 5]! & (1 << (place & 31))) === 0) continue;
        asked[place]! |= 1 << text;
        places += 1;
      }
      if (places >= OFTEN) often |= 1 << text;
    });
    return { asked, often };
  }
}

/** The places of a block that ask about a slot. */
function asking(block: Block, slot: number): Int32Array {
  const found = block.slots[slot];
  return found
    ? found.base.map((word, at) => ~(word & found.missing[at]!))
    : new Int32Array(block.live.length);
}
