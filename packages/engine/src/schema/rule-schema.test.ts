import fc from 'fast-check';
import { expect, it } from 'vitest';
import invalid from '../../conformance/invalid.json';
import { compileRules, type Rule, ruleSchema } from '../index';
import { rules } from '../testing/arbitrary';
import { criteria } from '../testing/criteria';

type Schema = Readonly<Record<string, unknown>>;
const root = ruleSchema(criteria);

/** The keywords of JSON Schema 2020-12 that rule schemas use, as the standard says. */
function isValid(schema: Schema | boolean, value: unknown): boolean {
  if (typeof schema === 'boolean') return schema;
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
  };
  return Object.entries(schema).every(([keyword, argument]) => {
    if (['$schema', '$defs', 'title', 'description', 'default'].includes(keyword)) return true;
    const check = checks[keyword];
    if (!check) throw new Error(`unknown keyword ${keyword}`);
    return check(argument as never);
  });
}

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

/** A rule with something else somewhere in it: another value, a key less, or a key more. */
const changedRule = fc
  .tuple(
    rules.filter((set) => set.length > 0),
    fc.nat(),
    fc.constantFrom('replace', 'remove', 'add'),
    fc.constantFrom(
      'criterion',
      'operator',
      'value',
      'of',
      'all',
      'any',
      'not',
      'id',
      'enabled',
      'when',
      'title',
    ),
    fc.oneof(
      fc.constantFrom<unknown>('', 'is', 'isKnown', 'pageUrl', 'DE', 'x', 3, 2.5, true, null),
      fc.constantFrom<unknown>([], ['x'], [1, 2], ['DE', 'AT'], {}, { all: [] }),
      fc.jsonValue(),
    ),
  )
  .map(([[rule], place, how, name, value]) => {
    const copy = JSON.parse(JSON.stringify(rule)) as Record<string, unknown>;
    const objects: Record<string, unknown>[] = [];
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      objects.push(node as Record<string, unknown>);
      Object.values(node).forEach(visit);
    };
    visit(copy);
    const target = objects[place % objects.length]!;
    const keys = Object.keys(target);
    const key = keys.length && how !== 'add' ? keys[place % keys.length]! : name;
    if (Array.isArray(target)) target.splice(0, 1, value);
    else if (how === 'remove') delete target[key];
    else target[key] = value;
    return copy;
  });

it('takes and refuses what compileRules does, where a schema can say it', () => {
  let refused = 0;
  fc.assert(
    fc.property(changedRule, (rule) => {
      const result = compileRules([rule as unknown as Rule], { criteria });
      const valid = isValid(root, rule);
      if (result.ok) expect(valid).toBe(true);
      else if (!result.issues.every(({ code }) => beyond.includes(code))) {
        refused += 1;
        expect([valid, result.issues]).toEqual([false, result.issues]);
      }
    }),
    { numRuns: 3000 },
  );
  expect(refused).toBeGreaterThan(500);
});

it('takes every valid rule', () => {
  fc.assert(
    fc.property(rules, (set) => set.every((rule) => isValid(root, JSON.parse(JSON.stringify(rule))))),
    { numRuns: 300 },
  );
});

it('refuses what is malformed', () => {
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
