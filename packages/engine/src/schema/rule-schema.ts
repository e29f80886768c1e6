import { type Criterion, operatorsOf, type Qualifier } from '../declare/criterion';
import { type OperatorDescription, type ValueType } from '../declare/operators';

/** A JSON Schema, or a part of one. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/**
 * The JSON Schema (draft 2020-12) of a rule over some criteria, for editors, other languages and documents. What a schema
 * cannot say (depth, reversed ranges, codes that do not exist, safe expressions) `compileRules` checks besides.
 *
 * @example
 * JSON.stringify({ type: 'array', items: ruleSchema(standardCriteria) })
 */
export function ruleSchema(criteria: readonly Criterion[]): JsonSchema {
  const group = (kind: string, inner: JsonSchema): JsonSchema => ({
    type: 'object',
    properties: { ...without('criterion', 'all', 'any', 'not'), [kind]: inner },
    required: [kind],
  });
  const list = { type: 'array', items: { $ref: '#/$defs/when' } };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Rule',
    description: 'What the engine reads of a rule. Other properties are carried along.',
    type: 'object',
    properties: {
      id: { type: 'string', minLength: 1, maxLength: 200 },
      enabled: {
        type: 'boolean',
        default: true,
        description: 'A disabled rule is validated and never matched.',
      },
      when: { $ref: '#/$defs/when' },
    },
    required: ['id', 'when'],
    $defs: {
      when: {
        description: 'A condition, or a group of them: up to 8 groups deep, 200 conditions.',
        oneOf: [
          { $ref: '#/$defs/condition' },
          { $ref: '#/$defs/all' },
          { $ref: '#/$defs/any' },
          { $ref: '#/$defs/not' },
        ],
      },
      all: group('all', list),
      any: group('any', list),
      not: group('not', { $ref: '#/$defs/when' }),
      condition: { oneOf: criteria.flatMap(conditionSchemas) },
    },
  };
}

/** One schema for each shape of value that a criterion's operators take. */
function conditionSchemas(criterion: Criterion): JsonSchema[] {
  const byValue = new Map<string, { value: JsonSchema | undefined; operators: OperatorDescription[] }>();
  for (const operator of operatorsOf(criterion)) {
    const value = shapeSchema(criterion, operator);
    const key = JSON.stringify(value) ?? '';
    const entry = byValue.get(key) ?? { value, operators: [] };
    entry.operators.push(operator);
    byValue.set(key, entry);
  }
  return [...byValue.values()].map(({ value, operators }) => ({
    title: criterion.label,
    ...(criterion.help === undefined ? {} : { description: criterion.help }),
    type: 'object',
    properties: {
      criterion: { const: criterion.id },
      operator: { enum: operators.map(({ id }) => id) },
      value: value ?? false,
      of: criterion.qualifier ? qualifierSchema(criterion.qualifier) : false,
      ...without('all', 'any', 'not'),
    },
    required: [
      'criterion',
      'operator',
      ...(value ? ['value'] : []),
      ...(criterion.qualifier?.required ? ['of'] : []),
    ],
  }));
}

/** Properties that must not be there. Others are not looked at, as by `compileRules`. */
const without = (...keys: readonly string[]): JsonSchema =>
  Object.fromEntries(keys.map((key) => [key, false]));

function shapeSchema(
  criterion: Criterion,
  operator: OperatorDescription & { readonly valueType?: ValueType },
): JsonSchema | undefined {
  const one = valueSchema(criterion, operator.valueType ?? criterion.type, operator.id);
  if (operator.value === 'none') return undefined;
  if (operator.value === 'many') return { type: 'array', items: one, minItems: 1, maxItems: 1000 };
  return operator.value === 'range'
    ? { type: 'array', prefixItems: [one, one], minItems: 2, maxItems: 2 }
    : one;
}

function valueSchema({ options, changes }: Criterion, type: ValueType, operator: string): JsonSchema {
  const isEquality = operator === 'is' || operator === 'isNot';
  switch (type) {
    case 'number':
      return { type: isEquality && typeof changes === 'object' ? 'integer' : 'number' };
    case 'boolean':
      return { type: 'boolean' };
    case 'choice':
      return options && 'length' in options
        ? { enum: options.map(({ value }) => value) }
        : { type: 'string', maxLength: 2048 };
    case 'country':
      return { type: 'string', pattern: '^\\s*[A-Za-z]{2}\\s*$', description: 'ISO 3166-1 alpha-2' };
    case 'language':
      return {
        type: 'string',
        pattern: '^\\s*[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\\s*$',
        description: 'BCP 47',
      };
    case 'date':
      return {
        type: 'string',
        pattern: '^\\s*\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)?)?\\s*$',
        description: 'ISO 8601; without a zone it is UTC',
      };
    default:
      return { type: 'string', maxLength: 2048, ...(isEquality ? {} : { minLength: 1 }) };
  }
}

function qualifierSchema({ options, label }: Qualifier): JsonSchema {
  return options && 'length' in options
    ? { enum: options.map(({ value }) => value), description: label }
    : { type: 'string', minLength: 1, maxLength: 200, description: label };
}
