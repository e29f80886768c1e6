import { describe, expect, it } from 'vitest';
import {
  type BecauseCondition,
  compileRules,
  type Condition,
  type Criterion,
  type Facts,
  type When,
} from '../index';
import { mustCompile } from '../testing/forms';

const c = (criterion: string, operator: string, value?: unknown): Condition => ({
  criterion,
  operator,
  ...(value === undefined ? {} : { value }),
});
const ruleOf = (when: When, facts: Facts) => mustCompile([{ id: 'a', when }]).explain(facts).rules[0]!;

describe('one line about a condition', () => {
  it.each<readonly [Condition, Facts, string]>([
    [c('country', 'isKnown'), {}, 'Country is known: no, nobody knows it.'],
    [c('country', 'isKnown'), { country: 12 }, 'Country is known: no, 12 is not of the type country.'],
    [
      c('country', 'isUnknown'),
      { country: null },
      'Country is unknown: yes, null is not of the type country.',
    ],
    [
      c('referrerUrl', 'is', ''),
      { referrerUrl: 'https://x.test' },
      'Referrer URL is empty: no, it is "https://x.test".',
    ],
    [c('referrerUrl', 'isNot', ''), { referrerUrl: '' }, 'Referrer URL is not empty: no, it is empty.'],
    [
      c('cartValue', 'greaterThan', 50),
      { cartValue: 12.5 },
      'Cart value is greater than 50 EUR: no, it is 12.5 EUR.',
    ],
    [
      c('cartValue', 'between', [50, 100]),
      { cartValue: 60 },
      'Cart value is between 50 and 100 EUR: yes, it is 60 EUR.',
    ],
    [
      c('timeOnPage', 'greaterThanOrEqual', 15),
      { timeOnPage: 14.9999 },
      'Time on page (in sec) is greater than or equal to 15: not yet, it is 14.9999; it will hold after 0.1 s more.',
    ],
    [c('pageTitle', 'like', '*58'), { pageTitle: 'R58' }, 'Page title is like "*58": yes, it is "R58".'],
    [
      c('pageTitle', 'matches', '^r\\d+$'),
      { pageTitle: 'R58' },
      'Page title matches regular expression "^r\\d+$": yes, it is "R58".',
    ],
    [
      c('pageTitle', 'contains', 'x'),
      { pageTitle: () => 1 },
      'Page title contains "x": unknown, because a function is not of the type text.',
    ],
  ])('%j', (condition, facts, sentence) => {
    expect((ruleOf(condition, facts).because as BecauseCondition).sentence).toBe(sentence);
  });
});

describe('one line about a rule', () => {
  const german = c('country', 'is', 'DE');
  it.each<readonly [string, When, Facts, string]>([
    [
      'what must not hold, and does',
      { not: german },
      { country: 'DE' },
      'Does not match. It must not be so: Country is "DE": yes, it is "DE".',
    ],
    [
      'none of several',
      { not: { any: [german, c('country', 'is', 'AT')] } },
      { country: 'AT' },
      'Does not match. It must not be so: Country is "AT": yes, it is "AT".',
    ],
    [
      'alternatives, none of which holds: all of them decide',
      { any: [german, c('country', 'is', 'AT')] },
      { country: 'FR' },
      'Does not match: none of this is so. Country is "DE": no, it is "FR". Country is "AT": no, it is "FR".',
    ],
    [
      'more alternatives than are named',
      { any: ['A', 'B', 'C', 'D', 'E'].map((letter) => c('pageTitle', 'contains', letter)) },
      { pageTitle: 'x' },
      'Does not match: none of this is so. Page title contains "A": no, it is "x". Page title contains "B": no, it is "x". Page title contains "C": no, it is "x". And 2 more.',
    ],
    [
      'what must not hold together, and does',
      { not: { all: [german, c('pagesViewed', 'is', 2)] } },
      { country: 'DE', pagesViewed: 2 },
      'Does not match: not all of this may be so. Country is "DE": yes, it is "DE". Number of pages viewed is 2: yes, it is 2.',
    ],
    [
      'one that should hold, or another that should not',
      { any: [german, { not: c('pagesViewed', 'lessThan', 3) }] },
      { country: 'FR', pagesViewed: 1 },
      'Does not match. Country is "DE": no, it is "FR". It must not be so: Number of pages viewed is less than 3: yes, it is 1.',
    ],
    [
      'alternatives of which one is not known',
      { any: [german, c('city', 'is', 'Bonn')] },
      { country: 'FR' },
      'Cannot be told. City is "Bonn": unknown, because nobody knows it.',
    ],
    [
      'alternatives without any',
      { any: [] },
      {},
      'Does not match: there is no condition in it that could hold.',
    ],
    [
      'time passes, but another condition would not hold even then',
      { all: [c('timeOnPage', 'greaterThanOrEqual', 15), c('pageTitle', 'contains', 'x')] },
      { timeOnPage: 3, pageTitle: 'y' },
      'Does not match. Page title contains "x": no, it is "y".',
    ],
  ])('%s', (_name, when, facts, sentence) => expect(ruleOf(when, facts).sentence).toBe(sentence));
});

