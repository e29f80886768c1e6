import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonError } from './find-json-error';

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test.each([
  ['', 0, 'a value'],
  ['{"a": 1,}', 8, 'a key in double quotes'],
  ['{"a" 1}', 5, 'a colon'],
  ['[1 2]', 3, 'a comma or "]"'],
  ['{"a":1 "b":2}', 7, 'a comma or "}"'],
  ['{"a":x}', 5, 'a value'],
  ['[1,]', 3, 'a value'],
  ['{"a":1}}', 7, 'the end'],
  ['{"a', 3, 'the closing double quote'],
  ["{'a':1}", 1, 'a key in double quotes'],
  ['01', 1, 'the end'],
  ['[1', 2, 'a comma or "]"'],
  ['\ufeff{}', 0, 'a value'],
])('%s stops being JSON at %i', (text, offset, expected) => {
  expect(findJsonError(text)).toMatchObject({ offset, expected });
});

test('lines and columns count from one', () => {
  expect(findJsonError('{\n  "a": 1,\n  b: 2\n}')).toMatchObject({ line: 3, column: 3 });
});

test('100,000 brackets cost no stack', () => {
  expect(findJsonError('['.repeat(100_000))).toMatchObject({ offset: 100_000 });
  expect(findJsonError('['.repeat(100_000) + ']'.repeat(100_000))).toBeUndefined();
});

test('it agrees with JSON.parse about every text', () => {
  const shards = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"a"',
    '\\',
    '\\u12',
    '1',
    '-',
    '0',
    '.',
    'e+',
    'true',
    'nul',
    ' ',
    '\n',
    '\u0001',
    'é',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(shards, { maxLength: 12 }).map((parts) => parts.join('')),
        fc.json(),
      ),
      (text) => {
        expect(findJsonError(text) === undefined).toBe(parses(text));
      },
    ),
    { numRuns: 2000 },
  );
});

test('it agrees about JSON with one character changed', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', ' ', '\\'), (json, at, put) => {
      const where = at % (json.length + 1);
      const text = json.slice(0, where) + put + json.slice(where + 1);
      expect(findJsonError(text) === undefined).toBe(parses(text));
    }),
    { numRuns: 2000 },
  );
});
