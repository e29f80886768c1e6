import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byName, decodeCursor, encodeCursor } from './order';

describe('byName', () => {
  it('ignores case and falls back to the id', () => {
    const named = (name: string, id: string) => ({ name, id });
    const list = [named('b', '1'), named('A', '2'), named('a', '1'), named('', '9')];
    expect(list.sort(byName)).toEqual([named('', '9'), named('a', '1'), named('A', '2'), named('b', '1')]);
  });
});

describe('cursors', () => {
  it('come back as they went', () => {
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true }),
        fc.string({ minLength: 1 }).filter((id) => !id.includes('\0')),
        (at, id) => {
          expect(decodeCursor(encodeCursor({ at, id }))).toEqual({ at, id });
        },
      ),
    );
  });

  it.each([
    '',
    '5',
    '5.',
    '.x',
    'x.y',
    '-.x',
    '99999999999999999.x',
    '9999999999999999.x',
    '5.a\0b',
    '1e3.x',
    ' 5.x',
  ])('are not read from %j', (text) => {
    expect(decodeCursor(text)).toBeNull();
  });
});
