import { type BuildMatcher, type Matcher, type Program } from '../compile/program';
import { type Facts } from '../declare/rule';
import { type ReadFact, judge, negate, readerOf } from '../interpret/judge';
import { Arena, layDown } from './arena';
import { type Block, buildBlock, countFitting } from './block';
import { type Remainder } from './conjunctions';
import { type Entry, SlotReader } from './slot-reader';
import { Slots } from './slots';

/** At least so many words for the sets of values seen; more where the rules alone need more. 8 MB. */
const ARENA_WORDS = 1 << 21;

/** What the index of a rule set is made of at present, for tests and for tuning. */
export interface IndexInspection {
  readonly blocks: number;
  /** Ways in which rules can match. */
  readonly places: number;
  /** Places that the index narrows down but does not settle. */
  readonly judged: number;
  /** Values and classes of values that are remembered. */
  readonly remembered: number;
  /** Blocks taken over from the previous rule set. */
  readonly reused: number;
}

/**
 * The indexed form. For every fact the present value gives a set of the rules that it leaves possible, one bit a rule; the
 * sets are ANDed 32 rules at a time, block by block in rule order, so that the work is with the bits that survive.
 *
 * Nothing is built before the first evaluation. An evaluation allocates nothing where the values, or what holds of them,
 * were met before, and no rule has a part that must be judged as it stands.
 */
export class IndexedMatcher implements Matcher {
  private index: Index | undefined;
  private source: IndexedMatcher | undefined;

  constructor(private readonly program: Program, previous?: IndexedMatcher) {
    this.source = previous;
  }

  first(facts: Facts): number {
    return this.built().first(facts);
  }

  all(facts: Facts): number[] {
    return this.built().all(facts);
  }

  /** How the index looks now. */
  inspect(): IndexInspection {
    return this.built().inspect();
  }

  private built(): Index {
    if (!this.index) {
      this.index = new Index(this.program, this.source?.index);
      this.source = undefined;
    }
    return this.index;
  }
}

/** Builds the indexed form; see {@link BuildMatcher}. */
export const buildIndexed: BuildMatcher = (program, previous) =>
  new IndexedMatcher(program, previous?.matcher instanceof IndexedMatcher ? previous.matcher : undefined);

class Index {
  private readonly slots: Slots;
  private readonly blocks: readonly Block[];
  /** Index of each block's first rule. */
  private readonly starts: Int32Array;
  private readonly summaries: Int32Array;
  private readonly readers: SlotReader[];
  private readonly names: readonly string[];
  private readonly current: Entry[];
  private readonly offsets: Int32Array;
  private readonly arena: Arena;
  private readonly reused: number;
  private readFact: ReadFact | undefined;

  constructor(program: Program, previous: Index | undefined) {
    this.slots = previous?.slots ?? new Slots();
    const { blocks, reused } = makeBlocks(program, this.slots, previous?.blocks ?? []);
    this.blocks = blocks;
    this.reused = reused;
    this.starts = new Int32Array(blocks.length);
    for (let at = 1; at < blocks.length; at += 1) this.starts[at] = this.starts[at - 1]! + blocks[at - 1]!.rules.length;
    this.summaries = Int32Array.from(blocks, ({ live }) => live.reduce((summary, word, at) => (word === 0 ? summary : summary | (1 << at)), 0));

    const weights = this.slots.all.map((_, slot) => blocks.reduce((sum, block) => sum + (block.slots[slot]?.weight ?? 0), 0));
    const used = weights.map((_, slot) => slot).filter((slot) => blocks.some((block) => block.slots[slot])).sort((a, b) => weights[b]! - weights[a]!);
    this.arena = new Arena(Math.max(ARENA_WORDS, (used.length * blocks.length + 1) * 256));
    this.readers = used.map((slot) => new SlotReader(this.slots.all[slot]!, blocks.map((block) => layDown(this.arena, block, slot))));
    this.arena.keep();
    this.names = this.readers.map(({ fact }) => fact);
    this.current = this.readers.map((reader) => reader.entryOf(undefined));
    this.offsets = new Int32Array(used.length);
  }

