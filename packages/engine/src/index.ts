/**
 * The pure criteria engine: rules in, verdicts out.
 *
 * @module
 */
export {
  type Changes,
  type ChoiceOption,
  changesOf,
  type Criterion,
  type CustomOperator,
  defineCriterion,
  factKey,
  operatorsOf,
  type Options,
  type Qualifier,
} from './declare/criterion';
export { countryFlaw } from './declare/codes';
export {
  type ConditionOf,
  type FactsOf,
  type FactValueOf,
  type OperatorOf,
  type RuleOf,
  type ValueOf,
} from './declare/inferred';
export {
  type OperatorDescription,
  type OperatorId,
  operators,
  type ValueShape,
  type ValueType,
  valueTypes,
} from './declare/operators';
export {
  type Condition,
  type Facts,
  type Issue,
  type IssueCode,
  type Rule,
  type Verdict,
  type When,
} from './declare/rule';
export { type AnalyzeOptions, analyzeRules } from './analyze/analyze-rules';
export { type Finding, type FindingCode, type Place } from './analyze/finding';
export { validateCondition } from './compile/compile-program';
export { checkCriteria } from './compile/check-criteria';
export { type CustomTest, type CustomTests } from './compile/lower';
export {
  type Because,
  type BecauseCondition,
  type ConditionReason,
  type Explanation,
  type RuleExplanation,
  type RuleReason,
} from './explain/explanation';
export { type CompileOptions, type CompileResult, compileRules } from './rule-set/compile-rules';
export { type Reading, type RuleSet } from './rule-set/rule-set';
export { type JsonSchema, ruleSchema } from './schema/rule-schema';
export { type ResidueRule } from './specialize/specialize';
