import { expect, it } from 'vitest';
import { analyzeRules, type Rule } from '../index';
import { criteria } from '../testing/criteria';

const paths = (from: number, many: number): string[] =>
  Array.from({ length: many }, (_, index) => `/p${from + index}`);
const isOneOf = (value: readonly string[]) => ({ criterion: 'pageUrl', operator: 'isOneOf', value });

it('many long lists about one fact are not gone through in all ways together', () => {
  const rules: Rule[] = [
    { id: 'r', when: { all: Array.from({ length: 20 }, (_, index) => isOneOf(paths(7 * index, 1000))) } },
  ];
  expect(analyzeRules(rules, { criteria })).toEqual([]);
});

it('what two lists say together is still found', () => {
  const rules: Rule[] = [
    { id: 'wide', when: isOneOf(paths(0, 400)) },
    { id: 'narrow', when: isOneOf(paths(50, 300)) },
    { id: 'none', when: { all: [isOneOf(paths(0, 100)), isOneOf(paths(100, 100))] } },
  ];
  expect(
    analyzeRules(rules, { criteria }).map(({ code, severity, ruleIds }) => [code, severity, ruleIds[0]]),
  ).toEqual([
    ['contradiction', 'error', 'none'],
    ['shadowed', 'error', 'narrow'],
  ]);
});
