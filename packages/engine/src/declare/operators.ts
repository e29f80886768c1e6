/** The operators as data: an editor, a validator and a schema are all made from this one table. */

/** The value types a criterion may have. */
export const valueTypes = [
  'text',
  'url',
  'number',
  'choice',
  'language',
  'country',
  'boolean',
  'date',
] as const;

/** How the engine normalises and compares a fact. */
export type ValueType = (typeof valueTypes)[number];

/** What an operator wants as value: one value, a list, `[from, to]`, or nothing. */
export type ValueShape = 'one' | 'many' | 'range' | 'none';

const texts = ['text', 'url'] as const;
const listed = ['text', 'url', 'language', 'country', 'choice'] as const;
const negatable = ['text', 'url', 'number', 'choice', 'language', 'country', 'date'] as const;

/**
 * Every operator: its words for the admin, the value types it is for, and the shape of its value.
 *
 * @example
 * operators.greaterThanOrEqual.label // 'greater than or equal to'
 */
export const operators = {
  is: { label: 'is', types: valueTypes, value: 'one' },
  isNot: { label: 'is not', types: negatable, value: 'one' },
  isOneOf: { label: 'is one of', types: listed, value: 'many' },
  isNoneOf: { label: 'is none of', types: listed, value: 'many' },
  contains: { label: 'contains', types: texts, value: 'one' },
  notContains: { label: 'does not contain', types: texts, value: 'one' },
  startsWith: { label: 'starts with', types: texts, value: 'one' },
  endsWith: { label: 'ends with', types: texts, value: 'one' },
  like: { label: 'is like (* = anything)', types: texts, value: 'one' },
  notLike: { label: 'is not like', types: texts, value: 'one' },
  matches: { label: 'matches regular expression', types: texts, value: 'one' },
  notMatches: { label: 'does not match regular expression', types: texts, value: 'one' },
  greaterThan: { label: 'greater than', types: ['number'], value: 'one' },
  greaterThanOrEqual: { label: 'greater than or equal to', types: ['number'], value: 'one' },
  lessThan: { label: 'less than', types: ['number'], value: 'one' },
  lessThanOrEqual: { label: 'less than or equal to', types: ['number'], value: 'one' },
  between: { label: 'between', types: ['number', 'date'], value: 'range' },
  before: { label: 'before', types: ['date'], value: 'one' },
  after: { label: 'after', types: ['date'], value: 'one' },
  isKnown: { label: 'is known', types: valueTypes, value: 'none' },
  isUnknown: { label: 'is unknown', types: valueTypes, value: 'none' },
} as const satisfies Record<string, { label: string; types: readonly ValueType[]; value: ValueShape }>;

/** The id of a standard operator. */
export type OperatorId = keyof typeof operators;

/** One operator as an editor shows it. */
export interface OperatorDescription {
  readonly id: string;
  /** Words for the admin. */
  readonly label: string;
  /** What the editor asks for. */
  readonly value: ValueShape;
}
