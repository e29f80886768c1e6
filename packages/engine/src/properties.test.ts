import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules as compileClosures } from './browser';
import { compileRules, type Facts, type Rule } from './index';
import { criteria } from './testing/criteria';
import { condition, allOperators, facts, manyRules, rules, visit, when } from './testing/arbitrary';
import { forms, mustCompile } from './testing/forms';
import { oracle } from './testing/oracle';

const isCi = Boolean(
  (globalThis as { process?: { env: Record<string, string | undefined> } }).process?.env.CI,
);

/** In CI the forms are compared a hundred thousand times, else a thousand times: so many facts for each rule set. */
const CASES = isCi ? 100_000 : 1000;
const FACTS_A_SET = 20;
const SOME = isCi ? 3000 : 500;

describe('all forms agree', () => {
  it(`with the oracle, in the winner and in order: ${CASES} cases`, () => {
    fc.assert(
      fc.property(
        rules,
        fc.array(facts, { minLength: FACTS_A_SET, maxLength: FACTS_A_SET }),
        (set, givens) => {
          const ruleSet = mustCompile(set);
          const tiny = compileClosures(set, { criteria }).ruleSet;
          for (const given of givens) {
            const expected = set
              .filter((rule) => rule.enabled !== false && oracle(rule.when, given) === 'match')
              .map((rule) => rule.id);
            expect(ruleSet.matchAll(given).map((rule) => rule.id)).toEqual(expected);
            expect(ruleSet.match(given)?.id).toBe(expected[0]);
            expect(tiny.match(given)?.id).toBe(expected[0]);
          }
        },
      ),
      { numRuns: CASES / FACTS_A_SET },
    );
  });

  it('with the oracle on many rules at once', () => {
    fc.assert(
      fc.property(
        manyRules,
        fc.array(facts, { minLength: FACTS_A_SET, maxLength: FACTS_A_SET }),
        (set, givens) => {
          const ruleSet = mustCompile(set);
          for (const given of givens) {
            const expected = set
              .filter((rule) => rule.enabled !== false && oracle(rule.when, given) === 'match')
              .map((rule) => rule.id);
            expect(ruleSet.matchAll(given).map((rule) => rule.id)).toEqual(expected);
            expect(ruleSet.match(given)?.id).toBe(expected[0]);
          }
        },
      ),
      { numRuns: SOME / 25 },
    );
  });

  it('also specialised, by nothing, parts and all', () => {
    fc.assert(
      fc.property(rules, facts, (set, given) => {
        const winners = forms.map((form) => form.match(set, given));
        expect(new Set(winners).size).toBe(1);
      }),
      { numRuns: SOME },
    );
  });

  it('explain agrees with the oracle and with match', () => {
    fc.assert(
      fc.property(rules, facts, (set, given) => {
        const ruleSet = mustCompile(set);
        const explained = ruleSet.explain(given);
        expect(explained.rules.map((rule) => rule.verdict)).toEqual(
          set.map((rule) => oracle(rule.when, given)),
        );
        expect(explained.winner).toBe(ruleSet.match(given)?.id);
        for (const rule of explained.rules) expect(rule.sentence).toMatch(/^[A-Z].*\.$/s);
      }),
      { numRuns: SOME },
    );
  });

  it('on any text, however odd', () => {
    const piece = fc.constantFrom(
      '/',
      '?',
      '#',
      '#/',
      '#!',
      '*',
      '%',
      '%20',
      '%C3%A9',
      '%E9',
      ':',
      '//',
      'http:',
      'HTTPS://',
      ':443',
      ':80',
      '.',
      ' ',
      '\u00a0',
      'é',
      'e\u0301',
      'İ',
      'ß',
      'Ł',
      'a',
      'A',
      'b',
      '-',
      '_',
      '\ud83d\ude00',
      '\n',
    );
    const odd = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    const lone = fc.constantFrom('\ud800', 'a\udc00b');
    const asked = fc.constantFrom('pageUrl', 'pageTitle', 'city', 'plan').chain((criterion) =>
      fc.record({
        criterion: fc.constant(criterion),
        operator: fc.constantFrom(
          'is',
          'isNot',
          'isOneOf',
          'isNoneOf',
          'contains',
          'notContains',
          'startsWith',
          'endsWith',
          'like',
          'notLike',
        ),
        value: odd,
      }),
    );
    fc.assert(
      fc.property(
        fc.array(asked, { minLength: 1, maxLength: 6 }),
        fc.array(fc.oneof({ weight: 9, arbitrary: odd }, lone), { minLength: 6, maxLength: 6 }),
        (conditions, texts) => {
          const set = conditions
            .map((one, index) => ({
              id: `r${index}`,
              when: /Of$/.test(one.operator) ? { ...one, value: [one.value, '/a', 'b'] } : one,
            }))
            .filter((rule) => compileRules([rule], { criteria }).ok);
          const ruleSet = mustCompile(set);
          const tiny = compileClosures(set, { criteria }).ruleSet;
          for (const text of texts) {
            const given = { pageUrl: text, pageTitle: text, city: text, plan: text };
            const { winner } = ruleSet.explain(given);
            expect(ruleSet.match(given)?.id).toBe(winner);
            expect(tiny.match(given)?.id).toBe(winner);
          }
        },
      ),
      { numRuns: SOME * 2 },
    );
  });

  it('facts may change in place between evaluations', () => {
    fc.assert(
      fc.property(rules, facts, facts, (set, first, second) => {
        const ruleSet = mustCompile(set);
        const tiny = compileClosures(set, { criteria }).ruleSet;
        const changing: Record<string, unknown> = { ...first };
        ruleSet.match(changing);
        tiny.match(changing);
        for (const key of Object.keys(changing)) delete changing[key];
        Object.assign(changing, second);
        const fresh = mustCompile(set).match(second)?.id;
        expect(ruleSet.match(changing)?.id).toBe(fresh);
        expect(tiny.match(changing)?.id).toBe(fresh);
      }),
      { numRuns: SOME },
    );
  });

  it('the arbitraries use every operator', () => {
    const used = new Set(fc.sample(condition, 3000).map((one) => one.operator));
    expect(allOperators.filter((operator) => !used.has(operator))).toEqual([]);
  });
});

