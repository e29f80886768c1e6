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
export { type ConditionOf, type FactsOf, type FactValueOf, type OperatorOf, type RuleOf, type ValueOf } from './declare/inferred';
export { type OperatorDescription, type OperatorId, operators, type ValueShape, type ValueType, valueTypes } from './declare/operators';
export { type Condition, type Facts, type Issue, type IssueCode, type Rule, type Verdict, type When } from './declare/rule';
