import { describe, expect, it } from 'vitest';
import { type BecauseCondition, type Condition, type Facts, type When } from '../index';
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
