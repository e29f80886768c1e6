import { expect, it } from 'vitest';
import { boundRuns } from './ambiguity';
import { TEXT_LENGTH, buildAutomaton } from './automaton';
import { parseRegex } from './parse-regex';
import { everyday, killers } from './patterns.fixture';
import { readPlainRegex } from './plain-regex';

const sources = [...everyday, ...killers].map(({ source }) => source);

it('finds most everyday patterns plain, and no killer safe that is not harmless', () => {
  expect(everyday.filter(({ source }) => readPlainRegex(source)?.isSafe).length).toBeGreaterThan(18);
  expect(killers.filter(({ source, harmless }) => !harmless && readPlainRegex(source)?.isSafe)).toEqual([]);
});

it.each(sources.filter((source) => readPlainRegex(source)?.isSafe))(
  '%s costs what was reckoned',
  (source) => {
    // The last repetition costs nothing, so that the whole automaton may show one loop more.
    const cost = boundRuns(buildAutomaton(parseRegex(source.replace(/[*+]\??$/, '')), true));
    expect(cost.exponential).toBe(false);
    expect(cost.steps * cost.splits * cost.stretch).toBeLessThanOrEqual(4 * TEXT_LENGTH ** 2);
  },
);

it.each([
  ['/product/.*-[rxk]\\d+', ['/product/']],
  ['/category/[a-z-]+/?$', ['/category/']],
  ['colou?rs?', ['colo']],
  ['/(cart|checkout|payment)', ['cart', 'checkout', 'payment']],
  ['espresso+', ['espresso']],
  ['\\d+', undefined],
  ['x?', undefined],
] as const)('%s needs %j', (source, literals) => {
  expect(readPlainRegex(source)?.literals).toEqual(literals);
});
