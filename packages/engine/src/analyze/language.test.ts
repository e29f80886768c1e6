import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Test } from '../compile/program';
import { holds } from '../interpret/judge';
import { checkRegex } from '../regex/check-regex';
import { foldText } from '../values/text';
import { unitsOf } from './alphabet';
import { canBeInLanguage } from './language';
import { type TextTest } from './texts';

const matches = (source: string, wanted = true): TextTest => ({
  test: { op: 'regex', view: 'text', regex: new RegExp(source, 'i') },
  wanted,
});
const is = (
  test: Omit<Extract<Test, { op: 'contains' | 'startsWith' | 'endsWith' }>, 'view'>,
  wanted = true,
): TextTest => ({
  test: { ...test, view: 'text' },
  wanted,
});
const contains = (value: string, wanted = true) => is({ op: 'contains', value }, wanted);
const startsWith = (value: string, wanted = true) => is({ op: 'startsWith', value }, wanted);
const endsWith = (value: string, wanted = true) => is({ op: 'endsWith', value }, wanted);
const canBe = (...tests: TextTest[]) => canBeInLanguage(tests, [], { left: 1e6 });

describe('expressions and patterns side by side', () => {
  it.each<readonly [string, boolean, readonly TextTest[]]>([
    ['two digits are one, too', false, [matches('r\\d\\d'), matches('r\\d', false)]],
    ['one digit need not be two', true, [matches('r\\d'), matches('r\\d\\d', false)]],
    ['one of two words', false, [matches('sale|deal'), contains('sale', false), contains('deal', false)]],
    [
      'of three words the third',
      true,
      [matches('sale|deal|off'), contains('sale', false), contains('deal', false)],
    ],
    ['a beginning and a class', false, [matches('^a\\d'), startsWith('ax')]],
    ['a beginning in a class', false, [startsWith('rocket'), matches('^[a-z]', false)]],
    ['ends that overlap', true, [startsWith('ab'), endsWith('bc'), matches('^.{3}$')]],
    ['ends that do not fit', false, [startsWith('ab'), endsWith('bc'), matches('^..$')]],
    ['digits alone, and a letter', false, [matches('^\\d+$'), contains('x')]],
    [
      'a host and another',
      false,
      [matches('^https://(www\\.)?shop\\.test/'), startsWith('https://other.test')],
    ],
    ['an optional part', false, [contains('utm_source=google'), matches('utm_source=(google|bing)?', false)]],
    ['all alternatives', false, [matches('^(en|de)$'), matches('^en$', false), matches('^de$', false)]],
    ['what is in capitals', false, [matches('^SALE'), startsWith('sale', false)]],
    ['no space begins a text', false, [matches('^ ')]],
    ['no two spaces', false, [matches('a {2}b')]],
    ['a space within', true, [matches('a b')]],
    ['the empty text', true, [matches('^$')]],
    ['the empty text and a word', false, [matches('^$'), contains('a')]],
    ['neither a sigma nor the other one', true, [matches('σ'), contains('σ', false)]],
    ['all sigmas', false, [matches('σ'), contains('σ', false), contains('ς', false)]],
    ['a word, wherever it begins', false, [matches('\\bsale'), contains('sale', false)]],
    ['where a word begins: it cannot be told', true, [startsWith('sale'), matches('\\bsale', false)]],
    ['more than so many', false, [matches('^a{5,}$'), matches('^a{2,}$', false)]],
    ['very many: it cannot be told', true, [matches('^a{40}$'), matches('^a{30,50}$', false)]],
    ['any in a class', false, [matches('^[^/]+$'), contains('/')]],
  ])('%s', (_name, expected, tests) => expect(canBe(...tests)).toBe(expected));

  it('says that it can be where the work is done', () => {
    const tests = [matches('r\\d\\d'), matches('r\\d', false)];
    expect(canBeInLanguage(tests, [], { left: 0 })).toBe(true);
    expect(canBeInLanguage(tests, [], { left: 3 })).toBe(true);
    const purse = { left: 10_000 };
    canBeInLanguage(tests, [], purse);
    expect(purse.left).toBeLessThan(10_000);
  });
});

