import { describe, expect, it } from 'vitest';
import logic from '../conformance/logic.json';
import number from '../conformance/number.json';
import order from '../conformance/order.json';
import other from '../conformance/other.json';
import specialize from '../conformance/specialize.json';
import text from '../conformance/text.json';
import url from '../conformance/url.json';
import wake from '../conformance/wake.json';
import { compileRules as compileClosures } from './browser';
import { type Facts, type Rule, type Verdict, type When } from './index';
import { criteria } from './testing/criteria';
import { decodeFacts } from './testing/decode';
import { forms, mustCompile } from './testing/forms';

interface ConditionCase {
  readonly name: string;
  readonly when: When;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly verdict: Verdict;
}

/** The verdict of a form that says only which rule matches: a match of the tree, or of its opposite, or neither. */
function verdictOf(
  match: (rules: readonly Rule[], facts: Facts) => string | undefined,
  when: When,
  facts: Facts,
): Verdict {
  if (match([{ id: 'it', when }], facts) === 'it') return 'match';
  // Eight groups are the most: a tree that deep is told apart without another `not` around it.
  const opposite: When = 'not' in when ? when.not : { not: when };
  return match([{ id: 'it', when: opposite }], facts) === 'it' ? 'noMatch' : 'unknown';
}

const depth = (when: When): number =>
  'not' in when
    ? 1 + depth(when.not)
    : 'all' in when
      ? 1 + Math.max(0, ...when.all.map(depth))
      : 'any' in when
        ? 1 + Math.max(0, ...when.any.map(depth))
        : 0;

const files = { text, url, number, other, logic } as unknown as Readonly<
  Record<string, { readonly cases: readonly ConditionCase[] }>
>;

for (const [file, { cases }] of Object.entries(files)) {
  describe(`conformance: ${file}`, () => {
    for (const form of forms) {
      it(`${form.name}: ${cases.length} cases`, () => {
        for (const { name, when, facts: encoded, verdict } of cases) {
          const facts = decodeFacts(encoded);
          const found =
            depth(when) < 8 ? verdictOf((rules, given) => form.match(rules, given), when, facts) : undefined;
          if (found !== undefined) expect([name, found]).toEqual([name, verdict]);
          else
            expect([name, form.match([{ id: 'it', when }], facts) === 'it']).toEqual([
              name,
              verdict === 'match',
            ]);
        }
      });
    }

    it('explain says the same', () => {
      for (const { name, when, facts, verdict } of cases) {
        const [rule] = mustCompile([{ id: 'it', when }]).explain(decodeFacts(facts)).rules;
        expect([name, rule?.verdict]).toEqual([name, verdict]);
      }
    });

    it('has each case once', () => {
      const seen = cases.map((one) => JSON.stringify([one.when, one.facts]));
      expect(new Set(cases.map((one) => one.name)).size).toBe(cases.length);
      expect(seen.filter((one, index) => seen.indexOf(one) !== index)).toEqual([]);
    });
  });
}

interface OrderCase {
  readonly name: string;
  readonly rules: readonly Rule[];
  readonly facts: Facts;
  readonly match: string | null;
  readonly matchAll: readonly string[];
}

describe('conformance: order', () => {
  for (const one of order.cases as unknown as readonly OrderCase[]) {
    it(one.name, () => {
      for (const form of forms)
        expect([form.name, form.match(one.rules, one.facts) ?? null]).toEqual([form.name, one.match]);
      const ruleSet = mustCompile(one.rules);
      expect(ruleSet.matchAll(one.facts).map((rule) => rule.id)).toEqual(one.matchAll);
      expect(ruleSet.explain(one.facts).winner ?? null).toBe(one.match);
      expect(ruleSet.match(one.facts)).toBe(one.rules.find((rule) => rule.id === one.match));
    });
  }
});

describe('conformance: specialize', () => {
  for (const { name, rules, facts, residue } of specialize.cases as unknown as readonly {
    name: string;
    rules: Rule[];
    facts: Facts;
    residue: Rule[];
  }[]) {
    it(name, () => {
      const settled = decodeFacts(facts);
      const found = mustCompile(rules).specialize(settled);
      expect(found).toEqual(residue);
      expect(mustCompile(found).specialize(settled)).toEqual(residue);
    });
  }
});

describe('conformance: wake', () => {
  for (const { name, rules, facts, wakeAfter } of wake.cases as unknown as readonly {
    name: string;
    rules: Rule[];
    facts: Facts;
    wakeAfter: number | null;
  }[]) {
    it(name, () => {
      expect(mustCompile(rules).wakeAfter(facts)).toBe(wakeAfter ?? Infinity);
      expect(compileClosures(rules, { criteria }).ruleSet.wakeAfter(facts)).toBe(wakeAfter ?? Infinity);
    });
  }
});
