import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzeRules, type Rule } from '../index';
import { facts, rules } from '../testing/arbitrary';
import { criteria } from '../testing/criteria';
import { mustCompile } from '../testing/forms';
import { oracle } from '../testing/oracle';
import { faulty, sound } from './faulty.fixture';

const analyze = (set: unknown) => analyzeRules(set as readonly Rule[], { criteria });

describe('faulty rule sets are found in full', () => {
  it(`there are enough: ${faulty.length}`, () => expect(faulty.length).toBeGreaterThanOrEqual(60));

  for (const { name, rules: set, found } of faulty) {
    it(name, () => {
      const findings = analyze(set);
      expect(findings.map(({ code, severity, ruleIds }) => [code, severity, ruleIds[0]])).toEqual(found.map(([code, severity, id]) => [code, severity, id]));
      found.forEach(([, , , ...paths], index) => {
        if (paths.length) expect(findings[index]?.places.map(({ path }) => path)).toEqual(paths);
      });
      for (const { message, mend } of findings) {
        expect(message).toMatch(/^["A-Z][^]*\.$/);
        expect(mend).toMatch(/^[A-Z][^]*\.$/);
      }
    });
  }

  sound.forEach((set, index) => it(`nothing is wrong with sound rules ${index + 1}`, () => expect(analyze(set)).toEqual([])));
});

describe('soundness', () => {
  it('no rule that can win is reported as one that cannot', () => {
    fc.assert(
      fc.property(rules, fc.array(facts, { minLength: 40, maxLength: 40 }), (set, givens) => {
        const dead = analyze(set).filter(({ severity }) => severity === 'error').map(({ ruleIds }) => ruleIds[0]);
        const ruleSet = mustCompile(set);
        for (const given of givens) expect(dead).not.toContain(ruleSet.match(given)?.id);
      }),
      { numRuns: 500 },
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
            if (code === 'alwaysTrue' && message.includes('for everybody')) expect(oracle(rule.when, given)).toBe('match');
            if (code === 'redundant') expect(oracle(without(rule.when, place.path) as Rule['when'], given) === 'match').toBe(oracle(rule.when, given) === 'match');
          }
          expect(node).toBeDefined();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('judges a thousand rules in bounded time', () => {
    const set = fc.sample(rules, 250).flatMap((some, index) => some.map((rule) => ({ ...rule, id: `${index}-${rule.id}` })));
    expect(analyze(set).length).toBeGreaterThan(0);
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
