import { describe, expect, it } from 'vitest';
import { validateCondition } from '../index';
import { criteria } from '../testing/criteria';

// Compared with nothing, `contains` and `startsWith` would hold for everybody.
const empty: readonly (readonly [criterion: string, operator: string, value: string | readonly string[]])[] =
  [
    ['pageUrl', 'contains', '%20'],
    ['pageUrl', 'notContains', ' %0A '],
    ['pageUrl', 'endsWith', '%20'],
    ['pageUrl', 'startsWith', '#reviews'],
    ['pageUrl', 'like', '#reviews'],
    ['pageUrl', 'is', '#reviews'],
    ['pageUrl', 'isNot', '#reviews'],
    ['pageUrl', 'isOneOf', ['/cart', '#reviews']],
    ['city', 'contains', '\u0301'],
    ['city', 'is', '\u0301'],
  ];

describe('a value of which nothing is left is refused', () => {
  for (const [criterion, operator, value] of empty) {
    it(`${criterion} ${operator} ${JSON.stringify(value)}`, () => {
      const [issue] = validateCondition({ criterion, operator, value }, { criteria });
      expect(issue).toMatchObject({ code: 'valueEmpty', path: Array.isArray(value) ? '/value/1' : '/value' });
    });
  }

  it('the empty text itself, a route and a lone * are taken', () => {
    for (const [criterion, operator, value] of [
      ['referrerUrl', 'is', ''],
      ['city', 'isNot', ' '],
      ['pageUrl', 'startsWith', '#/cart'],
      ['pageUrl', 'contains', '#reviews'],
      ['pageUrl', 'like', '*'],
      ['pageUrl', 'is', '/#reviews'],
    ])
      expect(validateCondition({ criterion, operator, value }, { criteria })).toEqual([]);
  });
});
