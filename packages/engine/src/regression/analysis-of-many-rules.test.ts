import { expect, it } from 'vitest';
import { analyzeRules, type Rule } from '../index';
import { criteria } from '../testing/criteria';

const titles = (from: number, many: number): Rule[] =>
  Array.from({ length: many }, (_, index) => ({
    id: `r${from + index}`,
    when: { criterion: 'pageTitle', operator: 'is', value: `title ${from + index}` },
  }));
const shadowed = (rules: readonly Rule[]) =>
  analyzeRules(rules, { criteria }).map(({ code, ruleIds }) => [code, ...ruleIds]);

it('very many rules about one fact: the first are compared, and the time does not grow with the square', () => {
  const rules = [...titles(0, 10), { ...titles(3, 1)[0]!, id: 'again' }, ...titles(100, 60_000)];
  expect(shadowed(rules)).toEqual([['duplicate', 'again', 'r3']]);
});

it('rules that hold between them whether a fact is known or not leave nothing to the rules behind them', () => {
  const page = { criterion: 'pageUrl', operator: 'contains', value: '/product' };
  const known = { criterion: 'country', operator: 'isKnown' };
  const unknown = { criterion: 'country', operator: 'isUnknown' };
  expect(
    shadowed([
      { id: 'known', when: { all: [page, known] } },
      { id: 'unknown', when: { all: [page, unknown] } },
      { id: 'page', when: page },
      { id: 'title', when: { criterion: 'pageTitle', operator: 'is', value: 'x' } },
    ]),
  ).toEqual([['shadowed', 'page', 'known', 'unknown']]);
  expect(
    shadowed([
      { id: 'known', when: known },
      { id: 'title', when: { criterion: 'pageTitle', operator: 'is', value: 'x' } },
    ]),
  ).toEqual([]);
});
