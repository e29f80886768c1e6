import { compileProgram } from '../compile/compile-program';
import { type CustomTests } from '../compile/lower';
import { type Matcher, type Program } from '../compile/program';
import { type Criterion } from '../declare/criterion';
import { type ConditionOf, type FactsOf } from '../declare/inferred';
import { type Issue, type Rule } from '../declare/rule';
import { buildIndexed } from '../indexed/indexed-matcher';
import { createRuleSet, type RuleSet } from './rule-set';

/** What `compileRules` takes besides the rules. */
export interface CompileOptions<C extends readonly Criterion[]> {
  /** The criteria that conditions may name. */
  readonly criteria: C;
  /** The code of plugins' own operators, by operator id. A test that throws makes its condition `unknown`. */
  readonly operators?: CustomTests;
  /** A rule set compiled before against the same criteria: rules that did not change are taken over. */
  readonly previous?: RuleSet<unknown, never, unknown>;
}

/** A rule set, or what is wrong with the rules. */
export type CompileResult<R, F, C> =
  | { readonly ok: true; readonly ruleSet: RuleSet<R, F, C> }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** What was made for a rule set, for the next one. */
interface Made {
  readonly program: Program;
  readonly matcher: Matcher;
  readonly criteria: string;
  readonly operators: CustomTests | undefined;
}

const made = new WeakMap<object, Made>();

/**
 * Compiles rules into a rule set. The rules may be anything, JSON from a stranger too: what is wrong with them is
 * answered as issues, each with the path in its rule. Nothing is thrown.
 *
 * Changing a rule after it was handed over changes nothing in the rule set.
 *
 * @example
 * const result = compileRules(rules, { criteria: standardCriteria });
 * if (result.ok) result.ruleSet.match({ pageUrl: 'https://shop.test/product/r58', timeOnPage: 20 });
 * else result.issues.map(({ ruleId, path, message }) => `${ruleId}${path}: ${message}`);
 */
export function compileRules<
  const C extends readonly Criterion[],
  const R extends Rule<ConditionOf<C[number]>>,
>(
  rules: readonly R[],
  options: CompileOptions<C>,
): CompileResult<R, FactsOf<C[number]>, ConditionOf<C[number]>> {
  // (Without options, from JavaScript, what is missing is answered as an issue.)
  const {
    operators,
    criteria: given,
    previous: last,
  } = (options as CompileOptions<C> | undefined) ?? NOTHING;
  const before = last && made.get(last);
  // Declarations are data: they are compared, and kept, as the JSON that they are. What is none is found by the check.
  const criteria = asJson(given);
  const declared = (criteria === undefined ? given : JSON.parse(criteria)) as readonly Criterion[];
  const previous =
    before && before.criteria === criteria && before.operators === operators ? before : undefined;
  const result = compileProgram<R & Rule>(rules, { criteria: declared, operators }, previous?.program);
  if (!result.ok) return result;
  const matcher = buildIndexed(result.program, previous);
  const ruleSet = createRuleSet(result.program, matcher) as RuleSet<
    R,
    FactsOf<C[number]>,
    ConditionOf<C[number]>
  >;
  if (criteria !== undefined) made.set(ruleSet, { program: result.program, matcher, criteria, operators });
  return { ok: true, ruleSet };
}

const NOTHING: Partial<CompileOptions<readonly Criterion[]>> = {};

function asJson(criteria: unknown): string | undefined {
  try {
    return JSON.stringify(criteria);
  } catch {
    return undefined;
  }
}
