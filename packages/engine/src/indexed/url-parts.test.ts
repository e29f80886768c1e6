import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldText } from '../values/text';
import { readUrl } from '../values/url';
import { PlainText } from './plain-text';
import { UrlParts, urlViews } from './url-parts';

const parts = new UrlParts();

function viewsOf(raw: string): void {
  if (!parts.split(raw)) return;
  urlViews.forEach((view, place) => {
    if (parts.from[place]! >= 0)
      expect(parts.plain.text.slice(parts.from[place], parts.to[place]), `${view} of ${raw}`).toBe(
        readUrl(raw, view),
      );
  });
}

it('sees plain URLs as the long way does', () => {
  const piece = fc.constantFrom(
    'https://',
    'http://',
    'HTTP://',
    'a',
    'B.c',
    '/',
    '//',
    '?',
    '#',
    ':',
    ':443',
    '@',
    '!',
    '%41',
    ' ',
    '=',
    '&',
    'é',
    '#/',
    '',
    '.',
    '\t',
    '~',
  );
  fc.assert(
    fc.property(
      fc.constantFrom('https://', 'http://', 'https://host', ''),
      fc.array(piece, { maxLength: 8 }),
      (start, list) => viewsOf(start + list.join('')),
    ),
    { numRuns: 5000 },
  );
  expect(parts.split('https://shop.test/product/r58?x=1#top')).toBe(true);
});

it.each([
  'https://',
  'https:///',
  'https://?',
  'https://#',
  'https://h',
  'https://h/',
  'https://h/?',
  'https://h//',
  'https://h/a/?b/',
  'https://h?/a',
  'https://h/#a/',
])('%s', viewsOf);

it('folds plain texts as the long way does, and knows which are not plain', () => {
  const plain = new PlainText();
  const piece = fc.constantFrom(
    'a',
    'B',
    ' ',
    '  ',
    '\t',
    'é',
    'e\u0301',
    'İ',
    '\u212a',
    '\u00a0',
    '~',
    '\u007f',
    '\u0000',
    'ß',
    '😀',
    '\ud800',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), fc.boolean(), (list, spaces) => {
      const raw = list.join('');
      if (plain.take(raw, spaces)) expect(plain.text).toBe(foldText(raw));
      else expect(/^[!-~]*$/.test(raw) && raw.length > 0).toBe(false);
    }),
    { numRuns: 5000 },
  );
  expect(plain.take('a'.repeat(2049), true)).toBe(false);
  expect(plain.take('Rocket R58', true)).toBe(true);
});
