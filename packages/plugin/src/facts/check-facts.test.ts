import { describe, expect, it } from 'vitest';
import { checkFacts, MAX_FACT_TEXT } from './check-facts';

const check = (answer: unknown, type?: 'number' | 'text' | 'boolean' | 'date' | 'country') =>
  checkFacts(
    answer,
    (key) => key === 'a' || key === 'b' || key.startsWith('a/'),
    () => (type ? [type] : undefined),
  );
const cycle: Record<string, unknown> = {};
cycle.a = cycle;

describe('checkFacts', () => {
  it('keeps what is declared and right', () => {
    expect(check({ a: 1, b: 'x', 'a/of': true })).toEqual({
      facts: { a: 1, b: 'x', 'a/of': true },
      faults: [],
    });
    expect(check({ a: null, b: undefined })).toEqual({ facts: {}, faults: [] });
    expect(check(undefined)).toEqual({ facts: {}, faults: [] });
    expect(check({ a: '' })).toEqual({ facts: { a: '' }, faults: [] });
  });

  it.each([
    ['NaN', { a: Number.NaN }],
    ['Infinity', { a: Infinity }],
    ['a cycle', cycle],
    ['a list', { a: [1] }],
    ['a function', { a: () => 1 }],
    ['a symbol', { a: Symbol('x') }],
    ['a bigint', { a: 1n }],
    [
      'a getter that throws',
      {
        get a() {
          throw new Error('boo');
        },
      },
    ],
    [
      'a proxy that throws',
      new Proxy(
        {},
        {
          ownKeys() {
            throw new Error('boo');
          },
        },
      ),
    ],
    ['10 MB', { a: 'x'.repeat(10_000_000) }],
    ['one character too many', { a: 'x'.repeat(MAX_FACT_TEXT + 1) }],
    ['a million facts', Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`a/${index}`, 1]))],
    ['what is not declared', { c: 1 }],
    ['a text', 'a'],
    ['a list of facts', [{ a: 1 }]],
  ])('turns down %s', (_, answer) => {
    const { facts, faults } = check(answer);
    expect(facts).toEqual({});
    expect(faults).toHaveLength(1);
    expect(faults[0]?.length).toBeLessThan(300);
  });

  it('holds the types of the criteria', () => {
    expect(check({ a: '20' }, 'number').facts).toEqual({});
    expect(check({ a: 20, b: 'x' }, 'number')).toMatchObject({
      facts: { a: 20 },
      faults: ['"b" is a string, its criterion is of type number'],
    });
    expect(check({ a: 1 }, 'boolean').faults).toHaveLength(1);
    expect(check({ a: '2026-01-01' }, 'date').faults).toEqual([]);
    expect(check({ a: 'de', b: 'UK' }, 'country')).toEqual({
      facts: { a: 'de' },
      faults: ['"b" cannot be: "UK" is no country code of ISO 3166-1; write "GB".'],
    });
  });

  it('leaves the prototype alone', () => {
    expect(
      checkFacts(
        JSON.parse('{"__proto__": {"a": 1}}'),
        () => true,
        () => undefined,
      ).faults,
    ).toHaveLength(1);
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });
});
