import { type Criterion as EngineCriterion, type Rule as EngineRule } from '@beckon/engine';
import { z } from 'zod';

/** The engine's own types, as they travel. */
export type Criterion = EngineCriterion;
export type RuleInput = EngineRule;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The tree of conditions; the engine checks it and answers `invalidRule` with a JSON Pointer for each issue. */
export const whenSchema = z
  .custom<RuleInput['when']>(isObject, 'Must be a condition or a group {all|any|not}.')
  .meta({
    id: 'When',
    type: 'object',
    description:
      'A condition `{criterion, operator, value, of}`, or a group: `{all: […]}`, `{any: […]}` or `{not: …}`, nested up to depth 8 and 200 conditions. The engine checks it; issues carry a JSON Pointer.',
    properties: {
      criterion: {
        type: 'string',
        description: 'The id of a criterion, such as `pageUrl` (`GET /v1/admin/criteria`).',
      },
      operator: { type: 'string', description: 'One of the operators of that criterion.' },
      value: { description: 'What is compared with; absent for `isKnown` and `isUnknown`.' },
      of: { type: 'string', description: 'Of what the fact is, for a criterion with a qualifier.' },
      all: { type: 'array', items: { $ref: '#/components/schemas/When' } },
      any: { type: 'array', items: { $ref: '#/components/schemas/When' } },
      not: { $ref: '#/components/schemas/When' },
    },
  });

/** The declaration of a criterion: plain data. */
export const criterionSchema = z.custom<Criterion>(isObject).meta({
  id: 'Criterion',
  type: 'object',
  description:
    'The declaration of a criterion: what it is called, which fact it reads, of what type, with which operators.',
  properties: {
    id: { type: 'string' },
    label: { type: 'string' },
    help: { type: 'string' },
    fact: { type: 'string' },
    type: { type: 'string' },
    unit: { type: 'string' },
    least: { type: 'number', description: 'The least that the number can be.' },
    whole: { type: 'boolean', description: 'Whether the number is always whole.' },
    options: {},
    operators: { type: 'array' },
    knownBy: { type: 'string', enum: ['browser', 'server', 'both'] },
    changes: {},
    qualifier: { type: 'object' },
  },
  required: ['id', 'label', 'fact', 'type'],
});

/** What is still open of one rule. */
export const openRuleSchema = z.custom<RuleInput>(isObject).meta({
  id: 'OpenRule',
  type: 'object',
  description: 'The id of a rule and the conditions of it that are still open.',
  properties: { id: { type: 'string' }, when: { $ref: '#/components/schemas/When' } },
  required: ['id', 'when'],
});
