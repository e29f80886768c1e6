import { type Program } from '../compile/program';
import { type Facts } from '../declare/rule';
import { EVERY_PLACE } from './arena';
import { type Block } from './block';
import { type Stretch, makeStretches } from './blocks';
import { type IndexInspection } from './inspection';
import { PresentFacts } from './present-facts';
import { Remainders } from './remainders';
import { Slots } from './slots';

/** The blocks of a rule set with the readers of their facts. */
export class RuleIndex {
  private readonly slots: Slots;
  private readonly blocks: readonly Block[];
  private readonly stretches: readonly Stretch[];
  /** Of which block each stretch is a part. */
  private readonly numbers: Int32Array;
  /** The index of the first rule of each stretch's block, if all of the block came before it. */
  private readonly starts: Int32Array;
  private readonly facts: PresentFacts;
  private readonly remainders = new Remainders();
  /** Where the sets of the present values lie, a multiple of four of them. */
  private readonly offsets: Int32Array;
  private readonly built: number;

  constructor(
    private readonly program: Program,
    previous: RuleIndex | undefined,
  ) {
    const taken =
      previous && makeStretches(program, previous.slots, previous.program.rules, previous.stretches);
    // Beginning anew also gets rid of what only rules that are gone asked for.
    this.slots = taken ? previous.slots : new Slots();
    const { stretches, built } = taken ?? makeStretches(program, this.slots, [], [])!;
    this.stretches = stretches;
    this.built = built;
    const blocks = [...new Set(stretches.map(({ block }) => block))];
    this.numbers = Int32Array.from(stretches, ({ block }) => blocks.indexOf(block));
    this.blocks = blocks;
    this.starts = new Int32Array(stretches.length);
    let start = 0;
    stretches.forEach(({ from, to }, at) => {
      // Rules are numbered from the beginning of their block.
      this.starts[at] = start - from;
      start += to - from;
    });
    this.facts = new PresentFacts(this.slots, blocks);
    this.offsets = new Int32Array((this.facts.size + 3) & ~3).fill(EVERY_PLACE);
  }

  inspect(): IndexInspection {
    return {
      blocks: this.blocks.length,
      stretches: this.stretches.length,
      places: this.blocks.reduce((sum, block) => sum + block.order.length, 0),
      judged: this.blocks.reduce((sum, block) => sum + block.remainders.filter(Boolean).length, 0),
      remembered: this.facts.remembered,
      built: this.built,
    };
  }

  first(facts: Facts): number {
    this.remainders.begin();
    this.facts.begin(facts);
    for (let at = 0; at < this.stretches.length; at += 1) {
      const rule = this.search(at, facts, undefined);
      if (rule >= 0) return this.starts[at]! + rule;
    }
    return -1;
  }

  all(facts: Facts): number[] {
    this.remainders.begin();
    this.facts.begin(facts);
    const found: number[] = [];
    for (let at = 0; at < this.stretches.length; at += 1) {
      const inStretch: number[] = [];
      this.search(at, facts, inStretch);
      // A rule has a place for each way to match, and words are not in order among each other.
      for (const rule of new Set(inStretch.sort((a, b) => a - b))) found.push(this.starts[at]! + rule);
    }
    return found;
  }

  /** The first rule of a stretch that matches, or -1; with a list all that match go there, in no order. */
  private search(stretch: number, facts: Facts, found: number[] | undefined): number {
    const { facts: present, offsets } = this;
    const number = this.numbers[stretch]!;
    const { live } = this.stretches[stretch]!;
    let { summary } = this.stretches[stretch]!;
    // Texts are behind, and tell more.
    for (let at = present.size - 1; at >= 0; at -= 1) {
      const offset = present.offsetOf(at, number);
      offsets[at] = offset;
      summary &= present.arena.words[offset]!;
      if (summary === 0) return -1;
    }
    const { words } = present.arena;
    let best = -1;
    while (summary !== 0) {
      const word = 31 - Math.clz32(summary & -summary);
      summary &= summary - 1;
      let bits = live[word]!;
      // Four facts at a time: a branch that is guessed wrong costs more than an AND too many.
      for (let at = 0; at < offsets.length; at += 4) {
        bits &=
          words[offsets[at]! + 1 + word]! &
          words[offsets[at + 1]! + 1 + word]! &
          words[offsets[at + 2]! + 1 + word]! &
          words[offsets[at + 3]! + 1 + word]!;
        if (bits === 0) break;
      }
      if (bits !== 0) best = this.settle(stretch, word, bits, best, facts, found);
    }
    return best;
  }

  /** The first rule among the bits of a word that matches, if it comes before `best`; else `best`. */
  private settle(
    stretch: number,
    word: number,
    bits: number,
    best: number,
    facts: Facts,
    found: number[] | undefined,
  ): number {
    const { order, remainders, doubts } = this.stretches[stretch]!.block;
    for (let left = bits; left !== 0; left &= left - 1) {
      const place = (word << 5) + 31 - Math.clz32(left & -left);
      const rule = order[place]!;
      if (best >= 0 && rule >= best) return best;
      const doubt = doubts[place];
      if (doubt !== undefined && !this.facts.confirm(doubt)) continue;
      const remainder = remainders[place];
      if (remainder !== undefined && !this.remainders.hold(remainder, facts)) continue;
      if (!found) return rule;
      found.push(rule);
    }
    return best;
  }
}
