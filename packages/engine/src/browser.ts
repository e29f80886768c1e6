/**
 * The tiny form: closures over rules that a server has validated, for a residue and a handful of rules. It has the names
 * of the main entry for `compileRules`, `match` and `wakeAfter` and gives the same answers.
 *
 * @module
 */
import { compileClosures } from './browser/rule-set';
import { type CustomTests } from './compile/lower';
import { type Criterion } from './declare/criterion';
import { type ConditionOf, type FactsOf } from './declare/inferred';
import { type Facts, type Rule } from './declare/rule';
import { wakeAfter } from './wake/wake-after';

export { type Criterion } from './declare/criterion';
export { type Condition, type Facts, type Rule, type When } from './declare/rule';

/** A rule set in the browser. */
export interface BrowserRuleSet<R, F> {
  /** The first rule that matches, in order, as it was given. */
  match(facts: F): R | undefined;
  /** Milliseconds until passing visible time alone can change a verdict: 1 at least, Infinity for never. */
  wakeAfter(facts: F): number;
}

/**
 * Compiles rules that a server has validated. It checks nothing and throws on rules that `compileRules` of the main
 * entry would refuse.
 *
 * @example
 * const { ruleSet } = compileRules(residue, { criteria });
 * const rule = ruleSet.match(facts);
 * const timer = setTimeout(judgeAgain, Math.min(ruleSet.wakeAfter(facts), 2 ** 31 - 1));
 */
export function compileRules<
  const C extends readonly Criterion[],
  const R extends Rule<ConditionOf<C[number]>>,
>(
  rules: readonly R[],
  options: { readonly criteria: C; readonly operators?: CustomTests },
): { readonly ok: true; readonly ruleSet: BrowserRuleSet<R, FactsOf<C[number]>> } {
  const { rules: compiled, begin } = compileClosures(
    rules as readonly (R & Rule)[],
    options.criteria,
    options.operators,
  );
  return {
    ok: true,
    ruleSet: {
      match(facts) {
        begin(facts as Facts);
        return compiled.find(({ check }) => check() > 1)?.rule;
      },
      wakeAfter: (facts) =>
        compiled.reduce((limit, { check, clocks }) => {
          begin(facts as Facts);
          const now = check();
          return wakeAfter(clocks, facts as Facts, (moved) => (begin(moved), check() !== now), limit);
        }, Infinity),
    },
  };
}
