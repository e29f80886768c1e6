import { expect, it } from 'vitest';
import {
  analyzeRules,
  checkCriteria,
  compileRules,
  type Criterion,
  type Rule,
  validateCondition,
} from '../index';
import { criteria } from '../testing/criteria';

const rule: Rule = { id: 'a', when: { criterion: 'pageTitle', operator: 'contains', value: 'x' } };

function revoked(): never {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy as never;
}

it('a list of rules that cannot even be counted is an issue, not a throw', () => {
  const uncountable = new Proxy([rule], {
    get(list, key) {
      if (key === 'length') throw new Error('no');
      return Reflect.get(list, key) as unknown;
    },
  });
  for (const rules of [revoked(), uncountable]) {
    const result = compileRules(rules, { criteria });
    expect(result).toMatchObject({ ok: false, issues: [{ ruleId: '', path: '', code: 'notAList' }] });
    expect(analyzeRules(rules, { criteria })).toMatchObject([{ code: 'invalid' }]);
  }
});

it('a list of criteria that cannot be read, or has holes, is an issue, not a throw', () => {
  const sparse = new Array<Criterion>(3);
  for (const declared of [revoked(), sparse]) {
    const options = { criteria: declared as readonly Criterion[] };
    const result = compileRules([rule], options);
    expect(result.ok ? 'ok' : result.issues[0]?.code).toBe('criterionInvalid');
    expect(analyzeRules([rule], options)[0]?.code).toBe('invalid');
    expect(validateCondition(rule.when, options)[0]?.code).toBe('criterionInvalid');
  }
});

it('of a list of criteria that is all holes not every hole is named', () => {
  expect(checkCriteria(new Array(1_000_000)).length).toBeLessThanOrEqual(1000);
});

it("a getter of the facts that throws is the caller's: what it throws comes out of every call", () => {
  const result = compileRules([rule], { criteria });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const facts = {
    get pageTitle(): string {
      throw new RangeError('mine');
    },
  } as never;
  const { match, matchAll, explain, specialize } = result.ruleSet;
  for (const call of [match, matchAll, explain, specialize]) expect(() => call(facts)).toThrow(RangeError);
  // The rule set is none the worse for it.
  expect(result.ruleSet.match({ pageTitle: 'x' } as never)?.id).toBe('a');
});
