import { describe, expect, it } from 'vitest';
import invalid from '../../conformance/invalid.json';
import { checkCriteria, compileRules, type Criterion, type Rule, validateCondition } from '../index';
import { compileRules as compileClosures } from '../browser';
import { criteria } from '../testing/criteria';

const issuesOf = (
  rules: unknown,
): readonly { ruleId: string; path: string; code: string; message: string }[] => {
  const result = compileRules(rules as readonly Rule[], { criteria });
  return result.ok ? [] : result.issues;
};
const good = { criterion: 'pageUrl', operator: 'contains', value: '/product' };

describe('conformance: invalid', () => {
  for (const { name, rules, issues } of invalid.cases as readonly {
    name: string;
    rules: unknown;
    issues: unknown[];
  }[]) {
    it(name, () => {
      const found = issuesOf(rules);
      expect(found.map(({ ruleId, path, code }) => ({ ruleId, path, code }))).toEqual(issues);
      for (const { message } of found) expect(message).toMatch(/^[^]+\.$/);
    });
  }
});

describe('hostile rules are issues, never exceptions', () => {
  const only = (rules: unknown) => {
    const found = issuesOf(rules);
    expect(found).toHaveLength(1);
    return found[0]!;
  };

  it('a prototype by name', () => {
    const rules: unknown = JSON.parse(
      '[{"id":"a","__proto__":{"enabled":false},"when":{"__proto__":{"all":[]},"criterion":"pageUrl","operator":"__proto__","value":"x"}}]',
    );
    expect(only(rules)).toMatchObject({ ruleId: 'a', path: '/when/operator', code: 'operatorUnknown' });
    expect(only(JSON.parse('[{"id":"__proto__","when":{"__proto__":{"all":[]}}}]'))).toMatchObject({
      ruleId: '__proto__',
      path: '/when',
      code: 'whenInvalid',
    });
    expect(({} as Record<string, unknown>).all).toBeUndefined();
    expect(({} as Record<string, unknown>).enabled).toBeUndefined();
  });

  it('ids that objects have by nature are ids', () => {
    const rules = ['__proto__', 'constructor', 'toString'].map((id) => ({ id, when: good }));
    const result = compileRules(rules, { criteria });
    expect(result.ok && result.ruleSet.match({ pageUrl: 'https://a.test/product' })?.id).toBe('__proto__');
  });

  it('inherited properties are none', () => {
    expect(only([{ id: 'a', when: Object.create({ all: [] }) as object }])).toMatchObject({
      path: '/when',
      code: 'whenInvalid',
    });
  });

  it('ten thousand groups deep, built and parsed', () => {
    let deep: unknown = good;
    for (let depth = 0; depth < 10_000; depth += 1) deep = depth % 2 ? { not: deep } : { all: [deep] };
    expect(only([{ id: 'a', when: deep }])).toMatchObject({ code: 'tooDeep' });
    const parsed: unknown = JSON.parse(
      '[{"id":"a","when":' + '{"any":['.repeat(5000) + ']}'.repeat(5000) + '}]',
    );
    expect(only(parsed)).toMatchObject({ code: 'tooDeep', path: '/when' + '/any/0'.repeat(8) });
    let list: unknown = [];
    for (let depth = 0; depth < 10_000; depth += 1) list = [list];
    expect(only([{ id: 'a', when: { ...good, value: list } }])).toMatchObject({ code: 'valueWrongType' });
  });

  it('ten megabytes of it', () => {
    expect(only([{ id: 'a', when: { ...good, value: 'x'.repeat(10_000_000) } }])).toMatchObject({
      code: 'valueTooLong',
    });
    expect(only([{ id: 'x'.repeat(10_000_000), when: good }])).toMatchObject({ code: 'idInvalid' });
    expect(
      only([
        {
          id: 'a',
          when: { ...good, operator: 'isOneOf', value: Array.from({ length: 1_000_000 }, () => 'x') },
        },
      ]),
    ).toMatchObject({ code: 'valueTooMany' });
    expect(only([{ id: 'a', when: { all: Array.from({ length: 300_000 }, () => good) } }])).toMatchObject({
      code: 'tooManyConditions',
    });
    expect(
      issuesOf([{ id: 'a', when: { all: Array.from({ length: 1_000_000 }, () => ({ any: [] })) } }]),
    ).toMatchObject([{ code: 'tooManyConditions' }]);
    expect(
      issuesOf([{ id: 'a', when: { ...good, operator: 'matches', value: 'a'.repeat(2000) } }])[0]?.code,
    ).toMatch(/^regex/);
    const found = issuesOf(Array.from({ length: 90_000 }, () => ({})));
    expect(found.length).toBeLessThan(2000);
    expect(found.at(-1)?.code).toBe('tooManyIssues');
    expect(issuesOf(Array.from({ length: 200_000 }, () => null))).toMatchObject([{ code: 'tooManyRules' }]);
  });

  it('very many regular expressions', () => {
    const killer = { criterion: 'pageTitle', operator: 'matches', value: '(ab|cd)*[a-f]+'.repeat(60) };
    const found = issuesOf([{ id: 'a', when: { any: Array.from({ length: 200 }, () => killer) } }]);
    expect(found.filter(({ code }) => code === 'regexUnsafe')).toHaveLength(20);
    expect(found.at(-1)).toMatchObject({ path: '/when/any/199/operator', code: 'tooManyConditions' });
  });

  it('half characters', () => {
    expect(only([{ id: 'a', when: { ...good, value: '\ud800' } }])).toMatchObject({
      path: '/when/value',
      code: 'valueNotText',
    });
    expect(only([{ id: '\udfff', when: good }])).toMatchObject({ path: '/id', code: 'idInvalid' });
  });

  it('cycles', () => {
    const group: { all: unknown[] } = { all: [good] };
    group.all.push(group);
    expect(only([{ id: 'a', when: group }])).toMatchObject({ path: '/when/all/1', code: 'cycle' });
    const not: Record<string, unknown> = {};
    not.not = not;
    expect(only([{ id: 'a', when: not }])).toMatchObject({ path: '/when/not', code: 'cycle' });
    const list: unknown[] = [];
    list.push(list);
    expect(only([{ id: 'a', when: { ...good, operator: 'isOneOf', value: list } }])).toMatchObject({
      path: '/when/value/0',
      code: 'valueWrongType',
    });
    const rules: unknown[] = [];
    rules.push(rules);
    expect(only(rules)).toMatchObject({ code: 'ruleInvalid' });
  });

  it('numbers that are none, and other values that JSON does not know', () => {
    for (const value of [
      NaN,
      Infinity,
      -Infinity,
      10n,
      Symbol('x'),
      () => 15,
      new Date(0),
      new Map(),
      Object(15),
    ]) {
      expect(
        only([{ id: 'a', when: { criterion: 'timeOnPage', operator: 'greaterThan', value } }]),
      ).toMatchObject({ path: '/when/value', code: 'valueWrongType' });
    }
  });

  it('getters, proxies and revoked proxies that throw', () => {
    const thrower = (key: string, rest: object) =>
      Object.defineProperty({ ...rest }, key, {
        enumerable: true,
        get: () => {
          throw new Error('boo');
        },
      });
    expect(only([thrower('id', { when: good })])).toMatchObject({ ruleId: '', code: 'unreadable' });
    expect(only([thrower('when', { id: 'a' })])).toMatchObject({ code: 'unreadable' });
    expect(only([{ id: 'a', when: thrower('value', good) }])).toMatchObject({
      ruleId: 'a',
      code: 'unreadable',
    });
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(only([{ id: 'a', when: proxy }])).toMatchObject({ code: 'unreadable' });
    const throwing = [thrower('id', {})];
    Object.defineProperty(throwing, 0, {
      get: () => {
        throw new Error('boo');
      },
    });
    expect(only(throwing)).toMatchObject({ code: 'unreadable' });
    expect(validateCondition(thrower('value', good), { criteria })).toMatchObject([{ code: 'unreadable' }]);
  });

  it('a getter that answers otherwise each time is read once', () => {
    let reads = 0;
    const shifty = {
      ...good,
      get value() {
        reads += 1;
        return reads === 1 ? '/product' : 7;
      },
    };
    const result = compileRules([{ id: 'a', when: shifty }], { criteria });
    expect(result.ok && result.ruleSet.match({ pageUrl: 'https://a.test/product' })?.id).toBe('a');
    expect(result.ok && result.ruleSet.specialize({})).toEqual([{ id: 'a', when: good }]);
  });

  it('what is done to a rule afterwards changes nothing', () => {
    const rule = { id: 'a', when: { all: [{ ...good }] } };
    const result = compileRules([rule], { criteria });
    rule.when.all[0]!.value = '/other';
    rule.when.all.push({ ...good, value: '/never' });
    expect(result.ok && result.ruleSet.match({ pageUrl: 'https://a.test/product' })).toBe(rule);
    expect(result.ok && result.ruleSet.specialize({})).toEqual([{ id: 'a', when: good }]);
  });

  it('sparse lists', () => {
    const sparse: unknown[] = [];
    sparse.length = 2 ** 32 - 1;
    expect(issuesOf([{ id: 'a', when: { all: sparse } }]).at(-1)).toMatchObject({
      code: 'tooManyConditions',
    });
    expect(issuesOf(sparse)).toMatchObject([{ code: 'tooManyRules' }]);
  });

  it('hostile facts give verdicts', () => {
    const result = compileRules([{ id: 'a', when: good }], { criteria });
    const cyclic: Record<string, unknown> = {};
    cyclic.pageUrl = cyclic;
    for (const facts of [
      cyclic,
      { pageUrl: Symbol('x') },
      { pageUrl: '%'.repeat(5000) },
      { pageUrl: '\ud800/product' },
      { pageUrl: 'https://[' },
      JSON.parse('{"__proto__":{"pageUrl":"/product"}}') as object,
    ]) {
      expect(result.ok && result.ruleSet.explain(facts as never).rules).toHaveLength(1);
      expect(() => result.ok && result.ruleSet.match(facts as never)).not.toThrow();
    }
  });
});

