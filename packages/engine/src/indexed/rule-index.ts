import { type Program } from '../compile/program';
import { type Facts } from '../declare/rule';
import { type ReadFact, judge, negate, readerOf } from '../interpret/judge';
import { EVERY_PLACE } from './arena';
import { type Block } from './block';
import { type Stretch, makeStretches } from './blocks';
import { type Remainder } from './conjunctions';
import { type AskedTexts, MASK_BITS, PresentFacts } from './present-facts';
import { Slots } from './slots';

/** Stretches of so few words are walked along without looking at summaries. */
const FEW_WORDS = 4;
const isFew = (summary: number): boolean => summary >>> FEW_WORDS === 0;

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
  private readonly facts: PresentFacts;
  /** Where the sets of the present values lie, a multiple of four of them. */
  private readonly offsets: Int32Array;
  /** Places that are still possible, where there are few. */
  private readonly left = new Int32Array(FEW_WORDS);
  /** Which texts the places of each stretch of few words ask for. */
  private readonly askedTexts: readonly (AskedTexts | undefined)[];
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
    this.facts = new PresentFacts(this.slots, blocks, stretches.length > 1);
    this.offsets = new Int32Array((this.facts.size + 3) & ~3).fill(EVERY_PLACE);
    this.askedTexts = stretches.map(({ summary }, at) =>
      isFew(summary) ? this.facts.textsAskedIn(this.numbers[at]!) : undefined,
    );
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
    this.readFact = undefined;
    this.facts.begin(facts);
    for (let at = 0; at < this.stretches.length; at += 1) {
      const rule = this.search(at, facts, undefined);
      if (rule >= 0) return this.starts[at]! + rule;
    }
    return -1;
  }

  all(facts: Facts): number[] {
    this.readFact = undefined;
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
    return isFew(this.stretches[stretch]!.summary)
      ? this.searchFew(stretch, facts, found)
      : this.searchMany(stretch, facts, found);
  }

  /**
   * Numbers leave some places, four words of them at once. These are gone through in order, and of texts only those are looked up
   * that a place which is still possible asks for; what is dear, only if nothing else rules the place out.
   */
  private searchFew(stretch: number, facts: Facts, found: number[] | undefined): number {
    const { facts: present, left } = this;
    const number = this.numbers[stretch]!;
    const { live, block } = this.stretches[stretch]!;
    const texts = present.numbers.length;
    let first = live[0]!;
    let second = live[1]!;
    let third = live[2]!;
    let fourth = live[3]!;
    for (let at = 0; at < texts; at += 1) {
      const offset = present.ofNumber(at, number);
      const { words } = present.arena;
      first &= words[offset + 1]!;
      second &= words[offset + 2]!;
      third &= words[offset + 3]!;
      fourth &= words[offset + 4]!;
    }
    const { asked, often } = this.askedTexts[stretch]!;
    // What nearly always some place asks for is looked up without asking; texts that have no bit in the masks, too.
    let open = ~(often & ~present.dear);
    for (let at = texts; at < present.size; at += 1) {
      if (at < texts + MASK_BITS && (open & (1 << (at - texts))) !== 0) continue;
      const offset = present.ofText(at, number);
      const { words } = present.arena;
      first &= words[offset + 1]!;
      second &= words[offset + 2]!;
      third &= words[offset + 3]!;
      fourth &= words[offset + 4]!;
    }
    left[0] = first;
    left[1] = second;
    left[2] = third;
    left[3] = fourth;
    let best = -1;
    for (let word = 0; word < FEW_WORDS; word += 1) {
      while (left[word] !== 0) {
        const lowest = left[word]! & -left[word]!;
        const place = (word << 5) + 31 - Math.clz32(lowest);
        const rule = block.order[place]!;
        if (best >= 0 && rule >= best) break;
        const wanted = asked[place]! & open;
        if (wanted !== 0) {
          const cheap = wanted & ~present.dear;
          const text = 31 - Math.clz32(cheap !== 0 ? cheap & -cheap : wanted & -wanted);
          open ^= 1 << text;
          this.narrow(present.ofText(texts + text, number));
          continue;
        }
        left[word]! ^= lowest;
        if (!this.isSettled(block, place, facts)) continue;
        if (found) found.push(rule);
        else if (block.inOrder) return rule;
        else best = rule;
      }
    }
    return best;
  }

  /** Leaves only the places of a set possible. */
  private narrow(offset: number): void {
    const { left } = this;
    const { words } = this.facts.arena;
    left[0]! &= words[offset + 1]!;
    left[1]! &= words[offset + 2]!;
    left[2]! &= words[offset + 3]!;
    left[3]! &= words[offset + 4]!;
  }

  private searchMany(stretch: number, facts: Facts, found: number[] | undefined): number {
    const { facts: present, offsets } = this;
    const number = this.numbers[stretch]!;
    const { live } = this.stretches[stretch]!;
    let { summary } = this.stretches[stretch]!;
    present.lookUpAll();
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
    const { block } = this.stretches[stretch]!;
    for (let left = bits; left !== 0; left &= left - 1) {
      const place = (word << 5) + 31 - Math.clz32(left & -left);
      const rule = block.order[place]!;
      if (best >= 0 && rule >= best) return best;
      if (!this.isSettled(block, place, facts)) continue;
      if (!found) return rule;
      found.push(rule);
    }
    return best;
  }

  /** Whether what the index leaves open of a place holds. */
  private isSettled({ remainders }: Block, place: number, facts: Facts): boolean {
    const remainder = remainders[place];
    return remainder === undefined || this.holds(remainder, facts);
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
