import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Condition, type Facts, type When } from '../index';
import { mustCompile } from '../testing/forms';
import { oracle } from '../testing/oracle';

// Few conditions, so that trees say the same thing again and again, in other words and the other way round.
const conditions: readonly Condition[] = [
  { criterion: 'country', operator: 'is', value: 'DE' },
  { criterion: 'country', operator: 'isNot', value: 'de' },
  { criterion: 'country', operator: 'isOneOf', value: ['DE', 'AT'] },
  { criterion: 'country', operator: 'isKnown' },
  { criterion: 'pageTitle', operator: 'startsWith', value: 'a' },
  { criterion: 'pageTitle', operator: 'contains', value: 'b' },
  { criterion: 'pageTitle', operator: 'notContains', value: 'B' },
  { criterion: 'pagesViewed', operator: 'lessThan', value: 3 },
  { criterion: 'pagesViewed', operator: 'greaterThanOrEqual', value: 3 },
  { criterion: 'engagedThisVisit', operator: 'is', value: true },
];

const tree: fc.Arbitrary<When> = fc.letrec<{ node: When }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 6, depthSize: 'medium' },
    { arbitrary: fc.constantFrom(...conditions), weight: 3 },
    { arbitrary: fc.array(tie('node'), { maxLength: 4 }).map((all) => ({ all })), weight: 2 },
    { arbitrary: fc.array(tie('node'), { maxLength: 4 }).map((any) => ({ any })), weight: 2 },
    { arbitrary: tie('node').map((not) => ({ not })), weight: 2 },
  ),
})).node;

const titles = ['a', 'b', 'ab', '', undefined];
const counts = [2, 3, undefined];
const countries = ['DE', 'AT', 'FR', undefined];
const engaged = [true, false, undefined];

/** All that there can be later, and the parts of it that may be known before. */
const later: readonly Facts[] = countries.flatMap((country) =>
  titles.flatMap((pageTitle) =>
    counts.flatMap((pagesViewed) =>
      engaged.map((engagedThisVisit) => ({ country, pageTitle, pagesViewed, engagedThisVisit })),
    ),
  ),
);

const size = (when: When): number =>
  'criterion' in when
    ? 1
    : 'not' in when
      ? size(when.not)
      : ('all' in when ? when.all : when.any).reduce((sum, child) => sum + size(child), 0);

describe('trees that say the same thing again and again', () => {
  it('keep their meaning, for all facts there can be', () => {
    fc.assert(
      fc.property(tree, (when) => {
        const [residue] = mustCompile([{ id: 'a', when }]).specialize({});
        for (const facts of later)
          expect(residue !== undefined && oracle(residue.when, facts) === 'match').toBe(
            oracle(when, facts) === 'match',
          );
      }),
      { numRuns: 1500 },
    );
  });

  it('keep it for what comes later, where something is settled; twice is as once, and never more', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom(...later), fc.boolean(), (when, known, isViewed) => {
        const settled: Facts = {
          country: known.country,
          ...(isViewed && known.pagesViewed !== undefined ? { pagesViewed: known.pagesViewed } : {}),
        };
        const residue = mustCompile([{ id: 'a', when }]).specialize(settled);
        expect(mustCompile(residue).specialize(settled)).toEqual(residue);
        expect(size(residue[0]?.when ?? { all: [] })).toBeLessThanOrEqual(size(when));
        for (const facts of later) {
          if (facts.country !== settled.country) continue;
          // Pages viewed never get fewer, and never unknown again.
          const views = settled.pagesViewed as number | undefined;
          if (views !== undefined && !(((facts.pagesViewed as number | undefined) ?? 0) >= views)) continue;
          expect(residue[0] !== undefined && oracle(residue[0].when, facts) === 'match').toBe(
            oracle(when, facts) === 'match',
          );
        }
      }),
      { numRuns: 1500 },
    );
  });
});

it('a residue is never deeper than rules may be', () => {
  // A `not` around each group would save turns at every level.
  const leaf = (name: string): When => ({
    not: { criterion: 'pageTitle', operator: 'startsWith', value: name },
  });
  const deep = (level: number): When => {
    const inner =
      level === 1 ? [leaf('x'), leaf('y')] : [leaf(`a${level}`), leaf(`b${level}`), deep(level - 1)];
    return level % 2 ? { any: inner } : { all: inner };
  };
  const [residue] = mustCompile([{ id: 'a', when: deep(7) }]).specialize({});
  expect(mustCompile([residue!]).specialize({})).toEqual([residue]);
});
