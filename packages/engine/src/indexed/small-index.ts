import { type RuleNode } from '../compile/program';
import { type Facts } from '../declare/rule';
import { type Block, buildBlock } from './block';
import { FactLoader } from './fact-loader';
import { type IndexInspection } from './inspection';
import { MASK_BITS, type Readers, areConfirmed, countRemembered, makeReaders } from './readers';
import { Remainders } from './remainders';
import { Small, SmallRows } from './small-rows';
import { Slots } from './slots';

/** A text that so many places ask for is nearly always needed. */
const OFTEN = 40;

/**
 * The index of so few rules that four words have a bit for each place, in rule order.
 *
 * Numbers, and texts that come again, are looked up at once. The places that they leave possible are gone through in order, and a
 * text that is dear to take apart is looked up only if a place that is still possible asks for it.
 */
export class SmallIndex {
  private readonly block: Block;
  private readonly loader = new FactLoader();
  private readonly readers: Readers<SmallRows>;
  /** By place: a bit for each of the first texts that the place asks for. */
  private readonly asked: Int32Array;
  /** A bit for each of the first texts that are dear at present. */
  private readonly dear = new Int32Array(1);
  /** A bit for each of the first texts that few places ask for: they are looked up only if one of those is still possible. */
  private readonly seldom: number;
  private readonly remainders = new Remainders();

  constructor(rules: readonly RuleNode[]) {
    const slots = new Slots();
    const block = buildBlock(rules, slots);
    this.block = block;
    this.readers = makeReaders(
      slots,
      [block],
      this.loader,
      (slot) => new SmallRows(block.slots[slot]!),
      this.dear,
    );
    this.asked = textsAskedIn(block, this.readers.textSlots);
    this.seldom = seldomAsked(this.asked, this.readers.texts.length);
  }

  inspect(): IndexInspection {
    return {
      blocks: 1,
      stretches: 1,
      places: this.block.order.length,
      judged: this.block.remainders.filter(Boolean).length,
      remembered: countRemembered(this.readers),
      built: 1,
    };
  }

  first(facts: Facts): number {
    return this.search(facts, undefined);
  }

  all(facts: Facts): number[] {
    const found: number[] = [];
    this.search(facts, found);
    return found;
  }

  /** The first rule that matches, or -1; with a list all that match go there, in order. */
  private search(facts: Facts, found: number[] | undefined): number {
    const { block, loader, asked } = this;
    const { numbers, texts } = this.readers;
    const { live } = block;
    loader.load(facts);
    this.remainders.begin();
    const { values } = loader;
    let first = live[0]!;
    let second = live[1]!;
    let third = live[2]!;
    let fourth = live[3]!;
    for (let at = 0; at < numbers.length; at += 1) {
      const reader = numbers[at]!;
      const row = reader.rowOf(values[reader.site]) * Small.Words;
      const { words } = reader.rows;
      first &= words[row]!;
      second &= words[row + 1]!;
      third &= words[row + 2]!;
      fourth &= words[row + 3]!;
    }
    // What is cheap may spare the dear ones.
    let open = this.dear[0]! || this.seldom;
    for (let at = 0; at < texts.length; at += 1) {
      if ((open & (1 << at)) !== 0 && at < MASK_BITS) continue;
      const reader = texts[at]!;
      const row = reader.rowOf(values[reader.site]) * Small.Words;
      const { words } = reader.rows;
      first &= words[row]!;
      second &= words[row + 1]!;
      third &= words[row + 2]!;
      fourth &= words[row + 3]!;
    }
    for (;;) {
      const word = first !== 0 ? 0 : second !== 0 ? 1 : third !== 0 ? 2 : 3;
      const bits = first !== 0 ? first : second !== 0 ? second : third !== 0 ? third : fourth;
      if (bits === 0) return -1;
      const place = (word << 5) + 31 - Math.clz32(bits & -bits);
      const wanted = asked[place]! & open;
      if (wanted !== 0) {
        const text = 31 - Math.clz32(wanted & -wanted);
        open ^= 1 << text;
        const reader = texts[text]!;
        const row = reader.rowOf(values[reader.site]) * Small.Words;
        const { words } = reader.rows;
        first &= words[row]!;
        second &= words[row + 1]!;
        third &= words[row + 2]!;
        fourth &= words[row + 3]!;
        continue;
      }
      const rule = block.order[place]!;
      const left = block.remainders[place];
      const doubts = block.doubts[place];
      if (
        (doubts === undefined || areConfirmed(doubts, this.readers)) &&
        (left === undefined || this.remainders.hold(left, facts))
      ) {
        if (!found) return rule;
        // A rule has a place for each way to match.
        if (found[found.length - 1] !== rule) found.push(rule);
      }
      if (word === 0) first &= first - 1;
      else if (word === 1) second &= second - 1;
      else if (word === 2) third &= third - 1;
      else fourth &= fourth - 1;
    }
  }
}

/** Which of the first texts each place of a block asks for, a bit a text. */
function textsAskedIn(block: Block, slots: readonly number[]): Int32Array {
  const asked = new Int32Array(block.order.length);
  slots.slice(0, MASK_BITS).forEach((slot, text) => {
    const { base, missing } = block.slots[slot]!;
    for (let place = 0; place < asked.length; place += 1)
      if ((~(base[place >> 5]! & missing[place >> 5]!) & (1 << (place & 31))) !== 0)
        asked[place]! |= 1 << text;
  });
  return asked;
}

function seldomAsked(asked: Int32Array, texts: number): number {
  let seldom = 0;
  for (let text = 0; text < Math.min(texts, MASK_BITS); text += 1)
    if (asked.filter((mask) => (mask & (1 << text)) !== 0).length < OFTEN) seldom |= 1 << text;
  return seldom;
}
