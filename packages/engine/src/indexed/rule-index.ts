import { type Program } from '../compile/program';
import { type Facts } from '../declare/rule';
import { type ReadFact, judge, negate, readerOf } from '../interpret/judge';
import { Arena, layDown } from './arena';
import { type Block } from './block';
import { type Stretch, makeStretches } from './blocks';
import { type Remainder } from './conjunctions';
import { FactLoader } from './fact-loader';
import { type Entry, SlotReader } from './slot-reader';
import { Slots } from './slots';

/** At least so many words for the sets of values seen; more where the rules alone need more. 8 MB. */
const ARENA_WORDS = 1 << 21;
/** Blocks of so few words are walked along without looking at summaries. */
const FEW_WORDS = 4;

/** What the index of a rule set is made of at present, for tests and for tuning. */
export interface IndexInspection {
  readonly blocks: number;
  /** Parts of blocks that follow one another. */
  readonly stretches: number;
  /** Ways in which rules can match. */
  readonly places: number;
  /** Places that the index narrows down but does not settle. */
  readonly judged: number;
  /** Values and classes of values that are remembered. */
  readonly remembered: number;
  /** Blocks that were built for this rule set; the others are the previous one's. */
  readonly built: number;
}

/** The blocks of a rule set with the readers of their facts. */
export class RuleIndex {
  private readonly slots: Slots;
  private readonly blocks: readonly Block[];
  private readonly stretches: readonly Stretch[];
  /** Of which block each stretch is a part. */
  private readonly numbers: Int32Array;
  /** The index of the first rule of each stretch's block, if all of the block came before it. */
  private readonly starts: Int32Array;
  private readonly readers: readonly SlotReader[];
  /** Where the sets of places that ask about a reader's slot lie: `asks[reader * blocks + block]`. */
  private readonly asks: Int32Array;
  private readonly loader = new FactLoader();
  private readonly sites: Int32Array;
  /** The entries of the evaluation under way, and in which evaluation each was looked up. */
  private readonly entries: Entry[];
  private readonly stamps: Int32Array;
  private stamp = 0;
  private readonly offsets: Int32Array;
  private readonly arena: Arena;
  private readonly built: number;
  private readFact: ReadFact | undefined;

  constructor(private readonly program: Program, previous: RuleIndex | undefined) {
    const taken = previous && makeStretches(program, previous.slots, previous.program.rules, previous.stretches);
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

    const weights = this.slots.all.map((_, slot) => blocks.reduce((sum, block) => sum + (block.slots[slot]?.weight ?? 0), 0));
    const used = weights.map((_, slot) => slot).filter((slot) => blocks.some((block) => block.slots[slot])).sort((a, b) => weights[b]! - weights[a]!);
    this.arena = new Arena(Math.max(ARENA_WORDS, (used.length * blocks.length + 1) * 256));
    this.readers = used.map((slot) => new SlotReader(this.slots.all[slot]!, blocks.map((block) => layDown(this.arena, block, slot))));
    this.asks = Int32Array.from(used.flatMap((slot) => blocks.map((block) => this.arena.add(asking(block, slot)))));
    this.arena.keep();
    this.sites = Int32Array.from(this.readers, ({ fact }) => this.loader.add(fact));
    this.entries = this.readers.map((reader) => reader.entryOf(undefined));
    this.stamps = new Int32Array(used.length);
    this.offsets = new Int32Array(used.length);
  }

  inspect(): IndexInspection {
    return {
      blocks: this.blocks.length,
      stretches: this.stretches.length,
      places: this.blocks.reduce((sum, block) => sum + block.order.length, 0),
      judged: this.blocks.reduce((sum, block) => sum + block.remainders.filter(Boolean).length, 0),
      remembered: this.readers.reduce((sum, reader) => sum + reader.remembered, 0),
      built: this.built,
    };
  }