describe('declarations that are wrong', () => {
  const base: Criterion = { id: 'x', label: 'X', fact: 'x', type: 'text' };
  const pathsOf = (declarations: unknown) => checkCriteria(declarations).map(({ path }) => path);

  it('are issues with a path', () => {
    expect(pathsOf(criteria)).toEqual([]);
    expect(pathsOf('no')).toEqual(['/criteria']);
    expect(pathsOf([null])).toEqual(['/criteria/0']);
    expect(pathsOf([{}])).toEqual([
      '/criteria/0/id',
      '/criteria/0/label',
      '/criteria/0/fact',
      '/criteria/0/type',
    ]);
    expect(pathsOf([base, base])).toEqual(['/criteria/1/id']);
    expect(pathsOf([{ ...base, type: 'constructor' }])).toEqual(['/criteria/0/type']);
    expect(pathsOf([{ ...base, type: 'number', fold: 'city' }])).toEqual(['/criteria/0/fold']);
    expect(pathsOf([{ ...base, knownBy: 'nobody' }])).toEqual(['/criteria/0/knownBy']);
    expect(pathsOf([{ ...base, changes: 'rises' }])).toEqual(['/criteria/0/changes']);
    expect(pathsOf([{ ...base, type: 'number', changes: { ticks: 0, anew: true } }])).toEqual([
      '/criteria/0/changes',
    ]);
    expect(pathsOf([{ ...base, operators: [] }])).toEqual(['/criteria/0/operators']);
    expect(pathsOf([{ ...base, operators: ['is', 'greaterThan', 'near'] }])).toEqual([
      '/criteria/0/operators/1',
      '/criteria/0/operators/2',
    ]);
    expect(pathsOf([{ ...base, operators: [{ id: 'is', label: 'is', value: 'one' }] }])).toEqual([
      '/criteria/0/operators/0',
    ]);
    expect(pathsOf([{ ...base, options: [1] }])).toEqual(['/criteria/0/options']);
    expect(pathsOf([{ ...base, qualifier: {} }])).toEqual(['/criteria/0/qualifier']);
    expect(pathsOf([base, { ...base, id: 'y', changes: 'final' }])).toEqual(['/criteria/1/changes']);
  });

  it('stop compiling', () => {
    const result = compileRules([], { criteria: [{ ...base, type: 'colour' as never }] });
    expect(result).toMatchObject({
      ok: false,
      issues: [{ ruleId: '', path: '/criteria/0/type', code: 'criterionInvalid' }],
    });
    const cyclic: Record<string, unknown> = { ...base };
    cyclic.options = [cyclic];
    expect(compileRules([], { criteria: [cyclic] as never })).toMatchObject({ ok: false });
    expect(compileRules([], { criteria: undefined as never })).toMatchObject({ ok: false });
  });
});

