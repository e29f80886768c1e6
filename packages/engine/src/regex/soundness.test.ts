import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { countSteps } from './backtracker.fixture';
import { checkRegex } from './check-regex';
import { parseRegex } from './parse-regex';
import { killers } from './patterns.fixture';

const LENGTH = 120;
/** What the check allows: four times the square, and at each place a step to see that a part does not fit. */
const MOST = 4 * LENGTH * LENGTH * 4;

const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { arbitrary: fc.constantFrom('a', 'b', 'ab', '.', '[ab]', '[^a]', '\\w', '$', '^'), weight: 3 },
    { arbitrary: fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b), weight: 3 },
    { arbitrary: fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(${a}|${b})`), weight: 1 },
    {
      arbitrary: fc
        .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{0,3}', '{2,}'))
        .map(([a, times]) => `(${a})${times}`),
      weight: 2,
    },
  ),
}));

it('takes no pattern that needs more than quadratically many steps', () => {
  let accepted = 0;
  fc.assert(
    fc.property(
      pattern,
      fc.constantFrom('a', 'b', 'ab', 'aab', 'abb', 'abc', 'c'),
      fc.constantFrom('', '!'),
      (source, pump, end) => {
        if (!checkRegex(source).ok) return;
        accepted += 1;
        const text = pump.repeat(LENGTH).slice(0, LENGTH) + end;
        expect(countSteps(parseRegex(source), text, MOST)).toBeLessThanOrEqual(MOST);
      },
    ),
    { numRuns: 4000, interruptAfterTimeLimit: 30_000, markInterruptAsFailure: false },
  );
  expect(accepted).toBeGreaterThan(100);
}, 60_000);

it('the killers among the fixtures do kill that matcher', () => {
  const cases = [
    ['(a+)+$', 'a'],
    ['(a|a)*b', 'a'],
    ['(\\w+\\s?)+$', 'a'],
    ['a*a*a*b', 'a'],
    ['.*foo.*bar', 'foo'],
  ] as const;
  for (const [source, pump] of cases) {
    expect(killers.some((killer) => killer.source === source)).toBe(true);
    expect(countSteps(parseRegex(source), `${pump.repeat(400)}!`, (4 * 401 ** 2) / 2)).toBe(Infinity);
  }
});
