import {
  type Criterion,
  type OperatorDescription,
  operatorsOf,
  type ValueShape,
  type ValueType,
} from '@beckon/engine';
import { type ConditionRow } from './when-form';

/** The operator of a row as its criterion describes it. */
export function operatorOf(criterion: Criterion | undefined, id: string): OperatorDescription | undefined {
  return criterion && operatorsOf(criterion).find((operator) => operator.id === id);
}

/** The type of the value that an operator of a criterion asks for. */
export function valueTypeOf(criterion: Criterion, operatorId: string): ValueType {
  const own = criterion.operators?.find((entry) => typeof entry !== 'string' && entry.id === operatorId);
  return typeof own === 'object' && own.valueType ? own.valueType : criterion.type;
}

/** Is it one of the engine's own, whose meaning is known here? A plugin may declare another under any id. */
export const isStandardOperator = (criterion: Criterion, operatorId: string): boolean =>
  !criterion.operators?.some((entry) => typeof entry !== 'string' && entry.id === operatorId);

/** What people ask first of each type; where a criterion does not offer it, its first operator. */
const firstChoice: Partial<Record<ValueType, string>> = {
  text: 'contains',
  url: 'contains',
  number: 'greaterThanOrEqual',
};

export function defaultOperator(criterion: Criterion): string {
  const offered = operatorsOf(criterion);
  const wanted = firstChoice[criterion.type];
  return (offered.find(({ id }) => id === wanted) ?? offered[0])?.id ?? '';
}

function emptyValue(shape: ValueShape, type: ValueType): unknown {
  if (shape === 'none') return undefined;
  if (shape === 'many') return [];
  if (shape === 'range') return [undefined, undefined];
  return type === 'boolean' ? true : undefined;
}

/** The same value in the shape of another operator, as far as it goes. */
export function reshape(value: unknown, shape: ValueShape, type: ValueType): unknown {
  const parts = (Array.isArray(value) ? (value as unknown[]) : [value]).filter(
    (part) => part !== undefined && part !== '',
  );
  if (parts.length === 0) return emptyValue(shape, type);
  if (shape === 'none') return undefined;
  if (shape === 'many') return parts;
  if (shape === 'range') return [parts[0], parts[1]];
  return parts[0];
}

/** Another criterion: the operator stays where it is offered, the value where it is of the same type. */
export function withCriterion(row: ConditionRow, criterion: Criterion, before: Criterion | undefined): void {
  row.criterion = criterion.id;
  row.of = undefined;
  if (!operatorOf(criterion, row.operator) || before?.type !== criterion.type)
    row.operator = defaultOperator(criterion);
  const shape = operatorOf(criterion, row.operator)?.value ?? 'one';
  const type = valueTypeOf(criterion, row.operator);
  const keeps = before !== undefined && before.type === criterion.type && before.type !== 'choice';
  row.value = keeps ? reshape(row.value, shape, type) : emptyValue(shape, type);
}

/** Another operator: the value takes its shape. */
export function withOperator(row: ConditionRow, criterion: Criterion, operatorId: string): void {
  const before = valueTypeOf(criterion, row.operator);
  row.operator = operatorId;
  const shape = operatorOf(criterion, operatorId)?.value ?? 'one';
  const type = valueTypeOf(criterion, operatorId);
  row.value = before === type ? reshape(row.value, shape, type) : emptyValue(shape, type);
}

/** Was anything entered, wrong or right? */
export const hasValue = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(hasValue) : value !== undefined && value !== '';
