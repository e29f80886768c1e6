import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Because,
  type BecauseCondition,
  type Condition,
  type Facts,
  type Rule,
  type When,
} from '../index';
import { facts, rules } from '../testing/arbitrary';
import { mustCompile } from '../testing/forms';
import { oracle } from '../testing/oracle';
import { saySpan } from './sentences';

const condition = (criterion: string, operator: string, value?: unknown, of?: string): Condition => ({
  criterion,
  operator,
  ...(value === undefined ? {} : { value }),
  ...(of === undefined ? {} : { of }),
});
const explained = (when: When, given: Facts) => mustCompile([{ id: 'a', when }]).explain(given).rules[0]!;
const because = (when: When, given: Facts) => explained(when, given).because as BecauseCondition;

describe('a condition, explained', () => {
  const country = condition('country', 'isNot', 'US');
  const cases: readonly (readonly [Condition, Facts, Partial<BecauseCondition>])[] = [
    [
      country,
      { country: 'DE' },
      {
        verdict: 'match',
        reason: 'holds',
        actual: 'DE',
        expected: 'US',
        sentence: 'Country is not "US": yes, it is "DE".',
      },
    ],
    [
      country,
      { country: 'us' },
      { verdict: 'noMatch', reason: 'wrongValue', sentence: 'Country is not "US": no, it is "us".' },
    ],
    [
      country,
      {},
      {
        verdict: 'unknown',
        reason: 'missingFact',
        actual: undefined,
        sentence: 'Country is not "US": unknown, because nobody knows it.',
      },
    ],
    [
      country,
      { country: null },
      {
        verdict: 'unknown',
        reason: 'wrongType',
        actual: null,
        sentence: 'Country is not "US": unknown, because null is not of the type country.',
      },
    ],
    [
      condition('pageVisits', 'is', 2),
      { pageVisits: NaN },
      {
        verdict: 'unknown',
        reason: 'wrongType',
        sentence: 'Number of visits is 2: unknown, because NaN is not of the type number.',
      },
    ],
    [condition('country', 'isKnown'), {}, { verdict: 'noMatch', reason: 'missingFact' }],
    [
      condition('country', 'isUnknown'),
      {},
      { verdict: 'match', reason: 'holds', sentence: 'Country is unknown: yes, nobody knows it.' },
    ],
    [
      condition('timeOnPage', 'greaterThanOrEqual', 15),
      { timeOnPage: 3 },
      {
        verdict: 'noMatch',
        reason: 'tooEarly',
        holdsAfter: 12_000,
        sentence:
          'Time on page (in sec) is greater than or equal to 15: not yet, it is 3; it will hold after 12 s more.',
      },
    ],
    [
      condition('timeOnSite', 'greaterThan', 2),
      { timeOnSite: 0.5 },
      {
        reason: 'tooEarly',
        holdsAfter: 90_001,
        sentence:
          'Time on site (in min) is greater than 2: not yet, it is 0.5; it will hold after 1 min 31 s more.',
      },
    ],
    [
      condition('timeOnPage', 'lessThan', 5),
      { timeOnPage: 9 },
      { reason: 'tooLate', sentence: 'Time on page (in sec) is less than 5: no longer, it is 9.' },
    ],
    [condition('timeOnPage', 'isNot', 5), { timeOnPage: 5.25 }, { reason: 'tooEarly', holdsAfter: 750 }],
    [
      condition('pagesViewed', 'greaterThan', 5),
      { pagesViewed: 2 },
      { reason: 'wrongValue', sentence: 'Number of pages viewed is greater than 5: no, it is 2.' },
    ],
    [
      condition('pagesViewed', 'between', [2, 4]),
      { pagesViewed: 9 },
      { reason: 'wrongValue', sentence: 'Number of pages viewed is between 2 and 4: no, it is 9.' },
    ],
    [
      condition('businessHours', 'is', 'during', 'sales'),
      { 'businessHours/sales': 'outside' },
      {
        reason: 'wrongValue',
        of: 'sales',
        sentence: 'Business hours of "sales" is "during": no, it is "outside".',
      },
    ],
    [
      condition('city', 'isOneOf', ['A', 'B', 'C', 'D', 'E', 'F']),
      { city: 'X' },
      { sentence: 'City is one of "A", "B", "C", "D", "E" … (6 values): no, it is "X".' },
    ],
    [
      condition('pageUrl', 'contains', '/product'),
      { pageUrl: 'https://shop.test/' + 'x'.repeat(200) },
      { reason: 'wrongValue' },
    ],
  ];
  for (const [one, given, expected] of cases) {
    it(expected.sentence ?? JSON.stringify(one), () =>
      expect(because(one, given)).toMatchObject({ path: '/when', ...expected }),
    );
  }

  it('long values are cut in the sentence, not in the answer', () => {
    const pageUrl = 'https://shop.test/' + 'x'.repeat(2000);
    const found = because(condition('pageUrl', 'contains', '/product'), { pageUrl });
    expect(found.actual).toBe(pageUrl);
    expect(found.sentence.length).toBeLessThan(200);
  });
});

