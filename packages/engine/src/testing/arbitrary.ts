import fc from 'fast-check';
import {
  type Condition,
  type Criterion,
  type Facts,
  operators,
  operatorsOf,
  type Rule,
  type When,
} from '../index';
import { criteria } from './criteria';

// Small pools of values that lie near each other: conditions and facts must meet, or nothing is tested.
const texts = [
  'Rocket R58',
  'rocket',
  'R58',
  'Espresso  machine',
  'café',
  'CAFE\u0301',
  'grinder',
  'sale sale',
  'a*b',
  'İ',
  'ß',
];
const cities = ['Łódź', 'lodz', 'München', 'munchen', 'São Paulo', 'sao', 'Tromsø', 'Gießen'];
const urls = [
  'https://shop.test/',
  'https://shop.test/product',
  'https://shop.test/product/',
  'https://shop.test/product/r58',
  'https://shop.test/product/r58/?x=1',
  'https://shop.test/product?x=1',
  'https://shop.test/caf%C3%A9',
  'https://shop.test/#/cart',
  'https://shop.test/app#!/cart/',
  'https://shop.test/a#top',
  'http://other.test/product/r58',
  'https://de.shop.test/product',
];
const urlValues = [
  '/',
  '/product',
  '/product/',
  '/product/r58',
  '/product/r58?x=1',
  '/product?x=1',
  '/caf\u00e9',
  '/#/cart',
  '/app#!/cart',
  'https://shop.test',
  'https://shop.test/product',
  'https://shop.test/product?x=1',
  'https://other.test',
];
const patterns = ['rocket', '^r', '\\d+', 'product/.*58', 'cart/?$', 'a|b', '[x-z]', '^$'];
const likes = [
  '*',
  'r*',
  '*58',
  '*o*',
  'sale*sale',
  '/product/*',
  '/product*',
  '*/r58',
  '/*/r58',
  'https://*.test/*',
  '/product/*?x=*',
  'a*b*c',
  '*product',
];
const languages = ['en', 'en-GB', 'EN-gb', 'de', 'de-AT', 'zh-Hant-TW', 'zh-Hant'];
const countries = ['DE', 'de', 'US', 'AT', 'gb'];
const dates = [
  '2026-01-01',
  '2026-01-31',
  '2026-01-31T10:00Z',
  '2026-01-31T10:00:00.001Z',
  '2026-02-28T23:59:59+01:00',
];
const qualifiers = ['sales', 'support'];

const numbers = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constantFrom(0.5, 1.25, 2.999, 3.5));

function factOf(criterion: Criterion): fc.Arbitrary<unknown> {
  switch (criterion.type) {
    case 'number':
      return criterion.whole ? fc.integer({ min: criterion.least ?? 0, max: 6 }) : numbers;
    case 'boolean':
      return fc.boolean();
    case 'text':
      return fc.constantFrom(...(criterion.fold ? cities : texts), '');
    case 'url':
      return fc.constantFrom(...urls);
    case 'language':
      return fc.constantFrom(...languages);
    case 'country':
      return fc.constantFrom(...countries);
    case 'date':
      return fc.constantFrom(...dates);
    case 'choice':
      return fc.constantFrom('during', 'outside');
  }
}

function valueOf(criterion: Criterion, operator: string): fc.Arbitrary<unknown> {
  const { type } = criterion;
  if (type === 'number') return /^is/.test(operator) ? fc.integer({ min: 0, max: 6 }) : numbers;
  if (/match/i.test(operator)) return fc.constantFrom(...patterns);
  if (/like/i.test(operator)) return fc.constantFrom(...likes);
  if (type === 'url') return fc.constantFrom(...urlValues);
  return factOf(criterion).filter((value) => value !== '' || operator === 'is' || operator === 'isNot');
}

/** A valid condition about one of the criteria. */
export const condition: fc.Arbitrary<Condition> = fc
  .constantFrom(...criteria)
  .chain((criterion) =>
    fc.record({ criterion: fc.constant(criterion), operator: fc.constantFrom(...operatorsOf(criterion)) }),
  )
  .chain(({ criterion, operator }) => {
    const value = valueOf(criterion, operator.id);
    const values: Record<string, fc.Arbitrary<unknown>> = {
      one: value,
      many: fc.array(value, { minLength: 1, maxLength: 4 }),
      range: fc.tuple(value, value).map(([a, b]) => (isReversed(a, b) ? [b, a] : [a, b])),
      none: fc.constant(undefined),
    };
    const of = criterion.qualifier
      ? fc.option(fc.constantFrom(...qualifiers), {
          nil: undefined,
          freq: criterion.qualifier.required ? Number.MAX_SAFE_INTEGER : 2,
        })
      : fc.constant(undefined);
    return fc.tuple(values[operator.value]!, of).map(([one, qualifier]): Condition => ({
      criterion: criterion.id,
      operator: operator.id,
      ...(operator.value === 'none' ? {} : { value: one }),
      ...(qualifier === undefined && !criterion.qualifier?.required ? {} : { of: qualifier ?? 'sales' }),
    }));
  });

