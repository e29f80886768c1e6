import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { REGEX_FLAGS, checkRegex } from './check-regex';
import { moreEveryday, moreKillers } from './more-patterns.fixture';
import { everyday as firstEveryday, killers as firstKillers } from './patterns.fixture';
import { requiredLiterals } from './required-literals';

const LENGTH = 2048;
const everyday = [...firstEveryday, ...moreEveryday];
const killers = [...firstKillers, ...moreKillers];

/** Texts that make backtracking matchers suffer: a prefix, one pump over and over, and an end that does not fit. */
function hostileTexts(pumps: readonly string[]): string[] {
  return pumps.flatMap((pump) => {
    const body = pump.repeat(Math.ceil(LENGTH / pump.length)).slice(0, LENGTH);
    return [body, `${body.slice(0, -1)}!`, `${body.slice(0, -1)}\u0000`];
  });
}

describe('known killers', () => {
  it('are at least forty', () => expect(killers.length).toBeGreaterThanOrEqual(100));

  it.each(killers.map(({ source, pumps }) => [source, pumps] as const))(
    '%s is refused, or takes few steps',
    (source, pumps) => {
      const check = checkRegex(source);
      if (!check.ok) {
        expect(check.message.length).toBeGreaterThan(20);
        return;
      }
      // Accepted: then the platform must stay within its square on what hurts it most. The fixture says who they are.
      expect(killers.find((killer) => killer.source === source)?.harmless).toBe(true);
      const pattern = new RegExp(source, REGEX_FLAGS);
      for (const text of hostileTexts(pumps)) pattern.test(text);
    },
  );
});

describe('everyday patterns', () => {
  it('are at least forty', () => expect(everyday.length).toBeGreaterThanOrEqual(100));

  it.each(everyday.map(({ source, yes, no }) => [source, yes, no] as const))('%s', (source, yes, no) => {
    expect(checkRegex(source)).toEqual({ ok: true });
    const pattern = new RegExp(source, REGEX_FLAGS);
    const oracle = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
    const literals = requiredLiterals(source);
    for (const [texts, expected] of [
      [yes, true],
      [no, false],
    ] as const) {
      for (const text of texts) {
        expect(pattern.test(text), text).toBe(expected);
        expect(oracle.matcher(text).find(), `oracle: ${text}`).toBe(expected);
        if (expected && literals)
          expect(
            literals.some((literal) => text.toLowerCase().includes(literal)),
            `${literals}`,
          ).toBe(true);
      }
    }
  });
});

describe('reasons', () => {
  it.each([
    ['(', 'regexInvalid', 'regexSyntax'],
    ['a**', 'regexInvalid', 'regexSyntax'],
    ['[z-a]', 'regexInvalid', 'regexSyntax'],
    ['(a)\\1', 'regexUnsafe', 'regexBackReference'],
    ['(?<x>a)\\k<x>', 'regexUnsafe', 'regexBackReference'],
    ['a(?=b)', 'regexUnsafe', 'regexLookaround'],
    ['a(?!b)', 'regexUnsafe', 'regexLookaround'],
    ['(?<=a)b', 'regexUnsafe', 'regexLookaround'],
    ['(?<!a)b', 'regexUnsafe', 'regexLookaround'],
    ['\\p{L}+', 'regexUnsafe', 'regexUnsupported'],
    ['\\u{61}', 'regexUnsafe', 'regexUnsupported'],
    ['\\07', 'regexUnsafe', 'regexUnsupported'],
    ['x'.repeat(1001), 'regexUnsafe', 'regexTooLong'],
    ['a{1001}', 'regexUnsafe', 'regexTooComplex'],
    [`${'('.repeat(60)}a${')'.repeat(60)}`, 'regexUnsafe', 'regexTooComplex'],
    ['(a+)+$', 'regexUnsafe', 'regexTooSlow'],
  ])('%s', (source, code, reason) => {
    expect(checkRegex(source)).toMatchObject({ ok: false, code, reason });
  });
});

describe('the check itself stays bounded on hostile patterns', () => {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz';
  it.each([
    ['alternatives in a loop', `(${alphabet.split('').join('|')})*${'(x|y)*'.repeat(60)}`],
    ['many loops', '[ab]*'.repeat(200)],
    ['nested counts', '((((a{1000}){1000}){1000}){1000})'],
    ['nested options', `${'(a?'.repeat(39)}${')'.repeat(39)}`],
    ['classes', '[à-\uffff]?'.repeat(90)],
    ['big alternation', Array.from({ length: 250 }, (_, at) => `a${at}`).join('|')],
    ['loop over words', `(?:${Array.from({ length: 120 }, (_, at) => `b${at}`).join('|')})+$`],
    ['empty alternatives', '(|)'.repeat(300) + 'x'],
  ])('%s', (_name, source) => {
    const check = checkRegex(source);
    expect(typeof check.ok).toBe('boolean');
    if (check.ok) expect(new RegExp(source, REGEX_FLAGS).test('a'.repeat(LENGTH))).toBeTypeOf('boolean');
  });
});
