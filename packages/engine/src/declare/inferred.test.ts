import { describe, expect, expectTypeOf, it } from 'vitest';
import { compileRules as compileClosures } from '../browser';
import {
  analyzeRules,
  compileRules,
  type CompileResult,
  type Condition,
  type ConditionOf,
  type Criterion,
  defineCriterion,
  type Facts,
  type FactsOf,
  type Rule,
  type RuleOf,
  validateCondition,
  type When,
} from '../index';

const criteria = [
  defineCriterion({
    id: 'plan',
    label: 'Plan',
    fact: 'plan',
    type: 'choice',
    options: [
      { value: 'free', label: 'Free' },
      { value: 'pro', label: 'Pro' },
    ],
  }),
  defineCriterion({ id: 'seats', label: 'Seats', fact: 'seats', type: 'number' }),
  defineCriterion({ id: 'beta', label: 'Beta tester', fact: 'isBeta', type: 'boolean' }),
  defineCriterion({
    id: 'email',
    label: 'E-mail',
    fact: 'email',
    type: 'text',
    operators: ['endsWith', 'isKnown'],
  }),
  defineCriterion({
    id: 'events',
    label: 'Events',
    fact: 'events',
    type: 'number',
    qualifier: { label: 'Event', required: true },
  }),
  defineCriterion({ id: 'since', label: 'Customer since', fact: 'since', type: 'date' }),
] as const;
type C = (typeof criteria)[number];

