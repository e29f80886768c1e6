import { expect, it } from 'vitest';
import { compileRules as compileClosures } from '../browser';
import { compileRules, type Rule } from '../index';
import { criteria } from '../testing/criteria';

const rules: Rule[] = [
  { id: 'r', when: { criterion: 'timeOnPage', operator: 'greaterThanOrEqual', value: 15 } },
];

it('a time that is no number is missing, and nothing is thrown', () => {
  for (const timeOnPage of [1n, Symbol('x'), '3', {}, Object.create(null), NaN, null, undefined]) {
    const result = compileRules(rules, { criteria });
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    const facts = { timeOnPage } as never;
    expect(result.ruleSet.wakeAfter(facts)).toBe(Infinity);
    expect(result.ruleSet.explain(facts).rules[0]?.verdict).toBe('unknown');
    expect(compileClosures(rules, { criteria }).ruleSet.wakeAfter(facts)).toBe(Infinity);
  }
});
