/**
 * The tiny form: closures over rules that a server has validated, for a residue and a handful of rules. It has the names
 * of the main entry for `compileRules`, `match` and `wakeAfter` and gives the same answers.
 *
 * @module
 */
import { type BrowserRuleSet, compileWith } from './browser/rule-set';
import { type CustomTests } from './compile/lower';
import { type Criterion } from './declare/criterion';
import { type ConditionOf, type FactsOf } from './declare/inferred';
import { type Rule } from './declare/rule';
import { read } from './values/read';

export { type Criterion } from './declare/criterion';
export { type BrowserRuleSet, compileWith } from './browser/rule-set';
export { type Condition, type Facts, type Rule, type When } from './declare/rule';
export { read as readAll } from './values/read';
export { readCommon } from './values/read-common';
export { type Read } from './values/view';

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
  return {
    ok: true,
    ruleSet: compileWith(read, rules as readonly (R & Rule)[], options.criteria, options.operators),
  };
}
