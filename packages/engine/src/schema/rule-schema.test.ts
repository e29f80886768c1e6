import fc from 'fast-check';
import { expect, it } from 'vitest';
import invalid from '../../conformance/invalid.json';
import { ruleSchema } from '../index';
import { rules } from '../testing/arbitrary';
import { criteria } from '../testing/criteria';

type Schema = Readonly<Record<string, unknown>>;
const root = ruleSchema(criteria);

/** The keywords of JSON Schema 2020-12 that rule schemas use, as the standard says. */
function isValid(schema: Schema, value: unknown): boolean {
  const checks: Readonly<Record<string, (argument: never) => boolean>> = {
    $ref: (pointer: string) =>
      isValid(
        pointer
          .split('/')
          .slice(1)
          .reduce<unknown>((at, key) => (at as Schema)[key], root) as Schema,
        value,
      ),
    type: (type: string) =>
      type === 'array'
        ? Array.isArray(value)
        : type === 'object'
          ? typeof value === 'object' && value !== null && !Array.isArray(value)
          : type === 'integer'
            ? Number.isInteger(value)
            : typeof value === type,
    const: (wanted: unknown) => value === wanted,
    enum: (wanted: readonly unknown[]) => wanted.includes(value),
    oneOf: (schemas: readonly Schema[]) => schemas.filter((one) => isValid(one, value)).length === 1,
    pattern: (source: string) => typeof value !== 'string' || new RegExp(source, 'u').test(value),
    minLength: (least: number) => typeof value !== 'string' || [...value].length >= least,
    maxLength: (most: number) => typeof value !== 'string' || [...value].length <= most,
    minItems: (least: number) => !Array.isArray(value) || value.length >= least,
    maxItems: (most: number) => !Array.isArray(value) || value.length <= most,
    items: (one: Schema) => !Array.isArray(value) || value.every((entry) => isValid(one, entry)),
    prefixItems: (list: readonly Schema[]) =>
      !Array.isArray(value) ||
      list.every((one, index) => index >= value.length || isValid(one, value[index])),
    required: (keys: readonly string[]) =>
      typeof value !== 'object' || value === null || keys.every((key) => Object.hasOwn(value, key)),
    properties: (properties: Readonly<Record<string, Schema>>) =>
      typeof value !== 'object' ||
      value === null ||
      Object.entries(properties).every(
        ([key, one]) => !Object.hasOwn(value, key) || isValid(one, (value as Schema)[key]),
      ),
    additionalProperties: () =>
      typeof value !== 'object' ||
      value === null ||
      Object.keys(value).every((key) => Object.hasOwn(schema.properties as object, key)),
  };
  return Object.entries(schema).every(([keyword, argument]) => {
    if (['$schema', '$defs', 'title', 'description', 'default'].includes(keyword)) return true;
    const check = checks[keyword];
    if (!check) throw new Error(`unknown keyword ${keyword}`);
    return check(argument as never);
  });
}

it('takes every valid rule', () => {
  fc.assert(
    fc.property(rules, (set) => set.every((rule) => isValid(root, JSON.parse(JSON.stringify(rule))))),
    { numRuns: 300 },
  );
});

it('refuses what is malformed', () => {
  // What only code can know: whether a code exists, a range is reversed, a tree is too deep, an id is taken.
  const beyond = [
    'countryInvalid',
    'languageInvalid',
    'dateInvalid',
    'rangeReversed',
    'tooDeep',
    'tooManyConditions',
    'idDuplicate',
    'notAList',
    'regexInvalid',
    'regexUnsafe',
    'valueEmpty',
  ];
  const cases = (
    invalid.cases as readonly { name: string; rules: unknown; issues: readonly { code: string }[] }[]
  ).filter(({ issues }) => !issues.every(({ code }) => beyond.includes(code)));
  expect(cases.length).toBeGreaterThan(40);
  for (const { name, rules: set } of cases)
    expect([name, (set as unknown[]).every((rule) => isValid(root, rule))]).toEqual([name, false]);
});

it('is plain JSON of the draft', () => {
  expect(JSON.parse(JSON.stringify(root))).toEqual(root);
  expect(root.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
});
