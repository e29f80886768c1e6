import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules, type Condition, type Facts, type When } from '../index';
import { criteria } from '../testing/criteria';
import { mustCompile } from '../testing/forms';
import { oracle } from '../testing/oracle';

// Few conditions, so that trees say the same thing again and again, in other words and the other way round.
const conditions: readonly Condition[] = [
  { criterion: 'country', operator: 'is', value: 'DE' },
  { criterion: 'country', operator: 'isNot', value: 'de' },
  { criterion: 'country', operator: 'isOneOf', value: ['DE', 'AT'] },
  { criterion: 'country', operator: 'isKnown' },
  { criterion: 'pageTitle', operator: 'startsWith', value: 'a' },
  { criterion: 'pageTitle', operator: 'contains', value: 'b' },
  { criterion: 'pageTitle', operator: 'notContains', value: 'B' },
  { criterion: 'pagesViewed', operator: 'lessThan', value: 3 },
  { criterion: 'pagesViewed', operator: 'greaterThanOrEqual', value: 3 },
  { criterion: 'pagesViewed', operator: 'between', value: [2, 4] },
  { criterion: 'pagesViewed', operator: 'greaterThan', value: 4 },
  { criterion: 'pageTitle', operator: 'like', value: 'a*b' },
  { criterion: 'country', operator: 'isUnknown' },
  { criterion: 'engagedThisVisit', operator: 'is', value: true },
];

const tree: fc.Arbitrary<When> = fc.letrec<{ node: When }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 6, depthSize: 'medium' },
    { arbitrary: fc.constantFrom(...conditions), weight: 3 },
    { arbitrary: fc.array(tie('node'), { maxLength: 4 }).map((all) => ({ all })), weight: 2 },
    { arbitrary: fc.array(tie('node'), { maxLength: 4 }).map((any) => ({ any })), weight: 2 },
    { arbitrary: tie('node').map((not) => ({ not })), weight: 2 },
  ),
})).node;

const titles = ['a', 'b', 'ab', '', undefined];
const counts = [1, 2, 3, 5, undefined];
const countries = ['DE', 'AT', 'FR', undefined];
const engaged = [true, false, undefined];

/** All that there can be later, and the parts of it that may be known before. */
const later: readonly Facts[] = countries.flatMap((country) =>
  titles.flatMap((pageTitle) =>
    counts.flatMap((pagesViewed) =>
      engaged.map((engagedThisVisit) => ({ country, pageTitle, pagesViewed, engagedThisVisit })),
    ),
  ),
);

const size = (when: When): number =>
  'criterion' in when
    ? 1
    : 'not' in when
      ? size(when.not)
      : ('all' in when ? when.all : when.any).reduce((sum, child) => sum + size(child), 0);

describe('trees that say the same thing again and again', () => {
  it('keep their meaning, for all facts there can be', () => {
    fc.assert(
      fc.property(tree, (when) => {
        const [residue] = mustCompile([{ id: 'a', when }]).specialize({});
        for (const facts of later)
          expect(residue !== undefined && oracle(residue.when, facts) === 'match').toBe(
            oracle(when, facts) === 'match',
          );
      }),
      { numRuns: 800 },
    );
  });

  it('keep it for what comes later, where something is settled; twice is as once, and never more', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom(...later), fc.boolean(), (when, known, isViewed) => {
        const settled: Facts = {
          country: known.country,
          ...(isViewed && known.pagesViewed !== undefined ? { pagesViewed: known.pagesViewed } : {}),
        };
        const residue = mustCompile([{ id: 'a', when }]).specialize(settled);
        expect(mustCompile(residue).specialize(settled)).toEqual(residue);
        expect(size(residue[0]?.when ?? { all: [] })).toBeLessThanOrEqual(size(when));
        for (const facts of later) {
          if (facts.country !== settled.country) continue;
          // Pages viewed never get fewer, and never unknown again.
          const views = settled.pagesViewed as number | undefined;
          if (views !== undefined && !(((facts.pagesViewed as number | undefined) ?? 0) >= views)) continue;
          expect(residue[0] !== undefined && oracle(residue[0].when, facts) === 'match').toBe(
            oracle(when, facts) === 'match',
          );
        }
      }),
      { numRuns: 800 },
    );
  });
});

it('a residue is never deeper than rules may be', () => {
  // A `not` around each group would save turns at every level.
  const leaf = (name: string): When => ({
    not: { criterion: 'pageTitle', operator: 'startsWith', value: name },
  });
  const deep = (level: number): When => {
    const inner =
      level === 1 ? [leaf('x'), leaf('y')] : [leaf(`a${level}`), leaf(`b${level}`), deep(level - 1)];
    return level % 2 ? { any: inner } : { all: inner };
  };
  const [residue] = mustCompile([{ id: 'a', when: deep(7) }]).specialize({});
  expect(mustCompile([residue!]).specialize({})).toEqual([residue]);
});

