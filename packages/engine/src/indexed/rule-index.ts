import { type Program } from '../compile/program';
import { type Facts } from '../declare/rule';
import { type ReadFact, judge, negate, readerOf } from '../interpret/judge';
import { Arena, EVERY_PLACE, layDown } from './arena';
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
  /** The evaluation under way. */
  private stamp = 0;
  /** The entries of the evaluation under way, and in which evaluation each was looked up. */
  private readonly entries: Entry[];
  private readonly stamps: Int32Array;
  /** Where the sets of the present values lie, a multiple of four of them. */
  private readonly offsets: Int32Array;
  private readonly arena: Arena;
  private readonly built: number;
  private readFact: ReadFact | undefined;

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

    const weights = this.slots.all.map((_, slot) =>
      blocks.reduce((sum, block) => sum + (block.slots[slot]?.weight ?? 0), 0),
    );
    const used = weights
      .map((_, slot) => slot)
      .filter((slot) => blocks.some((block) => block.slots[slot]))
      .sort((a, b) => weights[b]! - weights[a]!);
    this.arena = new Arena(Math.max(ARENA_WORDS, (used.length * blocks.length + 1) * 256));
    this.readers = used.map(
      (slot) =>
        new SlotReader(
          this.slots.all[slot]!,
          this.loader.add(this.slots.all[slot]!.fact),
          blocks.map((block) => layDown(this.arena, block, slot)),
        ),
    );
    this.asks = Int32Array.from(
      used.flatMap((slot) => blocks.map((block) => this.arena.add(asking(block, slot)))),
    );
    this.arena.keep();
    this.offsets = new Int32Array((used.length + 3) & ~3).fill(EVERY_PLACE);
    this.entries = this.readers.map((reader) => reader.entryOf(undefined));
    this.stamps = new Int32Array(used.length);
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
    const reader = this.readers[at]!;
    let entry: Entry;
    if (this.stamps[at] === this.stamp) entry = this.entries[at]!;
    else {
      entry = reader.entryOf(this.loader.values[reader.site]);
      this.entries[at] = entry;
      this.stamps[at] = this.stamp;
    }
    const offset = block === 0 ? entry.first : entry.offsets[block]!;
    return offset !== 0 ? offset : reader.fill(entry, block, this.arena);
  }

  /** The first rule of a stretch that matches, or -1; with a list all that match go there, in no order. */
  private search(stretch: number, facts: Facts, found: number[] | undefined): number {
    return this.stretches[stretch]!.summary >>> FEW_WORDS === 0
      ? this.searchFew(stretch, facts, found)
      : this.searchMany(stretch, facts, found);
  }

  /** Four words at once, each fact once; what is dear to look up only if a place that asks for it is still possible. */
  private searchFew(stretch: number, facts: Facts, found: number[] | undefined): number {
    const { readers, arena, asks } = this;
    const { values } = this.loader;
    const number = this.numbers[stretch]!;
    const { live } = this.stretches[stretch]!;
    let { words } = arena;
    let first = live[0]!;
    let second = live[1]!;
    let third = live[2]!;
    let fourth = live[3]!;
    let dear = 0;
    for (let turn = 0; turn < 2; turn += 1) {
      for (let at = 0; at < readers.length; at += 1) {
        const reader = readers[at]!;
        if (reader.isDear !== turn > 0) {
          dear += 1;
          continue;
        }
        if (turn > 0) {
          const ask = asks[at * this.blocks.length + number]!;
          if (
            ((first & words[ask + 1]!) |
              (second & words[ask + 2]!) |
              (third & words[ask + 3]!) |
              (fourth & words[ask + 4]!)) ===
            0
          )
            continue;
        }
        const entry = reader.entryOf(values[reader.site]);
        let offset = number === 0 ? entry.first : entry.offsets[number]!;
        if (offset === 0) {
          offset = reader.fill(entry, number, arena);
          words = arena.words;
        }
        first &= words[offset + 1]!;
        second &= words[offset + 2]!;
        third &= words[offset + 3]!;
        fourth &= words[offset + 4]!;
        if ((first | second | third | fourth) === 0) return -1;
      }
      if (dear === 0) break;
    }
    let best = first === 0 ? -1 : this.settle(stretch, 0, first, -1, facts, found);
    if (second !== 0) best = this.settle(stretch, 1, second, best, facts, found);
    if (third !== 0) best = this.settle(stretch, 2, third, best, facts, found);
    if (fourth !== 0) best = this.settle(stretch, 3, fourth, best, facts, found);
    return best;
  }

  private searchMany(stretch: number, facts: Facts, found: number[] | undefined): number {
    const { readers, offsets } = this;
    const number = this.numbers[stretch]!;
    const { live } = this.stretches[stretch]!;
    let { summary } = this.stretches[stretch]!;
    for (let at = 0; at < readers.length; at += 1) {
      const offset = this.offsetOf(at, number);
      offsets[at] = offset;
      summary &= this.arena.words[offset]!;
      if (summary === 0) return -1;
    }
    const { words } = this.arena;
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
    const { order, remainders } = this.stretches[stretch]!.block;
    for (let left = bits; left !== 0; left &= left - 1) {
      const place = (word << 5) + 31 - Math.clz32(left & -left);
      const rule = order[place]!;
      if (best >= 0 && rule >= best) return best;
      const remainder = remainders[place];
      if (remainder !== undefined && !this.holds(remainder, facts)) continue;
      if (!found) return rule;
      found.push(rule);
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
  return found
    ? found.base.map((word, at) => ~(word & found.missing[at]!))
    : new Int32Array(block.live.length);
}
