import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzeRules, type Rule } from '../index';
import { facts, rules } from '../testing/arbitrary';
import { criteria } from '../testing/criteria';
import { mustCompile } from '../testing/forms';
import { oracle } from '../testing/oracle';
import { faultyValues } from './faulty-values.fixture';
import { faulty as faultyLogic } from './faulty.fixture';
import { sound } from './sound.fixture';

const faulty = [...faultyLogic, ...faultyValues];
const analyze = (set: unknown) => analyzeRules(set as readonly Rule[], { criteria });

describe('faulty rule sets are found in full', () => {
  it(`there are enough: ${faulty.length}`, () => expect(faulty.length).toBeGreaterThanOrEqual(60));

  for (const { name, rules: set, found } of faulty) {
    it(name, () => {
      const findings = analyze(set);
      expect(findings.map(({ code, severity, ruleIds }) => [code, severity, ruleIds[0]])).toEqual(
        found.map(([code, severity, id]) => [code, severity, id]),
      );
      found.forEach(([, , , ...paths], index) => {
        if (paths.length) expect(findings[index]?.places.map(({ path }) => path)).toEqual(paths);
      });
      for (const { message, mend } of findings) {
        expect(message).toMatch(/^["A-Z][^]*\.$/);
        expect(mend).toMatch(/^[A-Z][^]*\.$/);
      }
    });
  }

  sound.forEach((set, index) =>
    it(`nothing is wrong with sound rules ${index + 1}`, () => expect(analyze(set)).toEqual([])),
  );
});

describe('soundness', () => {
  it('no rule that can win is reported as one that cannot', () => {
    fc.assert(
      fc.property(rules, fc.array(facts, { minLength: 40, maxLength: 40 }), (set, givens) => {
        const dead = analyze(set)
          .filter(({ severity }) => severity === 'error')
          .map(({ ruleIds }) => ruleIds[0]);
        const ruleSet = mustCompile(set);
        for (const given of givens) expect(dead).not.toContain(ruleSet.match(given)?.id);
      }),
      { numRuns: 500 },
    );
  });

  // One fact alone, asked about in many ways: here contradictions and shadows are frequent.
  const about = (criterion: string, operators: readonly string[], value: fc.Arbitrary<unknown>) => {
    const one = fc
      .tuple(fc.constantFrom(...operators), value)
      .map(([operator, wanted]) => ({ criterion, operator, value: wanted }));
    const group = fc.array(one, { minLength: 1, maxLength: 3 });
    const tree = fc.oneof(
      group.map((all) => ({ all })),
      fc.tuple(one, group).map(([first, any]) => ({ all: [first, { any }] })),
      group.map((any) => ({ not: { any } })),
    );
    return fc
      .array(tree, { minLength: 1, maxLength: 4 })
      .map((trees) => trees.map((when, index): Rule => ({ id: `r${index}`, when })));
  };
  const deadOf = (set: readonly Rule[]) =>
    analyze(set)
      .filter(({ severity }) => severity === 'error')
      .map(({ ruleIds }) => ruleIds[0]!);
  const winners = (set: readonly Rule[], fact: string, values: readonly unknown[]) => {
    const ruleSet = mustCompile(set);
    return new Set(
      [...values.map((value) => ({ [fact]: value })), {}].map((given) => ruleSet.match(given)?.id),
    );
  };

  it('about texts and URLs, which are searched through', () => {
    const words = [
      '',
      '/',
      '/a',
      '/a/',
      '/ab',
      '/a/b',
      '/b',
      '/b/a',
      '/a?x',
      '/a/?x',
      '/a?x=b',
      '/#/a',
      '/a#/b/',
      '/ab/a/b?b',
    ];
    const values = fc.constantFrom(
      '/a',
      '/a/',
      '/b',
      'a',
      'b',
      '/a/b',
      '/a?x',
      '/',
      'x://h/a',
      'x://h',
      '/#/a',
      'h/a',
    );
    const expressions = fc.constantFrom(
      ...[
        'a',
        '^x',
        '/a$',
        'a.*b',
        '^/a',
        'b*',
        '^$',
        '(a|b)',
        '/a/.*',
        '$a',
        '^.*b',
        'h/a\\?',
        '#/a',
        '^x://h/a$',
      ],
    );
    const wholes = fc.constantFrom(
      'x://h',
      'x://h/',
      'x://h/a',
      'x://h/a/',
      'x://h/a?x',
      'x://h/a#/b',
      'x://ha/b',
    );
    const patterns = fc.constantFrom('/a*', '*a', '*b*', '/*/b', 'x*', '*/a', '*', 'x://*/a', '/a?*');
    const hosts = ['x://h', 'x://ha', 'y://h', ''];
    const candidates = hosts.flatMap((host) => words.map((word) => host + word));
    const operators = ['is', 'isNot', 'startsWith', 'contains', 'notContains', 'endsWith'];
    const asked = fc.oneof(
      about('pageUrl', operators, values),
      about('pageUrl', ['like', 'notLike', 'is', 'startsWith'], fc.oneof(patterns, values)),
      fc
        .tuple(about('pageUrl', ['matches', 'notMatches'], expressions), about('pageUrl', operators, values))
        .map(([first, second]) => [...first, ...second].map((rule, index) => ({ ...rule, id: `m${index}` }))),
      fc
        .tuple(about('pageUrl', ['is', 'startsWith'], wholes), about('pageUrl', ['is', 'startsWith'], values))
        .map(([first, second]) => [...second, ...first].map((rule, index) => ({ ...rule, id: `w${index}` }))),
    );
    fc.assert(
      fc.property(asked, (set) => {
        const alive = winners(set, 'pageUrl', candidates);
        for (const id of deadOf(set)) expect(alive).not.toContain(id);
      }),
      { numRuns: 3000 },
    );
  });

  it('about numbers, where it is exact: what is dead is found, and nothing else', () => {
    const halves = Array.from({ length: 17 }, (_, index) => index / 2 - 1);
    // What is counted is whole, and at least one.
    const counts = Array.from({ length: 8 }, (_, index) => index + 1);
    for (const [fact, grid] of [
      ['cartValue', halves],
      ['pagesViewed', counts],
    ] as const) {
      const compared = about(
        fact,
        ['is', 'isNot', 'greaterThan', 'greaterThanOrEqual', 'lessThan', 'lessThanOrEqual'],
        fc.integer({ min: 0, max: 5 }),
      );
      fc.assert(
        fc.property(compared, (set) => {
          const alive = winners(set, fact, grid);
          const dead = new Set(deadOf(set));
          for (const { id } of set) expect([id, dead.has(id)]).toEqual([id, !alive.has(id)]);
        }),
        { numRuns: 1500 },
      );
    }
  });

  it('about languages and countries', () => {
    const tags = ['en', 'en-gb', 'en-gb-x-a', 'en-us', 'de', 'de-at', 'fr'];
    const languages = about(
      'browserLanguage',
      ['is', 'isNot'],
      fc.constantFrom('en', 'en-GB', 'de', 'de-AT'),
    );
    fc.assert(
      fc.property(languages, (set) => {
        const alive = winners(set, 'browserLanguage', tags);
        const dead = new Set(deadOf(set));
        for (const { id } of set) expect([id, dead.has(id)]).toEqual([id, !alive.has(id)]);
      }),
      { numRuns: 1000 },
    );
  });

  it('what is always true, is; what adds nothing, can go', () => {
    fc.assert(
      fc.property(rules, fc.array(facts, { minLength: 20, maxLength: 20 }), (set, givens) => {
        for (const { code, places, message } of analyze(set)) {
          const [place] = places;
          const rule = set.find(({ id }) => id === place?.ruleId);
          if (!rule || !place || places.length !== 1) continue;
          const node = at(rule.when, place.path);
          for (const given of givens) {
            if (code === 'alwaysTrue' && message.includes('for everybody'))
              expect(oracle(rule.when, given)).toBe('match');
            if (code === 'redundant' || message.includes('conditions around it'))
              expect(oracle(without(rule.when, place.path) as Rule['when'], given) === 'match').toBe(
                oracle(rule.when, given) === 'match',
              );
          }
          expect(node).toBeDefined();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes bounded time for many rules, and for one of many conditions', () => {
    const many = fc
      .sample(rules, 250)
      .flatMap((some, index) => some.map((rule) => ({ ...rule, id: `${index}-${rule.id}` })));
    expect(analyze(many).length).toBeGreaterThan(0);
    const alike = Array.from({ length: 5000 }, (_, index) => ({
      id: `r${index}`,
      when: { criterion: 'pageTitle', operator: 'contains', value: `word ${index}.` },
    }));
    expect(analyze(alike)).toEqual([]);
    const parts = Array.from({ length: 200 }, (_, index) => ({
      criterion: 'pageTitle',
      operator: index % 2 ? 'notContains' : 'contains',
      value: `word ${index}.`,
    }));
    expect(analyze([{ id: 'a', when: { all: parts } }])).toEqual([]);
    expect(analyze([{ id: 'a', when: { any: parts } }])).toEqual([]);
  });
});

const keysOf = (path: string): string[] => path.split('/').slice(2);

function at(when: unknown, path: string): unknown {
  return keysOf(path).reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], when);
}

/** The tree without the member at a path. */
function without(when: unknown, path: string): unknown {
  const copy: unknown = structuredClone(when);
  const keys = keysOf(path);
  const index = Number(keys.pop());
  const list = keys.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], copy) as unknown[];
  list.splice(index, 1);
  return copy;
}
