import { type Criterion, factKey, operatorsOf } from '../declare/criterion';
import { type OperatorDescription, type ValueType } from '../declare/operators';
import { type Condition, type When } from '../declare/rule';
import { type CustomTests, lower } from './lower';
import { type Node } from './program';

/** The operator of a condition as its criterion offers it. */
export interface Offered extends OperatorDescription {
  readonly valueType?: ValueType;
}

/** What conditions are resolved against. */
export interface Vocabulary {
  readonly criteria: ReadonlyMap<string, Criterion>;
  /** By criterion id, then by operator id. */
  readonly offered: ReadonlyMap<string, ReadonlyMap<string, Offered>>;
  readonly operators?: CustomTests | undefined;
}

/** Makes the vocabulary of a list of criteria. */
export function vocabularyOf(criteria: readonly Criterion[], operators?: CustomTests): Vocabulary {
  return {
    criteria: new Map(criteria.map((criterion) => [criterion.id, criterion])),
    offered: new Map(
      criteria.map((criterion) => [
        criterion.id,
        new Map(operatorsOf(criterion).map((offered) => [offered.id, offered])),
      ]),
    ),
    operators,
  };
}

/** The intermediate representation of a valid tree of conditions. */
export function toNode(when: When, vocabulary: Vocabulary, path = '/when'): Node {
  if ('not' in when) return { kind: 'not', of: toNode(when.not, vocabulary, path + '/not') };
  const kind = 'all' in when ? 'all' : 'any';
  const group = (when as { readonly all?: readonly When[]; readonly any?: readonly When[] })[kind];
  if (group)
    return { kind, of: group.map((child, index) => toNode(child, vocabulary, `${path}/${kind}/${index}`)) };
  const condition = when as Condition;
  const criterion = vocabulary.criteria.get(condition.criterion)!;
  return {
    kind: 'condition',
    condition,
    path,
    criterion,
    fact: factKey(criterion, condition.of),
    ...lower(condition, criterion, vocabulary.operators),
  };
}
