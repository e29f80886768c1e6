import { type BuildMatcher, type Matcher, type Program } from '../compile/program';
import { type Facts } from '../declare/rule';
import { SMALL_PLACES, areAtMost } from './block';
import { type IndexInspection } from './inspection';
import { RuleIndex } from './rule-index';
import { SmallIndex } from './small-index';

/**
 * The indexed form. For every fact the present value gives a set of the rules that it leaves possible, one bit a rule; the
 * sets are ANDed 32 rules at a time, block by block in rule order, so that the work is with the bits that survive.
 *
 * Nothing is built before the first evaluation. An evaluation allocates nothing where the values, or what holds of them,
 * were met before, and no rule has a part that must be judged as it stands.
 */
export class IndexedMatcher implements Matcher {
  private index: RuleIndex | SmallIndex | undefined;
  private source: IndexedMatcher | undefined;

  constructor(
    private readonly program: Program,
    previous?: IndexedMatcher,
  ) {
    this.source = previous;
  }

  first(facts: Facts): number {
    return (this.index ?? this.build()).first(facts);
  }

  all(facts: Facts): number[] {
    return (this.index ?? this.build()).all(facts);
  }

  /** How the index looks now. */
  inspect(): IndexInspection {
    return (this.index ?? this.build()).inspect();
  }

  private build(): RuleIndex | SmallIndex {
    const { rules } = this.program;
    const before = this.source?.index;
    this.source = undefined;
    return (this.index = areAtMost(SMALL_PLACES, rules)
      ? new SmallIndex(rules)
      : new RuleIndex(this.program, before instanceof RuleIndex ? before : undefined));
  }
}

/** Builds the indexed form; see {@link BuildMatcher}. */
export const buildIndexed: BuildMatcher = (program, previous) =>
  new IndexedMatcher(program, previous?.matcher instanceof IndexedMatcher ? previous.matcher : undefined);
