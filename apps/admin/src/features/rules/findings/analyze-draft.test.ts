import { standardCriteria } from '@beckon/criteria';
import { type When } from '@beckon/engine';
import { describe, expect, it } from 'vitest';
import { analyzeDraft, type AnalyzedRule } from './analyze-draft';

const people = {
  teams: [{ id: 'SALES' }, { id: 'SUPPORT' }],
  agents: [
    { id: 'ANN', enabled: true, primaryTeamId: 'SALES' },
    { id: 'BEN', enabled: false, primaryTeamId: 'SALES' },
  ],
};
const rule = (id: string, when: When, more: Partial<AnalyzedRule> = {}): AnalyzedRule => ({
  id,
  enabled: true,
  when,
  from: { team: 'SALES' },
  ...more,
});
const onProducts: When = { all: [{ criterion: 'pageUrl', operator: 'contains', value: '/product' }] };
const atHours: When = { all: [{ criterion: 'businessHours', operator: 'is', value: 'during' }] };
const codes = (draft: AnalyzedRule, earlier: AnalyzedRule[] = []) =>
  analyzeDraft(draft, earlier, { criteria: standardCriteria, people }).map(({ code }) => code);

describe('a rule that is being written', () => {
  it('is compared with the rules before it', () => {
    expect(codes(rule('draft', onProducts), [rule('A', onProducts)])).toEqual(['duplicate']);
  });

  it('is not compared with rules that show nothing', () => {
    expect(codes(rule('draft', onProducts), [rule('A', onProducts, { enabled: false })])).toEqual([]);
    expect(codes(rule('draft', onProducts), [rule('A', onProducts, { from: { agent: 'BEN' } })])).toEqual([]);
    expect(codes(rule('draft', onProducts), [rule('A', onProducts, { from: { team: 'GONE' } })])).toEqual([]);
  });

  it('asks for the hours of its sender, as the server does', () => {
    expect(codes(rule('draft', atHours, { from: { team: 'SUPPORT' } }), [rule('A', atHours)])).toEqual([]);
    expect(codes(rule('draft', atHours, { from: { agent: 'ANN' } }), [rule('A', atHours)])).toEqual([
      'duplicate',
    ]);
    const nested: When = { any: [{ not: { all: [{ not: atHours }] } }] };
    expect(codes(rule('draft', nested), [rule('A', nested, { from: { team: 'SUPPORT' } })])).toEqual([]);
  });

  it('is judged by itself, switched off or not', () => {
    const never: When = {
      all: [
        { criterion: 'timeOnPage', operator: 'lessThan', value: 5 },
        { criterion: 'timeOnPage', operator: 'greaterThan', value: 15 },
      ],
    };
    expect(codes(rule('draft', never, { from: null }))).toEqual(['contradiction']);
    expect(codes(rule('draft', never, { enabled: false }))).toEqual(['contradiction']);
  });

  it('leaves to the form what cannot be saved, and to other rules what is wrong with them', () => {
    const empty: When = { all: [{ criterion: 'pageUrl', operator: 'contains' }] };
    expect(codes(rule('draft', empty), [rule('A', empty), rule('B', onProducts)])).toEqual([]);
  });
});
