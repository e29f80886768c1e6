import { checkCriteria, compileRules, type Condition, operatorsOf } from '@beckon/engine';
import { describe, expect, it } from 'vitest';
import declarations from '../../engine/conformance/criteria.json';
import { standardCriteria } from './index';

describe('the twelve standard criteria', () => {
  it('are valid declarations and plain JSON', () => {
    expect(checkCriteria(standardCriteria)).toEqual([]);
    expect(JSON.parse(JSON.stringify(standardCriteria))).toEqual(standardCriteria);
  });

  it('have the labels of the product, in its order', () => {
    expect(standardCriteria.map(({ id, label }) => [id, label])).toEqual([
      ['pageUrl', 'Page URL'],
      ['browserLanguage', 'Browser language'],
      ['pageVisits', 'Number of visits'],
      ['pagesViewed', 'Number of pages viewed'],
      ['timeOnSite', 'Time on site (in min)'],
      ['timeOnPage', 'Time on page (in sec)'],
      ['businessHours', 'Business hours'],
      ['pageTitle', 'Page title'],
      ['referrerUrl', 'Referrer URL'],
      ['city', 'City'],
      ['country', 'Country'],
      ['engagedThisVisit', 'Engaged during this visit'],
    ]);
  });

  it('are those that the conformance cases are written for', () => {
    const behaviour = ({
      id,
      label,
      fact,
      type,
      fold,
      least,
      whole,
      knownBy,
      changes,
    }: (typeof declarations.criteria)[number]) => ({
      id,
      label,
      fact,
      type,
      fold,
      least,
      whole,
      knownBy,
      changes,
    });
    expect(JSON.parse(JSON.stringify(standardCriteria.map((one) => behaviour(one as never))))).toEqual(
      JSON.parse(JSON.stringify(declarations.criteria.slice(0, 12).map(behaviour))),
    );
  });

  it('have help for everyone who writes a rule', () => {
    for (const { help } of standardCriteria) expect(help).toMatch(/^[A-Z].*\.$/);
  });

  it('are enough for the story', () => {
    const product: Condition = { criterion: 'pageUrl', operator: 'contains', value: '/product' };
    const result = compileRules(
      [
        {
          id: 'story',
          when: { all: [product, { criterion: 'timeOnPage', operator: 'greaterThanOrEqual', value: 15 }] },
        },
      ] as never,
      { criteria: standardCriteria },
    );
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    const pageUrl = 'https://brewfictus.test/product/rocket-r58';
    expect(result.ruleSet.match({ pageUrl, timeOnPage: 14.999 })).toBeUndefined();
    expect(result.ruleSet.match({ pageUrl, timeOnPage: 15 })).toBeDefined();
    expect(result.ruleSet.wakeAfter({ pageUrl, timeOnPage: 0 })).toBe(15_000);
  });

  it('type their rules', () => {
    const result = compileRules(
      [{ id: 'a', when: { criterion: 'businessHours', operator: 'is', value: 'during', of: 'sales' } }],
      { criteria: standardCriteria },
    );
    expect(result.ok && result.ruleSet.match({ 'businessHours/sales': 'during' })?.id).toBe('a');
    const options = { criteria: standardCriteria };
    const noon = { criterion: 'businessHours', operator: 'is', value: 'noon' } as const;
    const moon = { criterion: 'moonPhase', operator: 'is', value: 'full' } as const;
    // @ts-expect-error only during or outside
    expect(compileRules([{ id: 'a', when: noon }], options).ok).toBe(false);
    // @ts-expect-error no such criterion
    expect(compileRules([{ id: 'a', when: moon }], options).ok).toBe(false);
  });

  it('offer the operators of the product page', () => {
    const words = (id: string) =>
      operatorsOf(standardCriteria.find((one) => one.id === id)!).map(({ label }) => label);
    expect(words('engagedThisVisit')).toEqual(['is', 'is known', 'is unknown']);
    expect(words('timeOnPage')).toEqual([
      'is',
      'is not',
      'greater than',
      'greater than or equal to',
      'less than',
      'less than or equal to',
      'between',
      'is known',
      'is unknown',
    ]);
    expect(words('country')).toEqual(['is', 'is not', 'is one of', 'is none of', 'is known', 'is unknown']);
    expect(words('pageUrl')).toHaveLength(14);
  });
});
