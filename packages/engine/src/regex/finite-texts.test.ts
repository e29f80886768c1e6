import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkRegex } from './check-regex';
import { finiteTexts } from './finite-texts';
import { everyday } from './patterns.fixture';

function matches(source: string, text: string): boolean | undefined {
  const finite = finiteTexts(source);
  return finite?.texts.some((one) => {
    if (finite.place === 'whole') return text === one;
    return finite.place === 'start'
      ? text.startsWith(one)
      : finite.place === 'end'
        ? text.endsWith(one)
        : text.includes(one);
  });
}

it('says what the platform says, for everyday patterns', () => {
  let found = 0;
  for (const { source, yes, no } of everyday) {
    for (const text of [...yes, ...no].map((one) => one.toLowerCase())) {
      const answer = matches(source, text);
      if (answer === undefined) continue;
      found += 1;
      expect(answer, `${source} in ${text}`).toBe(new RegExp(source, 'i').test(text));
    }
  }
  expect(found).toBeGreaterThan(25);
});

it('says what the platform says, for patterns made of pieces', () => {
  const piece = fc.constantFrom(
    'a',
    'B',
    'ab',
    '(a|b)',
    '(?:ab|c|)',
    'a?',
    '(ab)?',
    '\\.',
    '|',
    '^',
    '$',
    '.',
    'é',
    '\\b',
    'a*',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 1, maxLength: 5 }),
      fc.array(fc.constantFrom('a', 'b', 'ab', 'c', '.', 'é', 'ſ', ''), { maxLength: 5 }),
      (pieces, letters) => {
        const source = pieces.join('');
        const text = letters.join('').toLowerCase();
        const answer = checkRegex(source).ok ? matches(source, text) : undefined;
        if (answer !== undefined)
          expect(answer, `${source} in ${text}`).toBe(new RegExp(source, 'i').test(text));
      },
    ),
    { numRuns: 5000 },
  );
});

it.each([
  ['^/(cart|checkout)', { texts: ['/cart', '/checkout'], place: 'start' }],
  ['espresso|grinder', { texts: ['espresso', 'grinder'], place: 'anywhere' }],
  ['colou?r$', { texts: ['colour', 'color'], place: 'end' }],
  ['a.b', undefined],
  ['x?', undefined],
] as const)('%s', (source, expected) => expect(finiteTexts(source)).toEqual(expected));