describe('soundness', () => {
  const signs = ['a', 'b', '1', ' ', 'ß', 'σ', 'ς'];
  const texts = ['', ...signs];
  for (let from = 0, length = 1; length < 5; length += 1) {
    const to = texts.length;
    for (; from < to; from += 1)
      if (texts[from]!.length === length) for (const sign of signs) texts.push(texts[from]! + sign);
  }
  const normal = texts.filter((text) => foldText(text) === text);

  const atom = fc.constantFrom(
    'a',
    'b',
    '1',
    ' ',
    '.',
    '\\d',
    '\\w',
    '\\W',
    '\\s',
    '\\S',
    '[ab]',
    '[^a]',
    '[a-z]',
    'Σ',
    'ß',
    '\\b',
  );
  const piece = fc
    .tuple(atom, fc.constantFrom('', '', '', '?', '*', '+', '{2}', '{1,2}'))
    .map(([one, many]) => (one === '\\b' ? one : one + many));
  const sequence = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
  const expression = fc
    .tuple(
      fc.constantFrom('', '^'),
      fc.array(sequence, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', '$'),
    )
    .map(([start, parts, end]) => start + (parts.length > 1 ? `(${parts.join('|')})` : parts[0]!) + end)
    .filter((source) => checkRegex(source).ok);
  const word = fc.constantFrom('a', 'b', 'ab', 'ba', '1', 'a b', 'σ', 'ß1');
  const test: fc.Arbitrary<Test> = fc.oneof(
    {
      weight: 3,
      arbitrary: expression.map((source): Test => ({
        op: 'regex',
        view: 'text',
        regex: new RegExp(source, 'i'),
      })),
    },
    fc
      .tuple(fc.constantFrom('contains', 'startsWith', 'endsWith'), word)
      .map(([op, value]): Test => ({ op, view: 'text', value })),
    fc.tuple(word, word).map((values): Test => ({ op: 'in', view: 'text', values })),
    fc
      .tuple(word, fc.constantFrom('', 'a', '1'), word)
      .map((parts): Test => ({ op: 'like', view: 'text', parts })),
  );

  it('what some text answers is never said to be impossible; what is impossible is mostly found', () => {
    let impossible = 0;
    let found = 0;
    fc.assert(
      fc.property(
        fc.array(fc.record({ test, wanted: fc.boolean() }), { minLength: 1, maxLength: 4 }),
        (tests) => {
          const isPossible = canBe(...tests);
          const isAnswered = normal.some((text) =>
            tests.every((one) => holds(one.test, text) === one.wanted),
          );
          if (isAnswered) expect(isPossible).toBe(true);
          else {
            impossible += 1;
            found += isPossible ? 0 : 1;
          }
        },
      ),
      { numRuns: 3000 },
    );
    // Some are answered by longer texts only.
    expect(found / impossible).toBeGreaterThan(0.5);
  });

  it('there is a unit for each that texts can have', () => {
    const sets = [
      [0x41, 0x5a],
      [0x30, 0x39, 0x2c0, 0x3ff],
      [0x391, 0x3a9],
    ];
    const singles = [...'aσ'].map((char) => char.charCodeAt(0));
    const classOf = (unit: number): string => {
      if (singles.includes(unit) || unit === 0x20) return String(unit);
      return sets
        .map((set) =>
          new RegExp(
            `[${set.map((bound, at) => String.fromCharCode(bound) + (at % 2 ? '' : '-')).join('')}]`,
            'i',
          ).test(String.fromCharCode(unit)),
        )
        .join();
    };
    const classes = new Set(unitsOf(sets, singles).map(classOf));
    for (let unit = 0; unit <= 0xffff; unit += 1) {
      for (const char of foldText(String.fromCharCode(unit))) {
        for (let at = 0; at < char.length; at += 1)
          expect(classes.has(classOf(char.charCodeAt(at)))).toBe(true);
      }
    }
  });
});