describe('a rule, explained', () => {
  const product = condition('pageUrl', 'contains', '/product');
  const after15 = condition('timeOnPage', 'greaterThanOrEqual', 15);
  const set: readonly Rule[] = [
    { id: 'early', when: { all: [product, after15] } },
    { id: 'wide', when: product },
    { id: 'second', when: { all: [product, condition('country', 'isKnown')] } },
    { id: 'german', when: condition('country', 'is', 'DE') },
    { id: 'lost', when: { all: [product, condition('city', 'is', 'Bonn')] } },
    { id: 'off', enabled: false, when: product },
  ];
  const { winner, rules: found } = mustCompile(set).explain({
    pageUrl: 'https://shop.test/product',
    timeOnPage: 5,
    country: 'AT',
  });
  const of = (id: string) => found.find(({ ruleId }) => ruleId === id);

  it('says who wins and why the others do not', () => {
    expect(winner).toBe('wide');
    expect(of('wide')).toMatchObject({
      verdict: 'match',
      reason: 'wins',
      sentence: 'Matches, and is the first to do so.',
    });
    expect(of('early')).toMatchObject({
      verdict: 'noMatch',
      reason: 'tooEarly',
      matchesAfter: 10_000,
      sentence: 'Not yet: it will match after 10 s more.',
    });
    expect(of('second')).toMatchObject({
      verdict: 'match',
      reason: 'shadowedBy',
      shadowedBy: 'wide',
      sentence: 'Matches, but the rule "wide" comes first and matches, too.',
    });
    expect(of('german')).toMatchObject({
      verdict: 'noMatch',
      reason: 'notMet',
      sentence: 'Does not match. Country is "DE": no, it is "AT".',
    });
    expect(of('lost')).toMatchObject({
      verdict: 'unknown',
      reason: 'notKnown',
      sentence: 'Cannot be told. City is "Bonn": unknown, because nobody knows it.',
    });
    expect(of('off')).toMatchObject({ verdict: 'match', reason: 'disabled', sentence: 'Switched off.' });
  });

  it('waits for all times that it needs', () => {
    const two = { all: [after15, condition('timeOnSite', 'greaterThanOrEqual', 1)] };
    expect(explained(two, { timeOnPage: 0, timeOnSite: 0 })).toMatchObject({
      reason: 'tooEarly',
      matchesAfter: 60_000,
    });
    expect(
      explained({ all: [after15, condition('timeOnPage', 'lessThan', 3)] }, { timeOnPage: 0 }),
    ).toMatchObject({ reason: 'notMet' });
  });

  it('keeps the shape of groups', () => {
    expect(explained({ not: { any: [product, { all: [] }] } }, {}).because).toMatchObject({
      not: {
        any: [
          { verdict: 'unknown', path: '/when/not/any/0' },
          { all: [], verdict: 'match' },
        ],
        verdict: 'match',
      },
      verdict: 'noMatch',
    });
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(found))).toMatchObject([
      { ruleId: 'early' },
      { ruleId: 'wide' },
      {},
      {},
      {},
      {},
    ]);
  });
});

describe('times that are promised', () => {
  const leaves = (node: Because): BecauseCondition[] =>
    'not' in node
      ? leaves(node.not)
      : 'all' in node
        ? node.all.flatMap(leaves)
        : 'any' in node
          ? node.any.flatMap(leaves)
          : [node];

  it('are kept: then it holds, and a millisecond before it does not', () => {
    const later = (given: Facts, ms: number): Facts => ({
      ...given,
      ...(typeof given.timeOnPage === 'number' ? { timeOnPage: given.timeOnPage + (1 * ms) / 1000 } : {}),
      ...(typeof given.timeOnSite === 'number'
        ? { timeOnSite: given.timeOnSite + ((1 / 60) * ms) / 1000 }
        : {}),
    });
    fc.assert(
      fc.property(rules, facts, (set, given) => {
        mustCompile(set)
          .explain(given)
          .rules.forEach(({ reason, matchesAfter = 0, because: tree }, index) => {
            const { when } = set[index]!;
            if (reason === 'tooEarly') {
              expect(oracle(when, later(given, matchesAfter))).toBe('match');
              expect(oracle(when, later(given, matchesAfter - 1))).not.toBe('match');
            }
            for (const leaf of leaves(tree)) {
              if (leaf.reason !== 'tooEarly') continue;
              const one = condition(leaf.criterion, leaf.operator, leaf.expected, leaf.of);
              expect(oracle(one, later(given, leaf.holdsAfter!))).toBe('match');
              expect(oracle(one, later(given, leaf.holdsAfter! - 1))).toBe('noMatch');
            }
          });
      }),
      { numRuns: 300 },
    );
  });

  it('are said as people say them', () => {
    expect([1, 999, 12_000, 59_950, 60_000, 90_001, 3_600_000, 5_400_000].map(saySpan)).toEqual([
      '0.1 s',
      '1 s',
      '12 s',
      '1 min',
      '1 min',
      '1 min 31 s',
      '1 h',
      '1 h 30 min',
    ]);
  });
});
