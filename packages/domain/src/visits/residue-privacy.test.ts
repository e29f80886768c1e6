import { compileRules, type Criterion, type When } from '@beckon/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRule, addTeam, Browser, createWorld, draftOf, officeHours } from '../../test/world';
import { type SentFacts } from '..';

const tier: Criterion = {
  id: 'crm/tier',
  label: 'Tier of the customer',
  fact: 'crm/tier',
  type: 'text',
  changes: 'free',
};
const score: Criterion = {
  id: 'crm/score',
  label: 'Score of the customer',
  fact: 'crm/score',
  type: 'number',
  changes: 'rises',
};

// Texts that no open condition contains, so that finding one in the residue is finding a leak.
const secretWords = [
  'ZZTITLE',
  'ZZMESSAGE',
  'ZZTIER',
  'ZZCITY',
  'crm/',
  '"country"',
  '"city"',
  'businessHours',
  '424242',
  '"during"',
  '"outside"',
];

const serverCondition = fc.constantFrom(
  { criterion: 'crm/tier', operator: 'is', value: 'ZZTIER' },
  { criterion: 'crm/tier', operator: 'isUnknown' },
  { criterion: 'crm/score', operator: 'greaterThan', value: 424242 },
  { criterion: 'city', operator: 'isOneOf', value: ['ZZCITY', 'ZZCITY2'] },
  { criterion: 'country', operator: 'isNot', value: 'CH' },
  { criterion: 'businessHours', operator: 'is', value: 'during' },
);
const openCondition = fc.constantFrom(
  { criterion: 'pageUrl', operator: 'contains', value: '/product' },
  { criterion: 'pagesViewed', operator: 'greaterThan', value: 2 },
  { criterion: 'timeOnPage', operator: 'greaterThanOrEqual', value: 15 },
  { criterion: 'engagedThisVisit', operator: 'is', value: true },
);
const tree: fc.Arbitrary<When> = fc.letrec<{ tree: When }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(serverCondition, openCondition),
    fc.record({ all: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('tree') }),
  ),
})).tree;

const laterFacts: fc.Arbitrary<SentFacts> = fc.record({
  pageUrl: fc.constantFrom('https://shop.example/', 'https://shop.example/product/r58'),
  pagesViewed: fc.integer({ min: 1, max: 5 }),
  timeOnPage: fc.integer({ min: 0, max: 30 }),
});

describe('the residue', () => {
  it("never carries a fact, a value or a word that is the server's", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(tree, { minLength: 1, maxLength: 4 }),
        fc.record({
          tier: fc.constantFrom('ZZTIER', 'other', null),
          city: fc.constantFrom('ZZCITY', 'Bern', null),
          country: fc.constantFrom('CH', 'FR', null),
          score: fc.constantFrom(424243, 1, null),
        }),
        laterFacts,
        async (whens, known, facts) => {
          const world = await createWorld({ extraCriteria: [tier, score] });
          const team = await addTeam(world, 'Sales', officeHours);
          const message = 'ZZMESSAGE';
          for (const when of whens)
            await addRule(
              world,
              draftOf(team, { title: 'ZZTITLE', when, then: { from: { team }, message, assign: false } }),
            );
          world.facts['crm/tier'] = { value: known.tier, until: null };
          world.facts['crm/score'] = { value: known.score, until: null };
          world.facts['city'] = { value: known.city, until: null };
          world.facts['country'] = { value: known.country, until: null };
          const browser = new Browser(world);
          const { residue } = await browser.start();
          const text = JSON.stringify(residue);
          expect(secretWords.filter((word) => text.includes(word))).toEqual([]);
          // And what is left is judged by the server as the browser judges it: a claim goes to the rule that the browser sees.
          const claimed = await browser.claim({ facts });
          const compiled = compileRules(residue.rules, { criteria: residue.criteria });
          if (!compiled.ok) throw new Error(compiled.issues[0]?.message);
          expect(claimed.granted ? claimed.engagement.ruleId : undefined).toBe(
            compiled.ruleSet.match(facts)?.id,
          );
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});
