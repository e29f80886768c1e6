import { describe, expect, it } from 'vitest';
import { analyzeRules, type Rule } from '../index';
import { criteria } from '../testing/criteria';
import { all, any, c, city, country, not, page, title, url, views } from './faulty-words.fixture';

const found = (...whens: unknown[]) =>
  analyzeRules(whens.map((when, index) => ({ id: `r${index}`, when })) as readonly Rule[], { criteria });
/** What the first finding says, and how to mend it. */
const said = (...whens: unknown[]) => {
  const [finding] = found(...whens);
  return `${finding?.message} ${finding?.mend}`;
};

describe('what findings say', () => {
  it.each<readonly [string, unknown, string]>([
    [
      'groups by what is in them',
      all(city('isUnknown'), any(city('is', 'Bonn'), city('is', 'Köln'))),
      'These conditions exclude each other: City is unknown; (City is "Bonn" or City is "Köln"). Change or remove one of them, or make two rules of it.',
    ],
    [
      'what is negated',
      all(views('is', 3), not(views('between', [1, 5]))),
      'These conditions exclude each other: Number of pages viewed is 3; not (Number of pages viewed is between 1 and 5). Change or remove one of them, or make two rules of it.',
    ],
    [
      'large groups by their number',
      all(country('is', 'DE'), any(...['AT', 'CH', 'FR', 'IT', 'ES'].map((code) => country('is', code)))),
      'These conditions exclude each other: Country is "DE"; (Country is "AT" or Country is "CH" or Country is "FR" or 2 more). Change or remove one of them, or make two rules of it.',
    ],
    [
      'a count that cannot be',
      views('lessThan', 1),
      'Number of pages viewed is less than 1: this can never hold, as it is always whole and at least 1. Change it.',
    ],
    [
      'no alternatives',
      all(url('contains', 'x'), any()),
      'There is no condition here of which one could hold. Add a condition, or remove the group.',
    ],
    [
      'a time that is too early',
      all(url('contains', 'x'), page('lessThan', 0)),
      'Time on page (in sec) is less than 0: no time is that early, as time begins at 0. Choose a later time.',
    ],
    [
      'a time that is too late',
      page('greaterThan', 200_000),
      'Time on page (in sec) is greater than 200000: that takes longer than a visit, which ends after 24 hours unless the site says otherwise. Choose a shorter time, and mind the unit.',
    ],
    [
      'what always holds, of one fact',
      all(url('contains', 'x'), any(views('lessThan', 5), title('is', 'x'), views('greaterThan', 3))),
      'One of these holds for every value: Number of pages viewed is less than 5; or Number of pages viewed is greater than 3. Remove it, or ask only whether Number of pages viewed is known.',
    ],
    [
      'a whole rule that holds for every value',
      title('like', '*'),
      'Page title is like "*": this holds for every value. Ask for something that is not always so, or ask only whether Page title is known.',
    ],
    [
      'not A or not B, where there is "is none of"',
      any(country('isNot', 'DE'), country('isNot', 'AT'), country('isNot', 'FR')),
      'One of these always holds: Country is not "DE"; or Country is not "AT"; or Country is not "FR". Join them with "and", or use "is none of" with all the values.',
    ],
    [
      'not A or not B, where there is none',
      any(views('isNot', 2), views('isNot', 3)),
      'One of these always holds: Number of pages viewed is not 2; or Number of pages viewed is not 3. Join them with "and", or leave one of the two alone.',
    ],
    [
      'not both',
      not(all(title('startsWith', 'a'), title('startsWith', 'b'))),
      'One of these always holds: not (Page title starts with "a"); or not (Page title starts with "b"). Write "any" in place of "all" within the "not", or leave one of the two alone.',
    ],
    [
      'what changes nothing, and beside what',
      all(views('greaterThan', 5), views('greaterThan', 3)),
      'Number of pages viewed is greater than 3: this changes nothing beside Number of pages viewed is greater than 5. Remove it, or choose another value.',
    ],
    [
      'long values are cut, and nothing is hidden',
      all(title('is', `a\u202e${'b'.repeat(200)}`), title('is', 'x')),
      `These conditions exclude each other: Page title is "a\\u202e${'b'.repeat(78)}…"; Page title is "x". Change or remove one of them, or make two rules of it.`,
    ],
    [
      'the unit',
      all(c('cartValue', 'between', [3, 5]), c('cartValue', 'greaterThan', 5)),
      'These conditions exclude each other: Cart value is between 3 and 5 EUR; Cart value is greater than 5 EUR. Change or remove one of them, or make two rules of it.',
    ],
  ])('%s', (_name, when, sentences) => expect(said(when)).toBe(sentences));

  it('a shadow, of one rule and of several', () => {
    expect(said(views('lessThan', 5), views('is', 3))).toBe(
      'Whenever it matches, the earlier rule "r0" matches, too. Move it above that rule, or narrow that rule.',
    );
    expect(said(views('lessThan', 5), views('greaterThan', 3), views('isKnown'))).toBe(
      'Whenever it matches, one of the earlier rules "r0", "r1" matches, too. Move it above them, or narrow one of them.',
    );
  });
});