describe('specialize', () => {
  /** The length of a tree as JSON. The opposite of an operator may have a longer name: that is no growth. */
  const sizeOf = (tree: unknown): number =>
    JSON.stringify(tree, (key, value: unknown) =>
      key === 'operator' || typeof value === 'boolean' ? 0 : value,
    ).length;

  it('keeps its law: now and with later facts of the visit', () => {
    fc.assert(
      fc.property(rules, visit, (set, { now, later }) => {
        const residue = mustCompile(set).specialize(now);
        const expected = mustCompile(set).match(later)?.id;
        expect(mustCompile(residue).match(later)?.id).toBe(expected);
        expect(compileClosures(residue, { criteria }).ruleSet.match(later)?.id).toBe(expected);
      }),
      { numRuns: SOME * 4 },
    );
  });

  it('is idempotent, keeps the order and never grows', () => {
    fc.assert(
      fc.property(rules, visit, (set, { now }) => {
        const residue = mustCompile(set).specialize(now);
        expect(mustCompile(residue).specialize(now)).toEqual(residue);
        const ids = set.map((rule) => rule.id);
        const places = residue.map((rule) => ids.indexOf(rule.id));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        for (const rule of residue) {
          expect(sizeOf(rule.when)).toBeLessThanOrEqual(
            Math.max(10, sizeOf(set.find(({ id }) => id === rule.id)?.when)),
          );
        }
      }),
      { numRuns: SOME },
    );
  });

  it('step by step comes to the same winner as at once', () => {
    fc.assert(
      fc.property(rules, facts, facts, (set, first, second) => {
        const both = { ...first, ...second };
        const inSteps = mustCompile(mustCompile(set).specialize(second)).specialize(both);
        const atOnce = mustCompile(set).specialize(both);
        expect(mustCompile(inSteps).match(both)?.id).toBe(mustCompile(atOnce).match(both)?.id);
      }),
      { numRuns: SOME },
    );
  });
});

describe('wakeAfter', () => {
  const timed = fc.array(
    fc.tuple(
      fc.constantFrom('timeOnPage', 'timeOnSite'),
      fc.constantFrom('is', 'isNot', 'greaterThan', 'greaterThanOrEqual', 'lessThan', 'lessThanOrEqual'),
      fc.integer({ min: 0, max: 4 }),
      when,
      fc.boolean(),
    ),
    { minLength: 1, maxLength: 4 },
  );
  const rates: Readonly<Record<string, number>> = { timeOnPage: 1, timeOnSite: 1 / 60 };
  const after = (given: Facts, ms: number): Facts => {
    const moved: Record<string, unknown> = { ...given };
    for (const [fact, rate] of Object.entries(rates))
      if (typeof given[fact] === 'number') moved[fact] = given[fact] + (ms * rate) / 1000;
    return moved;
  };
  const verdicts = (set: readonly Rule[], given: Facts): string =>
    set.map((rule) => oracle(rule.when, given)).join();

  it('is never late, never early and never zero; both entries agree', () => {
    fc.assert(
      fc.property(
        timed,
        facts,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
        (parts, given, places) => {
          const set = parts.map(([criterion, operator, value, other, isAll], index): Rule => {
            const tick = { criterion, operator, value };
            return {
              id: `r${index}`,
              when: isAll ? { all: [tick, other] } : { any: [{ not: tick }, other] },
            };
          });
          const wake = mustCompile(set).wakeAfter(given);
          expect(compileClosures(set, { criteria }).ruleSet.wakeAfter(given)).toBe(wake);
          const now = verdicts(set, given);
          if (wake < Infinity) {
            expect(wake).toBeGreaterThanOrEqual(1);
            expect(Number.isInteger(wake)).toBe(true);
            expect(verdicts(set, after(given, wake))).not.toBe(now);
            expect(verdicts(set, after(given, wake - 1))).toBe(now);
          }
          for (const place of places) {
            const ms = Math.floor(place * Math.min(wake - 1, 600_000));
            expect(verdicts(set, after(given, ms))).toBe(now);
          }
        },
      ),
      { numRuns: SOME },
    );
  });

  it('woken again and again it comes to rest', () => {
    fc.assert(
      fc.property(timed, facts, (parts, given) => {
        const set = parts.map(([criterion, operator, value, other], index): Rule => ({
          id: `r${index}`,
          when: { any: [{ criterion, operator, value }, other] },
        }));
        const { ruleSet } = compileClosures(set, { criteria });
        let passed = 0;
        let wakes = 0;
        for (
          let wake = ruleSet.wakeAfter(given);
          wake < Infinity;
          wake = ruleSet.wakeAfter(after(given, passed))
        ) {
          passed += wake;
          wakes += 1;
          expect(wakes).toBeLessThan(200);
        }
      }),
      { numRuns: Math.min(SOME, 1000) },
    );
  });
});
