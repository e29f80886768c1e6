import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { read } from '../values/read';
import { type View } from '../values/view';
import { TextBytes, writeUnits } from './text-bytes';
import { SeenText } from './seen-text';
import { urlViews } from './url-parts';

/** A view's bytes. */
function bytesOf(seen: SeenText, place: number): number[] {
  return Array.from(seen.text.bytes.subarray(seen.from[place], seen.to[place]));
}

function unitsOf(text: string): number[] {
  const bytes = new Uint8Array(text.length * 3);
  return Array.from(bytes.subarray(0, writeUnits(text, bytes, 0)));
}

function looksAs(seen: SeenText, places: readonly number[], views: readonly View[], raw: string): void {
  seen.take(raw);
  for (const place of places) {
    const expected = read(views[place]!, raw) as string;
    expect(bytesOf(seen, place), `${views[place]} of ${JSON.stringify(raw)}`).toEqual(unitsOf(expected));
    expect(seen.textOf(place)).toBe(expected);
  }
}

const url = new SeenText('url');
const places = urlViews.map((view) => url.use(view));
const viewsOf = (raw: string): void => looksAs(url, places, urlViews, raw);

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

it('folds texts and cities as the long way does, and knows which are not plain', () => {
  const bytes = new TextBytes();
  const text = new SeenText('text');
  const city = new SeenText('city');
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
    '\udc00',
    '\ufdfa',
  );
  const whole = [text.use('text')];
  city.use('city');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (list) => {
      const raw = list.join('');
      looksAs(text, whole, ['text'], raw);
      looksAs(city, whole, ['city'], raw);
      if (!bytes.takeText(raw)) expect(/^[!-~]*$/.test(raw)).toBe(false);
      expect(bytes.takeUrl(raw)).toBe(/^[!-\u007f]*$/.test(raw));
    }),
    { numRuns: 5000 },
  );
});

it.each([
  ['Rocket R58', true],
  ['', true],
  ['x'.repeat(2048), true],
  ['x'.repeat(2049), false],
  [`${'x'.repeat(2047)}é`, false],
  ['ééé', false],
  ['two  spaces', false],
  ['odd  ', false],
  [' a', false],
  ['a\u007f', true],
  ['a\u0080', false],
])('%s is plain: %s', (raw, isPlain) => {
  const bytes = new TextBytes();
  expect(bytes.takeText(raw)).toBe(isPlain);
  if (isPlain) expect(bytes.end).toBe(raw.length);
  const text = new SeenText('text');
  looksAs(text, [text.use('text')], ['text'], raw);
});