describe('the residue that a person would write', () => {
  const c = (criterion: string, operator: string, value?: unknown): Condition => ({
    criterion,
    operator,
    ...(value === undefined ? {} : { value }),
  });
  const views = (operator: string, value: unknown) => c('pagesViewed', operator, value);
  const title = (operator: string, value: string) => c('pageTitle', operator, value);
  const [x, y, z] = [title('contains', 'x'), title('startsWith', 'y'), title('endsWith', 'z')];
  const always: When = { all: [] };

  it.each<readonly [string, When, Facts, When | undefined]>([
    // Ranges of which one end is behind
    ['within a range', views('between', [2, 5]), { pagesViewed: 3 }, views('lessThanOrEqual', 5)],
    ['at its lower end', views('between', [2, 5]), { pagesViewed: 2 }, views('lessThanOrEqual', 5)],
    ['before it', views('between', [2, 5]), { pagesViewed: 1 }, views('between', [2, 5])],
    ['behind it', views('between', [2, 5]), { pagesViewed: 6 }, undefined],
    ['not within it', { not: views('between', [2, 5]) }, { pagesViewed: 3 }, views('greaterThan', 5)],
    ['one number', views('between', [5, 5]), { pagesViewed: 5 }, views('between', [5, 5])],
    ['a number that is still to come', views('is', 5), { pagesViewed: 3 }, views('is', 5)],
    [
      'a time that ticks on',
      c('timeOnSite', 'between', [2, 5]),
      { timeOnSite: 3.5 },
      c('timeOnSite', 'lessThanOrEqual', 5),
    ],
    [
      'a time that begins anew',
      c('timeOnPage', 'between', [2, 5]),
      { timeOnPage: 3 },
      c('timeOnPage', 'between', [2, 5]),
    ],
    [
      'a range of which the rest is said beside it',
      { all: [views('lessThan', 9), views('between', [2, 5]), x] },
      { pagesViewed: 3 },
      { all: [views('lessThanOrEqual', 5), x] },
    ],
    // Conditions that say something of each other
    [
      'more than 2 and more than 5',
      { all: [views('greaterThan', 2), views('greaterThan', 5)] },
      {},
      views('greaterThan', 5),
    ],
    [
      'more than 2 or more than 5',
      { any: [views('greaterThan', 2), views('greaterThan', 5)] },
      {},
      views('greaterThan', 2),
    ],
    ['more than 5 and less than 3', { all: [views('greaterThan', 5), views('lessThan', 3)] }, {}, undefined],
    [
      'a list and one of it',
      { all: [c('country', 'isOneOf', ['DE', 'AT']), c('country', 'is', 'at')] },
      {},
      c('country', 'is', 'at'),
    ],
    ['two countries', { all: [c('country', 'is', 'DE'), c('country', 'is', 'AT')] }, {}, undefined],
    [
      'known, and what it is',
      { all: [c('country', 'isKnown'), c('country', 'isNot', 'DE')] },
      {},
      c('country', 'isNot', 'DE'),
    ],
    ['known or unknown', { any: [c('country', 'isKnown'), c('country', 'isUnknown')] }, {}, always],
    [
      'a word and a longer one',
      { all: [title('contains', 'rocket'), title('contains', 'rocket r58')] },
      {},
      title('contains', 'rocket r58'),
    ],
    [
      'a language and its region',
      { any: [c('browserLanguage', 'is', 'en'), c('browserLanguage', 'is', 'en-GB')] },
      {},
      c('browserLanguage', 'is', 'en'),
    ],
    [
      'what is implied deeper down',
      { all: [views('greaterThan', 5), { any: [{ all: [views('greaterThan', 3), x] }, y] }] },
      {},
      { all: [views('greaterThan', 5), { any: [x, y] }] },
    ],
    [
      'what is excluded deeper down',
      { all: [c('country', 'is', 'DE'), { any: [{ all: [c('country', 'is', 'AT'), x] }, y] }] },
      {},
      { all: [c('country', 'is', 'DE'), y] },
    ],
    // What declarations promise may not come true: a residue says the same all the same.
    [
      'at least one page',
      { all: [views('greaterThanOrEqual', 1), x] },
      {},
      { all: [views('greaterThanOrEqual', 1), x] },
    ],
    [
      'two views of a URL',
      { all: [c('pageUrl', 'startsWith', '/a'), c('pageUrl', 'startsWith', 'https://s.test/a')] },
      {},
      { all: [c('pageUrl', 'startsWith', '/a'), c('pageUrl', 'startsWith', 'https://s.test/a')] },
    ],
    // What alternatives share
    [
      'in front of alternatives',
      { any: [{ all: [x, y] }, { all: [x, z] }] },
      {},
      { all: [x, { any: [y, z] }] },
    ],
    [
      'shared by what is needed',
      { all: [{ any: [x, y] }, { any: [z, x] }] },
      {},
      { any: [x, { all: [y, z] }] },
    ],
    [
      'not where it would be deeper',
      { any: [{ all: [x, y, c('city', 'is', 'Bonn')] }, { all: [x, z] }] },
      {},
      { any: [{ all: [x, y, c('city', 'is', 'Bonn')] }, { all: [x, z] }] },
    ],
  ])('%s', (_name, when, facts, expected) => {
    const residue = mustCompile([{ id: 'a', when }]).specialize(facts);
    expect(residue).toEqual(expected === undefined ? [] : [{ id: 'a', when: expected }]);
    expect(mustCompile(residue).specialize(facts)).toEqual(residue);
  });
});

it('what is settled of a condition belongs to one rule set, though the next one takes the condition over', () => {
  const views: When = { criterion: 'pagesViewed', operator: 'between', value: [2, 5] };
  const title: When = { criterion: 'pageTitle', operator: 'contains', value: 'x' };
  const first = compileRules([{ id: 'a', when: views }], { criteria });
  if (!first.ok) throw new Error('The rules compile.');
  const upper = { criterion: 'pagesViewed', operator: 'lessThanOrEqual', value: 5 };
  expect(first.ruleSet.specialize({ pagesViewed: 3 })).toEqual([{ id: 'a', when: upper }]);
  const next = compileRules(
    [
      { id: 'b', when: title },
      { id: 'a', when: views },
      { id: 'c', when: { all: [views, upper, title] } },
    ],
    { criteria, previous: first.ruleSet },
  );
  if (!next.ok) throw new Error('The rules compile.');
  expect(next.ruleSet.specialize({ pagesViewed: 3 })).toEqual([
    { id: 'b', when: title },
    { id: 'a', when: upper },
    { id: 'c', when: { all: [upper, title] } },
  ]);
});
