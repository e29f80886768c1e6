import { standardCriteria } from '@beckon/criteria';
import { operatorsOf } from '@beckon/engine';
import { describe, expect, it } from 'vitest';
import { operatorHint } from './operator-hint';

const criterion = (id: string) => {
  const found = standardCriteria.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no criterion ${id}`);
  return found;
};

describe('what an operator says of itself', () => {
  it('tells which part of an address it looks at', () => {
    expect(operatorHint(criterion('pageUrl'), 'contains')).toContain('whole address');
    expect(operatorHint(criterion('pageUrl'), 'startsWith')).toContain('path alone');
    expect(operatorHint(criterion('pageUrl'), 'like')).toContain('/product/*');
  });

  it('warns of negative operators where the fact may be unknown', () => {
    expect(operatorHint(criterion('country'), 'isNot')).toContain('not known');
    expect(operatorHint(criterion('country'), 'isNoneOf')).toContain('not known');
    expect(operatorHint(criterion('country'), 'is')).toBeUndefined();
    expect(operatorHint(criterion('pageUrl'), 'isNot')).not.toContain('not known');
  });

  it('tells of whole units where the fact moves by itself, and there alone', () => {
    expect(operatorHint(criterion('timeOnPage'), 'is')).toContain('whole units');
    expect(operatorHint(criterion('timeOnPage'), 'greaterThan')).toBeUndefined();
    expect(operatorHint(criterion('pagesViewed'), 'is')).toBeUndefined();
    expect(operatorHint(criterion('pagesViewed'), 'between')).toContain('Both ends');
  });

  it('explains every operator that has a pattern', () => {
    for (const declared of standardCriteria)
      for (const { id } of operatorsOf(declared))
        if (/like|matches/i.test(id))
          expect(operatorHint(declared, id), `${declared.id} ${id}`).toBeDefined();
  });
});
