import { type ChoiceOption, type Criterion, type CustomOperator } from './criterion';
import { type OperatorId, type operators, type ValueType } from './operators';
import { type Condition, type Facts, type Rule } from './rule';

type OperatorTable = typeof operators;

/** The standard operators of a value type. */
type OperatorForType<T extends ValueType> = {
  [O in OperatorId]: T extends OperatorTable[O]['types'][number] ? O : never;
}[OperatorId];

/** The operators that a criterion offers. */
export type OperatorOf<C extends Criterion> = C extends { readonly operators: readonly (infer O)[] }
  ? O extends CustomOperator
    ? O['id']
    : O
  : OperatorForType<C['type']>;

/** What a value of a criterion is in TypeScript: a literal union for a choice with static options. */
export type ValueOf<C extends Criterion> = C['type'] extends 'number'
  ? number
  : C['type'] extends 'boolean'
    ? boolean
    : C extends { readonly type: 'choice'; readonly options: readonly (infer O extends ChoiceOption)[] }
      ? O['value']
      : string;

type ValueFor<C extends Criterion, O> = O extends OperatorId
  ? OperatorTable[O]['value'] extends 'none'
    ? { readonly value?: undefined }
    : OperatorTable[O]['value'] extends 'many'
      ? { readonly value: readonly ValueOf<C>[] }
      : OperatorTable[O]['value'] extends 'range'
        ? { readonly value: readonly [ValueOf<C>, ValueOf<C>] }
        : { readonly value: ValueOf<C> }
  : { readonly value?: unknown };

type OfField<C extends Criterion> = C extends { readonly qualifier: { readonly required: true } }
  ? { readonly of: string }
  : C extends { readonly qualifier: object }
    ? { readonly of?: string }
    : { readonly of?: never };

type ConditionWith<C extends Criterion, O> = O extends string
  ? { readonly criterion: C['id']; readonly operator: O } & ValueFor<C, O> & OfField<C>
  : never;

/**
 * The conditions that can be written about the given criteria. Criteria whose ids are not literals (loaded from
 * plugins, for example) give the plain `Condition`.
 */
export type ConditionOf<C extends Criterion> = string extends C['id']
  ? Condition
  : C extends Criterion
    ? ConditionWith<C, OperatorOf<C>>
    : never;

/** The rules that can be written about the given criteria. */
export type RuleOf<C extends Criterion> = Rule<ConditionOf<C>>;

/** What a caller may pass as the fact of a criterion; a date may be an ISO 8601 text or a `Date`. */
export type FactValueOf<C extends Criterion> =
  | (C['type'] extends 'date' ? string | Date : C['type'] extends 'choice' ? string : ValueOf<C>)
  | null
  | undefined;

type QualifiedFact<C extends Criterion> = C extends { readonly qualifier: object } ? C : never;

/** The facts that the given criteria read, with their types. Criteria that are not literals give plain `Facts`. */
export type FactsOf<C extends Criterion> = string extends C['fact']
  ? Facts
  : { readonly [D in C as D['fact']]?: FactValueOf<D> } & {
      readonly [D in QualifiedFact<C> as `${D['fact']}/${string}`]?: FactValueOf<D>;
    };
