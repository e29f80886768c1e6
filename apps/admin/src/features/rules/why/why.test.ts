import { standardCriteria } from '@beckon/criteria';
import { describe, expect, it } from 'vitest';
import { askedFacts } from './asked-facts';
import { reasonOf } from './reason-tree';

describe('askedFacts', () => {
  it('are those that enabled rules read, each once, however deep', () => {
    const rules = [
      {
        enabled: true,
        when: {
          all: [
            { criterion: 'timeOnPage', operator: 'greaterThan', value: 1 },
            {
              not: {
                any: [
                  { criterion: 'pageUrl', operator: 'isKnown' },
                  { criterion: 'timeOnPage', operator: 'isKnown' },
                ],
              },
            },
          ],
        },
      },
      {
        enabled: true,
        when: {
          all: [
            { criterion: 'businessHours', operator: 'is', value: 'during' },
            { criterion: 'businessHours', operator: 'is', value: 'during', of: 'T' },
            { criterion: 'gone', operator: 'is', value: 1 },
          ],
        },
      },
      { enabled: false, when: { criterion: 'city', operator: 'isKnown' } },
    ];
    expect(askedFacts(rules, standardCriteria).map(({ key }) => key)).toEqual([
      'pageUrl',
      'timeOnPage',
      'businessHours/T',
    ]);
  });
});

describe('reasonOf', () => {
  it('keeps the tree and names what is quoted by id', () => {
    const because = {
      verdict: 'noMatch',
      all: [
        {
          verdict: 'match',
          criterion: 'h',
          operator: 'is',
          of: 'T',
          sentence: 'Business hours of "T" is "during": yes.',
        },
        { verdict: 'noMatch', not: { verdict: 'match', sentence: 'x' } },
      ],
    };
    expect(reasonOf(because, () => 'Sales')).toEqual({
      verdict: 'noMatch',
      group: 'all',
      parts: [
        { verdict: 'match', sentence: 'Business hours of Sales is "during": yes.', parts: [] },
        { verdict: 'noMatch', group: 'not', parts: [{ verdict: 'match', sentence: 'x', parts: [] }] },
      ],
    });
  });
  it('survives what it does not know', () =>
    expect(reasonOf(null, () => undefined)).toEqual({ verdict: 'unknown', parts: [] }));
});
