import { standardCriteria } from '@beckon/criteria';
import { type Criterion } from '@beckon/engine';
import { describe, expect, it } from 'vitest';
import { whenSentence } from './when-sentence';

const criteria: readonly Criterion[] = standardCriteria;
const words = {
  criterion: (id: string) => criteria.find((criterion) => criterion.id === id),
  of: (id: string) => (id === 'T' ? 'Support' : undefined),
};

describe('whenSentence', () => {
  it.each([
    [
      {
        all: [
          { criterion: 'pageUrl', operator: 'contains', value: '/product' },
          { criterion: 'timeOnPage', operator: 'greaterThanOrEqual', value: 15 },
        ],
      },
      'Page URL contains “/product” and Time on page (in sec) greater than or equal to 15',
    ],
    [
      { criterion: 'country', operator: 'isOneOf', value: ['CH', 'de'] },
      'Country is one of Switzerland or Germany',
    ],
    [
      { criterion: 'businessHours', operator: 'is', value: 'during', of: 'T' },
      'Business hours of Support is during',
    ],
    [
      { criterion: 'pagesViewed', operator: 'between', value: [2, 5] },
      'Number of pages viewed between 2 and 5',
    ],
    [{ criterion: 'pageUrl', operator: 'like', value: '/a/*' }, 'Page URL is like “/a/*”'],
    [{ criterion: 'city', operator: 'isKnown' }, 'City is known'],
    [{ criterion: 'referrerUrl', operator: 'isNot', value: '' }, 'Referrer URL is not empty'],
    [{ criterion: 'engagedThisVisit', operator: 'is', value: false }, 'Engaged during this visit is no'],
    [
      {
        all: [
          {
            any: [
              { criterion: 'city', operator: 'isKnown' },
              { not: { criterion: 'city', operator: 'is', value: 'x' } },
            ],
          },
          { criterion: 'country', operator: 'isKnown' },
        ],
      },
      '(City is known or not (City is “x”)) and Country is known',
    ],
    [{ criterion: 'gone/away', operator: 'odd', value: 3 }, 'gone/away odd 3'],
    [{ all: [] }, 'always'],
  ])('%#', (when, sentence) => expect(whenSentence(when, words)).toBe(sentence));
});
