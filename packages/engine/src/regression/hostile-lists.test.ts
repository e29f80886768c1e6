import { expect, it } from 'vitest';
import { analyzeRules, compileRules, type Criterion, type Rule, validateCondition } from '../index';
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