  first(facts: Facts): number {
    this.begin(facts);
    for (let at = 0; at < this.stretches.length; at += 1) {
      const rule = this.search(at, facts, undefined);
      if (rule >= 0) return this.starts[at]! + rule;
    }
    return -1;
  }

  all(facts: Facts): number[] {
    this.begin(facts);
    const found: number[] = [];
    for (let at = 0; at < this.stretches.length; at += 1) {
      const inStretch: number[] = [];
      this.search(at, facts, inStretch);
      // A rule has a place for each way to match, and words are not in order among each other.
      for (const rule of new Set(inStretch.sort((a, b) => a - b))) found.push(this.starts[at]! + rule);
    }
    return found;
  }

  private begin(facts: Facts): void {
    if (!this.arena.hasRoom(this.readers.length * this.blocks.length)) {
      for (const reader of this.readers) reader.forget();
      this.arena.reset();
    }
    this.readFact = undefined;
    this.stamp = (this.stamp + 1) | 0;
    this.loader.load(facts);
  }

  /** Where the set of a reader's present value lies for a block. */
  private offsetOf(at: number, block: number): number {
    let entry: Entry;
    if (this.stamps[at] === this.stamp) entry = this.entries[at]!;
    else {
      entry = this.readers[at]!.entryOf(this.loader.values[this.sites[at]!]);
      this.entries[at] = entry;
      this.stamps[at] = this.stamp;
    }
    const offset = entry.offsets[block]!;
    return offset !== 0 ? offset : this.readers[at]!.fill(entry, block, this.arena);
  }

  /** The first rule of a stretch that matches, or -1; with a list all that match go there, in no order. */
  private search(stretch: number, facts: Facts, found: number[] | undefined): number {
    const { readers, offsets, asks } = this;
    const number = this.numbers[stretch]!;
    const { live, block } = this.stretches[stretch]!;
    const { order, remainders, inOrder } = block;
    const count = readers.length;
    let { summary } = this.stretches[stretch]!;
    const isShort = summary >>> FEW_WORDS === 0;
    // What is dear to look up, or may not be needed, is left until a place that asks for it is still possible.
    for (let at = 0; at < count; at += 1) {
      if (isShort || readers[at]!.isDear) offsets[at] = 0;
      else {
        const offset = this.offsetOf(at, number);
        offsets[at] = offset;
        summary &= this.arena.words[offset]!;
        if (summary === 0) return -1;
      }
    }
    let { words } = this.arena;
    let best = -1;
    while (summary !== 0) {
      const word = 31 - Math.clz32(summary & -summary);
      summary &= summary - 1;
      let bits = live[word]!;
      for (let at = 0; at < count; at += 1) {
        let offset = offsets[at]!;
        if (offset === 0) {
          if ((bits & words[asks[at * this.blocks.length + number]! + 1 + word]!) === 0) continue;
          offset = this.offsetOf(at, number);
          offsets[at] = offset;
          words = this.arena.words;
        }
        bits &= words[offset + 1 + word]!;
        if (bits === 0) break;
      }
      while (bits !== 0) {
        const place = (word << 5) + 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
        const rule = order[place]!;
        if (best >= 0 && rule >= best) break;
        const left = remainders[place];
        if (left !== undefined && !this.holds(left, facts)) continue;
        if (found) found.push(rule);
        else if (inOrder) return rule;
        else {
          best = rule;
          break;
        }
      }
    }
    return best;
  }

  private holds(left: readonly Remainder[], facts: Facts): boolean {
    const read = (this.readFact ??= readerOf(facts));
    for (const { node, negated } of left) {
      const verdict = judge(node, read);
      if ((negated ? negate(verdict) : verdict) !== 'match') return false;
    }
    return true;
  }
}

/** The places of a block that ask about a slot. */
function asking(block: Block, slot: number): Int32Array {
  const found = block.slots[slot];
  return found ? found.base.map((word, at) => ~(word & found.missing[at]!)) : new Int32Array(block.live.length);
}
