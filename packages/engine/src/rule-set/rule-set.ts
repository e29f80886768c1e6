import { type Matcher, type Node, type Program } from '../compile/program';
import { type Condition, type Facts, type Rule } from '../declare/rule';
import { explain } from '../explain/explain';
import { type Explanation } from '../explain/explanation';
import { judge, readerOf } from '../interpret/judge';
import { createSpecializer, type ResidueRule } from '../specialize/specialize';
import { clocksOf } from '../wake/clocks';
import { wakeAfter } from '../wake/wake-after';

/** One fact that a rule set reads, and for which criterion. */
export interface Reading {
  /** The id of the criterion. */
  readonly criterion: string;
  /** The key in the facts, qualifier included. */
  readonly fact: string;
  /** The qualifier. */
  readonly of?: string;
}

/** Compiled rules. All its methods are pure; facts may change in place between calls. */
export interface RuleSet<R = Rule, F = Facts, C = Condition> {
  /** The rules as they were given, in order, the disabled ones included. */
  readonly rules: readonly R[];
  /** What the enabled rules read, each once, in the order of first use. */
  readonly reads: readonly Reading[];
  /**
   * The first rule that matches, in order, as it was given.
   *
   * @example
   * ruleSet.match({ pageUrl: location.href, timeOnPage: 20 })?.id
   */
  match(facts: F): R | undefined;
  /** All rules that match, in order. */
  matchAll(facts: F): R[];
  /** Why each rule matches or does not, condition by condition. */
  explain(facts: F): Explanation;
  /**
   * Partial evaluation: plain JSON rules that can still match, with the conditions that are still open. An absent key is
   * open, a key that is present as `undefined` is settled: nobody will know it. As long as held facts hold, matching the
   * residue with all facts, now or later in the visit, gives the rule that the whole rule set gives.
   *
   * @example
   * const residue = ruleSet.specialize({ country: 'DE', city: undefined });
   */
  specialize(facts: F): ResidueRule<C>[];
  /**
   * Milliseconds until passing visible time alone changes a verdict: 1 at least, Infinity for never. One timer, no polling.
   */
  wakeAfter(facts: F): number;
}

/** A rule set over a program and one form of it. */
export function createRuleSet<R extends Rule>(program: Program<R>, matcher: Matcher): RuleSet<R> {
  const { rules } = program;
  let timed: { readonly node: Node; readonly clocks: ReturnType<typeof clocksOf> }[] | undefined;
  let given: readonly R[] | undefined;
  let reads: readonly Reading[] | undefined;
  let specializer: ReturnType<typeof createSpecializer> | undefined;
  return {
    get rules() {
      return (given ??= rules.map((rule) => rule.rule));
    },
    get reads() {
      return (reads ??= readingsOf(program));
    },
    match: (facts) => rules[matcher.first(facts)]?.rule,
    matchAll: (facts) => matcher.all(facts).map((index) => rules[index]!.rule),
    explain: (facts) => explain(program, facts),
    specialize: (facts) => (specializer ??= createSpecializer(program))(facts),
    wakeAfter(facts) {
      timed ??= rules
        .filter((rule) => rule.enabled)
        .map(({ node }) => ({ node, clocks: clocksOf(node) }))
        .filter(({ clocks }) => clocks.length);
      const readFact = readerOf(facts);
      return timed.reduce((limit, { node, clocks }) => {
        const now = judge(node, readFact);
        return wakeAfter(clocks, facts, (moved) => judge(node, readerOf(moved)) !== now, limit);
      }, Infinity);
    },
  };
}

function readingsOf(program: Program): readonly Reading[] {
  const readings = new Map<string, Reading>();
  const visit = (node: Node): void => {
    if (node.kind === 'not') visit(node.of);
    else if (node.kind !== 'condition') node.of.forEach(visit);
    else {
      const { criterion, of } = node.condition;
      readings.set(`${criterion} ${node.fact}`, {
        criterion,
        fact: node.fact,
        ...(of === undefined ? {} : { of }),
      });
    }
  };
  for (const rule of program.rules) if (rule.enabled) visit(rule.node);
  return [...readings.values()];
}