  inspect(): IndexInspection {
    return {
      blocks: this.blocks.length,
      places: this.blocks.reduce((sum, block) => sum + block.order.length, 0),
      judged: this.blocks.reduce((sum, block) => sum + block.remainders.filter(Boolean).length, 0),
      remembered: this.readers.reduce((sum, reader) => sum + reader.remembered, 0),
      reused: this.reused,
    };
  }

  first(facts: Facts): number {
    this.begin(facts);
    for (let block = 0; block < this.blocks.length; block += 1) {
      const rule = this.search(block, facts, undefined);
      if (rule >= 0) return this.starts[block]! + rule;
    }
    return -1;
  }

  all(facts: Facts): number[] {
    this.begin(facts);
    const found: number[] = [];
    for (let block = 0; block < this.blocks.length; block += 1) {
      const inBlock: number[] = [];
      this.search(block, facts, inBlock);
      // A rule has a place for each way to match, and words are not in order among each other.
      for (const rule of new Set(inBlock.sort((a, b) => a - b))) found.push(this.starts[block]! + rule);
    }
    return found;
  }

  private begin(facts: Facts): void {
    const { readers, names, current } = this;
    if (!this.arena.hasRoom(readers.length * this.blocks.length)) {
      for (const reader of readers) reader.forget();
      this.arena.reset();
    }
    this.readFact = undefined;
    for (let at = 0; at < readers.length; at += 1) current[at] = readers[at]!.entryOf(facts[names[at]!]);
  }

  /** The first rule of a block that matches, or -1; with a list all that match go there, in no order. */
  private search(number: number, facts: Facts, found: number[] | undefined): number {
    const { readers, current, offsets } = this;
    const count = readers.length;
    let summary = this.summaries[number]!;
    let { words } = this.arena;
    for (let at = 0; at < count; at += 1) {
      const entry = current[at]!;
      let offset = entry.offsets[number]!;
      if (offset === 0) {
        offset = readers[at]!.fill(entry, number, this.arena);
        words = this.arena.words;
      }
      offsets[at] = offset;
      summary &= words[offset]!;
      if (summary === 0) return -1;
    }
    const block = this.blocks[number]!;
    const { live, order, remainders } = block;
    let best = -1;
    while (summary !== 0) {
      const word = 31 - Math.clz32(summary & -summary);
      summary &= summary - 1;
      let bits = live[word]!;
      for (let at = 0; at < count; at += 1) {
        bits &= words[offsets[at]! + 1 + word]!;
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

/** Cuts the rules into blocks, taking over those at either end that are made of the very same rules. */
function makeBlocks({ rules }: Program, slots: Slots, previous: readonly Block[]): { blocks: Block[]; reused: number } {
  const front: Block[] = [];
  let first = 0;
  while (front.length < previous.length && isAt(previous[front.length]!, rules, first)) {
    first += previous[front.length]!.rules.length;
    front.push(previous[front.length]!);
  }
  const back: Block[] = [];
  let end = rules.length;
  for (let at = previous.length - 1; at >= front.length; at -= 1) {
    const start = end - previous[at]!.rules.length;
    if (start < first || !isAt(previous[at]!, rules, start)) break;
    back.unshift(previous[at]!);
    end = start;
  }
  const middle: Block[] = [];
  while (first < end) {
    // What lay in one block is tried in one again; a block has room for some more.
    let size = end - first <= previousSize(previous, front.length, back.length) ? end - first : countFitting(rules, first, end);
    let block = buildBlock(rules.slice(first, first + size), slots);
    if (!block) {
      size = countFitting(rules, first, end);
      block = buildBlock(rules.slice(first, first + size), slots)!;
    }
    middle.push(block);
    first += size;
  }
  return { blocks: [...front, ...middle, ...back], reused: front.length + back.length };
}

function previousSize(previous: readonly Block[], front: number, back: number): number {
  return previous.length - front - back === 1 ? previous[front]!.rules.length + 1 : 0;
}

function isAt(block: Block, rules: Program['rules'], start: number): boolean {
  if (start + block.rules.length > rules.length) return false;
  for (let at = 0; at < block.rules.length; at += 1) {
    const mine = block.rules[at]!;
    const theirs = rules[start + at]!;
    if (mine.node !== theirs.node || mine.enabled !== theirs.enabled) return false;
  }
  return true;
}