const isReversed = (a: unknown, b: unknown): boolean =>
  typeof a === 'string' ? Date.parse(a) > Date.parse(b as string) : (a as number) > (b as number);

/** A tree of conditions, up to four groups deep. */
export const when: fc.Arbitrary<When> = fc.letrec<{ node: When; group: When; leaf: When }>((tie) => ({
  node: fc.oneof({ maxDepth: 4, depthSize: 'small' }, tie('leaf'), tie('group')),
  leaf: condition,
  group: fc.oneof(
    fc.array(tie('node'), { maxLength: 4 }).map((all) => ({ all })),
    fc.array(tie('node'), { maxLength: 4 }).map((any) => ({ any })),
    tie('node').map((not) => ({ not })),
  ),
})).node;

const ruleSets = (minLength: number, maxLength: number): fc.Arbitrary<Rule[]> =>
  fc
    .array(fc.record({ when, enabled: fc.option(fc.boolean(), { nil: undefined, freq: 4 }) }), {
      minLength,
      maxLength,
      size: 'max',
    })
    .map((list) =>
      list.map(({ when: tree, enabled }, index) => ({
        id: `r${index}`,
        ...(enabled === undefined ? {} : { enabled }),
        when: tree,
      })),
    );

/** A rule set with ids in order. */
export const rules = ruleSets(0, 8);

/** So many rules that they are worth an index. */
export const manyRules = ruleSets(60, 120);

/** Every fact key that conditions above can read, with its criterion. */
export const factKeys: readonly { readonly key: string; readonly criterion: Criterion }[] = criteria.flatMap(
  (criterion) => {
    const own = criterion.qualifier
      ? qualifiers.map((of) => ({ key: `${criterion.fact}/${of}`, criterion }))
      : [];
    return criterion.qualifier?.required ? own : [{ key: criterion.fact, criterion }, ...own];
  },
);

/** Facts, some absent, some not what they should be. */
export const facts: fc.Arbitrary<Facts> = fc
  .tuple(
    ...factKeys.map(({ criterion }) =>
      fc.oneof(
        { weight: 8, arbitrary: factOf(criterion) },
        { weight: 2, arbitrary: fc.constant('absent' as const) },
        { weight: 1, arbitrary: fc.constantFrom(undefined, null, NaN, {}) },
      ),
    ),
  )
  .map((values) =>
    Object.fromEntries(
      values.flatMap((value, index) => (value === 'absent' ? [] : [[factKeys[index]!.key, value]])),
    ),
  );

/** Facts of the same visit, now (a part of them, some settled as unknown) and later, as the criteria say that they change. */
export const visit: fc.Arbitrary<{ readonly now: Facts; readonly later: Facts }> = fc
  .tuple(
    facts,
    facts,
    fc.array(fc.integer({ min: 0, max: 3 }), { minLength: factKeys.length, maxLength: factKeys.length }),
  )
  .map(([now, next, how]) => {
    const part: Record<string, unknown> = {};
    const later: Record<string, unknown> = {};
    factKeys.forEach(({ key, criterion }, index) => {
      const isOpen = how[index] === 0 || !Object.hasOwn(now, key);
      const value = now[key];
      if (!isOpen) part[key] = value;
      later[key] = isOpen ? next[key] : changed(criterion, value, next[key]);
    });
    return { now: part, later };
  });

function changed(
  { knownBy = 'server', changes = knownBy === 'server' ? 'held' : 'free' }: Criterion,
  before: unknown,
  after: unknown,
): unknown {
  // Present as undefined: nobody will know it.
  if (before === undefined || changes === 'final' || changes === 'held') return before;
  const rises = changes === 'rises' || (typeof changes === 'object' && !changes.anew);
  if (!rises || (typeof before !== 'number' && typeof before !== 'boolean') || Number.isNaN(before))
    return after;
  if (typeof before !== typeof after || Number.isNaN(after)) return before;
  return (after as number) >= (before as number) ? after : before;
}

/** Every standard operator, to see that the arbitraries leave none out. */
export const allOperators = Object.keys(operators);