describe('validateCondition', () => {
  it('answers for a form, with paths from the condition', () => {
    expect(validateCondition(good, { criteria })).toEqual([]);
    expect(validateCondition({ ...good, value: '' }, { criteria })).toMatchObject([
      { ruleId: '', path: '/value', code: 'valueEmpty' },
    ]);
    expect(validateCondition(null, { criteria })).toMatchObject([{ path: '', code: 'whenInvalid' }]);
    expect(validateCondition({ all: [] }, { criteria })).toMatchObject([
      { path: '/criterion', code: 'criterionUnknown' },
    ]);
  });
});

describe("a plugin's own operators", () => {
  const place: Criterion = {
    id: 'geo/place',
    label: 'Place',
    fact: 'geo/place',
    type: 'text',
    operators: ['is', { id: 'geo/near', label: 'is near', value: 'one' }],
  };
  const rules: readonly Rule[] = [
    { id: 'a', when: { not: { criterion: 'geo/place', operator: 'geo/near', value: 'Rome' } } },
  ];

  it('need their code, and a failure is unknown', () => {
    const far = compileRules(rules, { criteria: [place], operators: { 'geo/near': () => false } });
    expect(far.ok && far.ruleSet.match({ 'geo/place': 'Oslo' })?.id).toBe('a');
    expect(far.ok && far.ruleSet.match({})).toBeUndefined();
    const throws = compileRules(rules, {
      criteria: [place],
      operators: {
        'geo/near': () => {
          throw new Error('boo');
        },
      },
    });
    expect(throws.ok && throws.ruleSet.explain({ 'geo/place': 'Oslo' }).rules[0]).toMatchObject({
      verdict: 'unknown',
      because: { not: { reason: 'operatorFailed' } },
    });
    expect(compileRules(rules, { criteria: [place], operators: {} })).toMatchObject({
      ok: false,
      issues: [{ path: '/when/not/operator', code: 'operatorNotImplemented' }],
    });
  });

  it('see the fact as its type has it, in every form', () => {
    const site: Criterion = {
      id: 'site',
      label: 'Site',
      fact: 'site',
      type: 'url',
      operators: [{ id: 'my/within', label: 'is within', value: 'many' }],
    };
    const within = (actual: unknown, value: unknown) =>
      (value as string[]).some((one) => String(actual).includes(one));
    const set: readonly Rule[] = [
      { id: 'a', when: { criterion: 'site', operator: 'my/within', value: ['/en', '/de'] } },
    ];
    const options = { criteria: [site] as readonly Criterion[], operators: { 'my/within': within } };
    const main = compileRules(set, options);
    const tiny = compileClosures(set, options).ruleSet;
    for (const [fact, expected] of [
      ['https://Shop.test/DE?x', 'a'],
      ['https://shop.test/fr?from=/en', 'a'],
      ['https://shop.test/fr', undefined],
      [7, undefined],
    ]) {
      expect(main.ok && main.ruleSet.match({ site: fact })?.id).toBe(expected);
      expect(tiny.match({ site: fact })?.id).toBe(expected);
    }
    const without = compileClosures([{ id: 'a', when: { not: set[0]!.when } }] as readonly Rule[], {
      criteria: options.criteria,
    }).ruleSet;
    expect(without.match({ site: 'https://shop.test/fr' })).toBeUndefined();
  });
});