describe('rules are checked against the criteria by their types', () => {
  it('what is right compiles, and gives the rule back with all it carries', () => {
    const result = compileRules(
      [
        {
          id: 'a',
          flag: 'new-editor',
          when: {
            all: [
              { criterion: 'plan', operator: 'isOneOf', value: ['pro'] },
              { criterion: 'seats', operator: 'between', value: [2, 9] },
            ],
          },
        },
        {
          id: 'b',
          flag: 'hello',
          when: { not: { criterion: 'events', operator: 'greaterThan', value: 3, of: 'login' } },
        },
        {
          id: 'c',
          flag: 'staff',
          when: {
            any: [
              { criterion: 'email', operator: 'endsWith', value: '@shop.test' },
              { criterion: 'beta', operator: 'is', value: true },
            ],
          },
        },
      ],
      { criteria },
    );
    expect(result.ok).toBe(true);
    if (!result.ok) return;
    const match = result.ruleSet.match({ plan: 'pro', seats: 3 });
    expectTypeOf(match).not.toBeAny();
    expectTypeOf(match?.flag).toEqualTypeOf<'new-editor' | 'hello' | 'staff' | undefined>();
    expect(match?.flag).toBe('new-editor');
    expect(result.ruleSet.match({ 'events/login': 1, isBeta: null, since: new Date(0) })?.flag).toBe('hello');
    expectTypeOf(result.ruleSet.specialize({ plan: 'free' })).toExtend<RuleOf<C>[]>();
  });

  it('what is wrong is a compile error, and an issue besides', () => {
    const found: string[] = [];
    const ask = (when: When<ConditionOf<C>>): void => {
      const result = compileRules([{ id: 'a', when }], { criteria });
      found.push(result.ok ? 'ok' : result.issues.map(({ code }) => code).join());
    };
    // Each directive stands above one line, whose one error is the one that it names.
    ask({ criterion: 'seats', operator: 'is', value: 3 });
    // @ts-expect-error there is no such criterion
    ask({ criterion: 'planet', operator: 'is', value: 'x' });
    // @ts-expect-error a number has no such operator
    ask({ criterion: 'seats', operator: 'contains', value: 3 });
    // @ts-expect-error this criterion offers fewer operators than its type has
    ask({ criterion: 'email', operator: 'contains', value: 'x' });
    // @ts-expect-error a boolean is not negated
    ask({ criterion: 'beta', operator: 'isNot', value: true });
    // @ts-expect-error the value has another type
    ask({ criterion: 'seats', operator: 'greaterThan', value: '3' });
    // @ts-expect-error the value is none of the options
    ask({ criterion: 'plan', operator: 'is', value: 'gold' });
    // @ts-expect-error one value, not a list
    ask({ criterion: 'plan', operator: 'is', value: ['pro'] });
    // @ts-expect-error a list, not one value
    ask({ criterion: 'plan', operator: 'isOneOf', value: 'pro' });
    // @ts-expect-error two values
    ask({ criterion: 'seats', operator: 'between', value: [1] });
    // @ts-expect-error a value is missing
    ask({ criterion: 'seats', operator: 'is' });
    // @ts-expect-error no value here
    ask({ criterion: 'seats', operator: 'isKnown', value: 3 });
    // @ts-expect-error the qualifier is missing
    ask({ criterion: 'events', operator: 'is', value: 3 });
    // @ts-expect-error no qualifier here
    ask({ criterion: 'seats', operator: 'is', value: 3, of: 'x' });
    // @ts-expect-error deep inside, too
    ask({ all: [{ not: { any: [{ criterion: 'seats', operator: 'is', value: 'x' }] } }] });
    expect(found).toEqual([
      'ok',
      'criterionUnknown',
      'operatorNotForCriterion',
      'operatorNotForCriterion',
      'operatorNotForCriterion',
      'valueWrongType',
      'valueNotAnOption',
      'valueWrongType',
      'valueWrongType',
      'valueWrongType',
      'valueMissing',
      'valueNotAllowed',
      'ofMissing',
      'ofNotAllowed',
      'valueWrongType',
    ]);
  });

  it('also where the rules are written in the call', () => {
    const good = { criterion: 'seats', operator: 'is', value: 3 } as const;
    const bad = { criterion: 'seats', operator: 'is', value: '3' } as const;
    expect(compileRules([{ id: 'a', when: { all: [good] } }], { criteria }).ok).toBe(true);
    // @ts-expect-error the value has another type
    expect(compileRules([{ id: 'a', when: { all: [bad] } }], { criteria }).ok).toBe(false);
    // @ts-expect-error a rule needs an id
    expect(compileRules([{ when: good }], { criteria }).ok).toBe(false);
    // @ts-expect-error analysis is typed alike
    expect(analyzeRules([{ id: 'a', when: bad }], { criteria })).toHaveLength(1);
    // A typed rule set is a rule set.
    const result: CompileResult<Rule, Facts, Condition> = compileRules([{ id: 'a', when: good }], {
      criteria,
    });
    expect(result.ok).toBe(true);
  });

  it('facts are checked, too', () => {
    const { ruleSet } = compileClosures(
      [{ id: 'a', when: { criterion: 'seats', operator: 'is', value: 3 } }],
      { criteria },
    );
    expect(ruleSet.match({ seats: 3 })?.id).toBe('a');
    // @ts-expect-error a number, not a text
    expect(ruleSet.match({ seats: '3' })).toBeUndefined();
    // @ts-expect-error there is no such fact
    expect(ruleSet.match({ seat: 3 })).toBeUndefined();
    // @ts-expect-error this fact has no qualifier
    expect(ruleSet.match({ 'seats/x': 3 })).toBeUndefined();
    // @ts-expect-error the fact behind a qualifier has a type, too
    expect(ruleSet.match({ 'events/login': 'often' })).toBeUndefined();
    expectTypeOf<FactsOf<C>['since']>().toEqualTypeOf<string | Date | null | undefined>();
    expectTypeOf<FactsOf<C>['plan']>().toEqualTypeOf<string | null | undefined>();
  });

  it('a declaration is checked', () => {
    // @ts-expect-error there is no such type
    defineCriterion({ id: 'x', label: 'X', fact: 'x', type: 'colour' });
    // @ts-expect-error a label is needed
    defineCriterion({ id: 'x', fact: 'x', type: 'text' });
    // @ts-expect-error there is no such operator
    defineCriterion({ id: 'x', label: 'X', fact: 'x', type: 'text', operators: ['near'] });
    const _own = defineCriterion({
      id: 'place',
      label: 'Place',
      fact: 'place',
      type: 'text',
      operators: ['is', { id: 'near', label: 'is near', value: 'one' }],
    });
    expectTypeOf<ConditionOf<typeof _own>['operator']>().toEqualTypeOf<'is' | 'near'>();
  });

  it('criteria that are not known beforehand take any rules and facts', () => {
    const loaded: readonly Criterion[] = criteria;
    const stored: readonly Rule[] = [{ id: 'a', when: { criterion: 'seats', operator: 'is', value: 3 } }];
    const result = compileRules(stored, { criteria: loaded });
    expect(result.ok && result.ruleSet.match({ seats: 3, anything: 1 })?.id).toBe('a');
    expectTypeOf<FactsOf<Criterion>>().toEqualTypeOf<Readonly<Record<string, unknown>>>();
    expect(analyzeRules(stored, { criteria: loaded })).toEqual([]);
    expect(validateCondition({ criterion: 'seats', operator: 'is', value: 3 }, { criteria: loaded })).toEqual(
      [],
    );
  });
});
