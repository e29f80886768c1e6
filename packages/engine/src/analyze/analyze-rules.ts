import { compileValid } from '../compile/compile-program';
import { type RuleNode } from '../compile/program';
import { type CustomTests } from '../compile/lower';
import { type Criterion } from '../declare/criterion';
import { type ConditionOf } from '../declare/inferred';
import { type Issue, type Rule } from '../declare/rule';
import { checkOrder } from './check-order';
import { checkRule } from './check-rule';
import { checkValues } from './check-values';
import { type Finding } from './finding';
import { createSolver } from './satisfiable';

/** What `analyzeRules` takes besides the rules. */
export interface AnalyzeOptions<C extends readonly Criterion[]> {
  readonly criteria: C;
  readonly operators?: CustomTests;
}

/**
 * Looks for what is wrong with rules that compile, and with those that do not: contradictions, what is always true, rules
 * that earlier ones always win against, duplicates, times that are not reached, regular expressions that can take too long.
 *
 * It is sound: a rule is reported as one that can never win (`error`) only if that is so, for facts of their types, URLs whose
 * hosts hold no escapes, times that are not negative, choices from their fixed options and numbers as they are declared. It does not find everything, and of very many rules it
 * does not compare all. Of disabled rules it judges the conditions, not the order.
 *
 * @example
 * analyzeRules(rules, { criteria: standardCriteria }).map(({ ruleIds, message, mend }) => `${ruleIds[0]}: ${message} ${mend}`);
 */
export function analyzeRules<const C extends readonly Criterion[]>(
  rules: readonly Rule<ConditionOf<C[number]>>[],
  options: AnalyzeOptions<C>,
): Finding[] {
  // (Without options, from JavaScript, what is missing is answered as a finding.)
  const { criteria, operators } = (options as AnalyzeOptions<C> | undefined) ?? ({} as AnalyzeOptions<C>);
  const { program, issues } = compileValid(rules, { criteria, operators });
  const valid: readonly RuleNode[] = program.rules;
  const satisfiable = createSolver();
  const alone = valid.flatMap((rule) => [...checkRule(rule, satisfiable), ...checkValues(rule)]);
  const order = checkOrder(
    valid.filter((rule) => rule.enabled),
    createSolver(),
  );
  return [...issues.map(findingOf), ...alone, ...order];
}

function findingOf({ ruleId, path, code, message }: Issue): Finding {
  const isRisky = code === 'regexUnsafe';
  return {
    code: isRisky ? 'riskyRegex' : 'invalid',
    severity: 'error',
    ruleIds: ruleId ? [ruleId] : [],
    places: [{ ruleId, path }],
    message,
    mend: isRisky
      ? 'Simplify the expression, or use "contains" or "is like".'
      : 'Mend the rule; it cannot be switched on like this.',
  };
}
