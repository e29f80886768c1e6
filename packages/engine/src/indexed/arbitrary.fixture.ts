import * as fc from 'fast-check';
import { type Facts, type Rule, type When } from '../declare/rule';

/** Texts that lie close together, so that conditions and facts meet: also empty, spaced, accented and in capitals. */
const words = fc.constantFrom(
  'a',
  'ab',
  'abc',
  'b',
  'coffee',
  'Coffee ',
  'rocket r58',
  'R58',
  '  two  spaces ',
  'straße',
  'É',
  'é',
  'İ',
  'x'.repeat(40),
  'product',
  '*',
  'caf\u00e9',
  '日本',
);
const text = fc.oneof(
  words,
  fc.array(words, { maxLength: 4 }).map((list) => list.join(' ')),
  fc.constantFrom('', ' ', 'a\u00a0b', 'x'.repeat(2100)),
);
const segments = fc.array(
  fc.constantFrom('product', 'a', 'B', 'r58', 'x%20y', 'caf%C3%A9', '%zz', 'é', '', 'product '),
  { maxLength: 4 },
);
const query = fc.constantFrom('', '?', '?q=1', '?q=a/b/', '?A=%41&b', '?x#y');
const hash = fc.constantFrom('', '#top', '#/route', '#/route/', '#!x', '#');
const host = fc.constantFrom(
  'https://shop.test',
  'http://Shop.Test',
  'HTTPS://shop.test:443',
  'https://shop.test:8080',
  '//shop.test',
  '',
  'https://',
  'ftp://x',
  'localhost:80',
  'https://a@b:c',
  'https://Ü.test',
);
const url = fc.oneof(
  fc
    .tuple(host, segments, fc.boolean(), query, hash)
    .map(
      ([origin, parts, slash, search, tail]) =>
        `${origin}${parts.length > 0 ? '/' : ''}${parts.join('/')}${slash ? '/' : ''}${search}${tail}`,
    ),
  text,
);
const pattern = fc.oneof(
  fc.array(fc.oneof(words, fc.constant('*')), { minLength: 1, maxLength: 4 }).map((list) => list.join('')),
  fc.constantFrom('*', '**', '/product/*', '*product*', '/a/*/r58', '*/', '/product'),
);
const regex = fc.constantFrom(
  '^/product',
  'r\\d+',
  '(coffee|rocket)',
  'a.*b',
  '^$',
  '[^a]$',
  'É',
  '\\bab\\b',
  'shop\\.test/(a|product)/',
  'x{3}',
  '.',
  'caf\u00e9?',
  '%',
);
const number = fc.oneof(fc.integer({ min: -2, max: 8 }), fc.constantFrom(0, -0, 0.5, 15, 1e9));
const country = fc.constantFrom('DE', 'us', 'FR', 'gb');
const language = fc.constantFrom('en', 'en-GB', 'de', 'EN-us', 'fr');

const known = fc.constantFrom('isKnown', 'isUnknown').map((operator) => ({ operator }));

function texts(criterion: string, value: fc.Arbitrary<string>): fc.Arbitrary<When> {
  return fc
    .oneof(
      fc.record({
        operator: fc.constantFrom('is', 'isNot', 'contains', 'notContains', 'startsWith', 'endsWith'),
        value,
      }),
      fc.record({
        operator: fc.constantFrom('isOneOf', 'isNoneOf'),
        value: fc.array(value, { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ operator: fc.constantFrom('like', 'notLike'), value: pattern }),
      fc.record({ operator: fc.constantFrom('matches', 'notMatches'), value: regex }),
      known,
    )
    .map((rest) => ({ criterion, ...rest }));
}

function numbers(criterion: string, whole = false): fc.Arbitrary<When> {
  const value = whole ? fc.integer({ min: 0, max: 8 }) : number;
  return fc
    .oneof(
      fc.record({
        operator: fc.constantFrom(
          'is',
          'isNot',
          'greaterThan',
          'greaterThanOrEqual',
          'lessThan',
          'lessThanOrEqual',
        ),
        value,
      }),
      fc
        .tuple(value, value)
        .map(([a, b]) => ({ operator: 'between', value: [Math.min(a, b), Math.max(a, b)] })),
      known,
    )
    .map((rest) => ({ criterion, ...rest }));
}

function listed(criterion: string, value: fc.Arbitrary<string>): fc.Arbitrary<When> {
  return fc
    .oneof(
      fc.record({ operator: fc.constantFrom('is', 'isNot'), value }),
      fc.record({
        operator: fc.constantFrom('isOneOf', 'isNoneOf'),
        value: fc.array(value, { minLength: 1, maxLength: 3 }),
      }),
      known,
    )
    .map((rest) => ({ criterion, ...rest }));
}

const condition: fc.Arbitrary<When> = fc.oneof(
  texts('pageUrl', url),
  texts('pageTitle', text),
  texts('city', text),
  texts('referrerUrl', url),
  numbers('pagesViewed'),
  numbers('timeOnPage', true),
  listed('country', country),
  listed('browserLanguage', language),
  listed('businessHours', fc.constantFrom('during', 'outside')),
  fc.boolean().map((value) => ({ criterion: 'engagedThisVisit', operator: 'is', value })),
);

const { when } = fc.letrec<{ when: When }>((tie) => ({
  when: fc.oneof(
    { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
    { arbitrary: condition, weight: 4 },
    { arbitrary: fc.array(tie('when'), { maxLength: 4 }).map((all) => ({ all })), weight: 3 },
    { arbitrary: fc.array(tie('when'), { maxLength: 3 }).map((any) => ({ any })), weight: 1 },
    { arbitrary: tie('when').map((not) => ({ not })), weight: 1 },
  ),
}));

/** Trees of conditions on the standard criteria. Some have values that are refused. */
export const anyWhen = when;

/** Rules on the standard criteria with ids of their own. */
export const anyRules = (most: number): fc.Arbitrary<Rule[]> =>
  fc
    .array(
      fc.record({
        enabled: fc.oneof(
          { arbitrary: fc.constant(true), weight: 9 },
          { arbitrary: fc.constant(false), weight: 1 },
        ),
        when,
      }),
      { maxLength: most },
    )
    .map((list) => list.map((rule, at) => ({ id: `r${at}`, ...rule })));

const missing = fc.constantFrom(undefined, null, NaN, 7, 'text', true);
const orMissing = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ arbitrary: value, weight: 8 }, { arbitrary: missing, weight: 1 });

/** Facts for them: often present, now and then missing or of another type. */
export const anyFacts: fc.Arbitrary<Facts> = fc.record(
  {
    pageUrl: orMissing(url),
    pageTitle: orMissing(text),
    city: orMissing(text),
    referrerUrl: orMissing(url),
    pagesViewed: orMissing(number),
    timeOnPage: orMissing(fc.oneof(number, fc.double({ min: 0, max: 9, noNaN: true }))),
    country: orMissing(country),
    browserLanguage: orMissing(fc.oneof(language, fc.constantFrom('en_GB', 'en-GB-oed', '-x', '', 'en-'))),
    businessHours: orMissing(fc.constantFrom('during', 'outside', 'During')),
    engagedThisVisit: orMissing(fc.boolean()),
  },
  { requiredKeys: [] },
);
