import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldCity } from './city';
import { isInLanguage, isLike } from './compare';
import { parseDate } from './date';
import { read } from './read';
import { readCommon } from './read-common';
import { foldText } from './text';
import { decodeEscapes, readUrl, readUrlValue } from './url';
import { type View } from './view';

const unicode = fc.string({ unit: 'grapheme', maxLength: 40 });

describe('texts', () => {
  it('folded twice are as folded once', () => {
    fc.assert(
      fc.property(unicode, (text) => void expect(foldText(foldText(text))).toBe(foldText(text))),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(unicode, (text) => void expect(foldCity(foldCity(text))).toBe(foldCity(text))),
      { numRuns: 2000 },
    );
  });

  it('do not tell composed from decomposed, nor one white space from another', () => {
    fc.assert(
      fc.property(unicode, (text) => void expect(foldText(text.normalize('NFD'))).toBe(foldText(text))),
      { numRuns: 1000 },
    );
    expect(foldText('\u00a0a\u2003\r\n b\t')).toBe('a b');
  });

  it('are read the same by what pages load at once, but for dates and cities', () => {
    const views = ['text', 'url', 'path/', 'pathQuery', 'number', 'choice', 'language', 'country', 'boolean'];
    fc.assert(
      fc.property(
        fc.constantFrom(...(views as View[])),
        fc.oneof(unicode, fc.webUrl(), fc.double(), fc.boolean(), fc.constantFrom(null, undefined, {})),
        (view, raw) => void expect(readCommon(view, raw)).toBe(read(view, raw)),
      ),
      { numRuns: 2000 },
    );
  });

  it('no more than 2,048 characters of a fact are looked at', () => {
    expect(read('text', 'x'.repeat(5000))).toHaveLength(2048);
    expect(String(read('city', 'ß'.repeat(5000)))).toHaveLength(4096);
    expect(String(read('url', 'https://a.test/' + 'x'.repeat(5000)))).toHaveLength(2048);
  });

  it('like agrees with a regular expression', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
    fc.assert(
      fc.property(letters, text, (pattern, given) => {
        const expression = new RegExp(`^${pattern.split('*').join('.*')}$`);
        expect(isLike(given, pattern.split('*'))).toBe(expression.test(given));
      }),
      { numRuns: 5000 },
    );
  });

  it('like takes one walk, however many runs there are', () => {
    expect(isLike('a'.repeat(2048), `${'a*'.repeat(500)}b`.split('*'))).toBe(false);
  });

  it('a language is within its range only at a hyphen', () => {
    expect(isInLanguage('en-gb', 'en')).toBe(true);
    expect(isInLanguage('eng', 'en')).toBe(false);
    expect(isInLanguage('en', 'en-gb')).toBe(false);
  });
});

describe('URLs', () => {
  const path = fc
    .array(fc.constantFrom('product', 'r58', 'caf%C3%A9', 'a%20b', 'A', ''), { maxLength: 4 })
    .map((parts) => '/' + parts.join('/'));
  const query = fc.constantFrom('', '?x=1', '?X=a%2Bb&y', '?');
  const hash = fc.constantFrom('', '#top', '#/cart', '#!/x');
  const host = fc.constantFrom('shop.test', 'SHOP.test:443', 'shop.test:8443');

  it('have the parts that the platform finds', () => {
    fc.assert(
      fc.property(host, path, query, hash, (where, at, asked, fragment) => {
        const raw = `HTTPS://${where}${at}${asked}${fragment}`;
        const url = new URL(raw);
        const route = /^#[/!]/.test(url.hash) ? url.hash : '';
        const plain = (text: string) => decodeURIComponent(text).toLowerCase();
        expect(readUrl(raw, 'path')).toBe(plain(url.pathname + route));
        expect(readUrl(raw, 'pathQuery')).toBe(plain(url.pathname + asked + route));
        expect(readUrl(raw, 'url')).toBe(plain(url.origin + url.pathname + asked + route));
      }),
      { numRuns: 1000 },
    );
  });

  it('a path as value is what the path of a URL is', () => {
    fc.assert(
      fc.property(path, query, (at, asked) => {
        for (const view of ['path', 'path/', 'pathQuery', 'pathQuery/'])
          expect(readUrlValue(at + asked, view)).toBe(readUrl(`https://shop.test${at}${asked}`, view));
      }),
      { numRuns: 1000 },
    );
  });

  it('only valid escapes are decoded, each for itself', () => {
    expect(decodeEscapes('%41%zz%C3%A9%C3%%E2%82%AC%F0%9F%98%80%ED%A0%80%FF%2')).toBe(
      'A%zzé%C3%€😀%ED%A0%80%FF%2',
    );
    fc.assert(
      fc.property(unicode, (text) => void expect(decodeEscapes(encodeURIComponent(text))).toBe(text)),
      { numRuns: 1000 },
    );
  });
});

describe('dates', () => {
  it('are what the platform reads, where it is strict', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0001-01-01'),
          max: new Date('9999-12-31T23:59:59.999Z'),
          noInvalidDate: true,
        }),
        (date) => {
          expect(parseDate(date.toISOString())).toBe(+date);
          expect(parseDate(date)).toBe(+date);
          expect(parseDate(date.toISOString().slice(0, 10))).toBe(
            Date.parse(date.toISOString().slice(0, 10)),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('refuses what is none', () => {
    for (const raw of [
      '',
      '2026',
      '2026-1-1',
      '2026-02-29',
      '2026-04-31',
      '2026-01-01T25:00Z',
      '2026-01-01 10:00',
      '20260101',
      'now',
      '2026-01-01T10:00+1',
      0,
      null,
      undefined,
      {},
      new Date(NaN),
    ]) {
      expect([raw, parseDate(raw)]).toEqual([raw, NaN]);
    }
  });
});

describe('a fact of the wrong type is missing', () => {
  it('in every view', () => {
    for (const raw of [undefined, null, NaN, {}, [], () => 1, Symbol('x'), 1n]) {
      for (const view of [
        'text',
        'city',
        'url',
        'path/',
        'number',
        'date',
        'choice',
        'language',
        'country',
        'boolean',
      ] as const)
        expect(read(view, raw)).toBeUndefined();
    }
    expect(read('number', '1')).toBeUndefined();
    expect(read('boolean', 1)).toBeUndefined();
    expect(read('text', true)).toBeUndefined();
  });
});
