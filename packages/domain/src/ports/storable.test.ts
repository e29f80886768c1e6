import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StorageError } from './results';
import { storable, wellFormed } from './storable';

describe('storable', () => {
  it('is a deep, fresh copy', () => {
    const given = { text: 'é', nested: [{ at: new Date(5), none: null, yes: true, n: -0.5 }] };
    const copy = storable(given, 'thing');
    expect(copy).toEqual(given);
    given.nested[0]?.at.setTime(9);
    expect(copy.nested[0]?.at).toEqual(new Date(5));
  });

  it('leaves out what is undefined and keeps names that JavaScript has taken', () => {
    const given = Object.fromEntries([
      ['__proto__', 'a'],
      ['constructor', undefined],
    ]);
    expect(Object.entries(storable(given, 'thing'))).toEqual([['__proto__', 'a']]);
  });

  it('names the place of a NUL character and of a date that is none', () => {
    expect(() => storable({ rules: [{ title: 'a\0' }] }, 'site')).toThrow(
      'site/rules/0/title holds a NUL character',
    );
    expect(() => storable({ ['a\0']: 1 }, 'facts')).toThrow(StorageError);
    expect(() => storable({ at: new Date(Number.NaN) }, 'visit')).toThrow('visit/at is not a date');
  });

  it('makes text well-formed and leaves well-formed text alone', () => {
    expect(wellFormed('a\ud800b\udc00😀')).toBe('a\uFFFDb\uFFFD😀');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(wellFormed(text)).toBe(text);
      }),
    );
  });
});
