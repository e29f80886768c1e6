import { type Criterion, factKey } from '../declare/criterion';
import { type Condition, type When } from '../declare/rule';
import { type CustomTests, lower } from './lower';
import { type Node } from './program';

/** What conditions are resolved against. */
export interface Vocabulary {
  readonly criteria: ReadonlyMap<string, Criterion>;
  readonly operators?: CustomTests | undefined;
}

/** Makes the vocabulary of a list of criteria. */
export function vocabularyOf(criteria: readonly Criterion[], operators?: CustomTests): Vocabulary {
  return { criteria: new Map(criteria.map((criterion) => [criterion.id, criterion])), operators };
}

/** The intermediate representation of a valid tree of conditions. */
export function toNode(when: When, vocabulary: Vocabulary, path = '/when'): Node {
  if ('not' in when) return { kind: 'not', of: toNode(when.not, vocabulary, path + '/not') };
  const kind = 'all' in when ? 'all' : 'any';
  const group = (when as { readonly all?: readonly When[]; readonly any?: readonly When[] })[kind];
  if (group) return { kind, of: group.map((child, index) => toNode(child, vocabulary, `${path}/${kind}/${index}`)) };
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