describe('words of a declaration', () => {
  const options = [
    { value: 'p1', label: 'Pro' },
    { value: 'f1', label: 'Free' },
  ];
  const criteria: readonly Criterion[] = [
    { id: 'tier', label: 'Tier', fact: 'tier', type: 'choice', options },
    { id: 'height', label: 'Growth', fact: 'height', type: 'number', unit: 'h' },
    {
      id: 'size',
      label: 'Team\nsize',
      fact: 'size',
      type: 'number',
      qualifier: { label: 'Team', options: [{ value: '01J', label: 'Sales' }] },
    },
    { id: 'seen', label: 'Seen', fact: 'seen', type: 'number', unit: 'visits' },
    { id: 'speed', label: 'Speed', fact: 'speed', type: 'number', unit: 'ms' },
    { id: 'when', label: 'Last order', fact: 'when', type: 'date' },
    { id: 'toString', label: 'Text', fact: 'toString', type: 'text' },
    { id: 'proto', label: 'Proto', fact: '__proto__', type: 'text' },
  ];
  const explained = (when: When, facts: Facts): BecauseCondition => {
    const result = compileRules([{ id: 'a', when }], { criteria });
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    return result.ruleSet.explain(facts).rules[0]!.because as BecauseCondition;
  };

  it.each<readonly [string, Condition, Facts, string]>([
    ['options by their labels', c('tier', 'is', 'p1'), { tier: 'f1' }, 'Tier is "Pro": no, it is "Free".'],
    [
      'all of a list',
      c('tier', 'isOneOf', ['p1', 'f1']),
      { tier: 'x' },
      'Tier is one of "Pro", "Free": no, it is "x".',
    ],
    [
      'a unit that is a letter of the label',
      c('height', 'greaterThan', 3),
      { height: 2 },
      'Growth is greater than 3 h: no, it is 2 h.',
    ],
    [
      'a qualifier by its label; a label in one line',
      { ...c('size', 'is', 3), of: '01J' },
      { 'size/01J': 10n },
      'Team\\u000asize of "Sales" is 3: unknown, because 10n is not of the type number.',
    ],
    [
      'one of a unit',
      c('seen', 'greaterThan', 1),
      { seen: 1 },
      'Seen is greater than 1 visit: no, it is 1 visit.',
    ],
    [
      'more of a unit, and none',
      c('seen', 'between', [1, 3]),
      { seen: 0 },
      'Seen is between 1 and 3 visits: no, it is 0 visits.',
    ],
    ['a unit that is no word', c('speed', 'is', 1), { speed: 1 }, 'Speed is 1 ms: yes, it is 1 ms.'],
    [
      'no date',
      c('when', 'before', '2026-01-01'),
      { when: new Date(NaN) },
      'Last order is before "2026-01-01": unknown, because an invalid date is not of the type date.',
    ],
    [
      'what every object has is no fact',
      c('toString', 'is', 'x'),
      {},
      'Text is "x": unknown, because nobody knows it.',
    ],
    ['the prototype neither', c('proto', 'is', 'x'), {}, 'Proto is "x": unknown, because nobody knows it.'],
  ])('%s', (_name, condition, facts, sentence) =>
    expect(explained(condition, facts).sentence).toBe(sentence),
  );

  it('what every object has is a fact where somebody says so', () => {
    const facts = JSON.parse('{ "__proto__": "X", "toString": "x" }') as Facts;
    expect(explained(c('proto', 'is', 'x'), facts)).toMatchObject({ verdict: 'match', actual: 'X' });
    expect(explained(c('toString', 'is', 'x'), facts)).toMatchObject({ verdict: 'match', actual: 'x' });
  });
});

describe('odd values', () => {
  const sentenceOf = (pageTitle: unknown) =>
    (ruleOf(c('pageTitle', 'contains', 'x'), { pageTitle }).because as BecauseCondition).sentence;

  it('nothing is hidden, and nothing turns a line round or breaks it', () => {
    expect(sentenceOf('a\u202eb\u2028c\u200bd\u0085e\nf')).toBe(
      'Page title contains "x": no, it is "a\\u202eb\\u2028c\\u200bd\\u0085e\\nf".',
    );
    // What joins letters is a part of the text.
    expect(sentenceOf('\u{1f469}\u200d\u{1f680}')).toContain('"\u{1f469}\u200d\u{1f680}"');
  });

  it('long texts are not cut within a character', () => {
    expect(sentenceOf('a' + '\u{1f600}'.repeat(90))).toContain(`"a${'\u{1f600}'.repeat(39)}…"`);
  });

  it('a proxy that answers nothing is an object', () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    expect(sentenceOf(proxy)).toContain('an object is not of the type text');
  });
});
