import { standardCriteria } from '@beckon/criteria';
import { defineCriterion } from '@beckon/engine';
import { MAX_RULE_MESSAGE_LENGTH as protocolLimit } from '@beckon/protocol';
import { describe, expect, it } from 'vitest';
import { defaultOperator, reshape, withCriterion, withOperator } from './condition-editing';
import { checkRule, emptyRuleForm, MAX_RULE_MESSAGE_LENGTH, requestOf, ruleFormOf } from './rule-form';
import { newRow, toForm, toWhen } from './when-form';
import { checkWhen, sortIssues, withoutLabel } from './when-issues';

const criterion = (id: string) => {
  const found = standardCriteria.find((candidate) => candidate.id === id);
  if (!found) throw new Error(id);
  return found;
};
const rule = {
  title: 'Product page engagement',
  when: {
    all: [
      { criterion: 'pageUrl', operator: 'contains', value: '/product' },
      { criterion: 'timeOnPage', operator: 'greaterThanOrEqual', value: 15 },
    ],
  },
  then: { from: { team: '01J00000000000000000000001' }, message: 'Need a hand?', assign: true },
};

describe('a rule as a form', () => {
  it('is sent as it was stored', () => expect(requestOf(ruleFormOf(rule))).toStrictEqual(rule));

  it('names everything that is missing in a new one, and nothing in a whole one', () => {
    expect(checkRule(emptyRuleForm(), standardCriteria).map(({ path }) => path)).toEqual([
      '/title',
      '/when/all/0/criterion',
      '/then/from',
      '/then/message',
    ]);
    expect(checkRule(ruleFormOf(rule), standardCriteria)).toEqual([]);
  });

  it('refuses a rule without conditions', () => {
    const form = ruleFormOf({ ...rule, when: { all: [] } });
    expect(checkRule(form, standardCriteria).map(({ path }) => path)).toEqual(['/when']);
  });

  it('knows the limit of the protocol', () => expect(MAX_RULE_MESSAGE_LENGTH).toBe(protocolLimit));
});

describe('issues of conditions', () => {
  it('are shown at the part of the row that they are about', () => {
    const form = toForm({
      all: [
        { criterion: 'timeOnPage', operator: 'greaterThan', value: 'soon' },
        { criterion: 'country', operator: 'isOneOf', value: ['CH', 'Switzerland'] },
        { any: [{ criterion: 'gone', operator: 'is', value: 1 }] },
      ],
    });
    const { rows, rest } = sortIssues(form, checkWhen(form, standardCriteria));
    expect(rows[0]?.value).toMatch(/number/i);
    expect(rows[1]?.value).toBeTruthy();
    expect([...(rows[1]?.items?.keys() ?? [])]).toEqual([1]);
    expect(rows[2]?.row).toBeTruthy();
    expect(rest).toEqual([]);
  });

  it('gives each row that is right the same, so that typing draws none of the others anew', () => {
    const form = ruleFormOf({ ...rule, when: { all: [rule.when, rule.when, rule.when] } });
    const [first, second, third] = sortIssues(form.when, [
      { path: '/when/all/1', message: 'Too deep.' },
    ]).rows;
    expect(second?.row).toBe('Too deep.');
    expect(first).toBe(third);
    expect(sortIssues(form.when, []).rows[0]).toBe(first);
  });

  it('do not name the criterion that they stand beside', () => {
    expect(withoutLabel('City: a value is needed.', 'City')).toBe('A value is needed.');
    expect(withoutLabel('City: a value is needed.', 'Country')).toBe('City: a value is needed.');
    expect(withoutLabel('Choose one.', undefined)).toBe('Choose one.');
    expect(withoutLabel(undefined, 'City')).toBeUndefined();
    const form = toForm({ all: [{ criterion: 'timeOnPage', operator: 'is', value: 'soon' }] });
    const { rows } = sortIssues(form, checkWhen(form, standardCriteria));
    expect(withoutLabel(rows[0]?.value, 'Time on page (in sec)')).toMatch(/^The value/);
  });

  it('leaves what it cannot place to the form', () => {
    const form = toForm({ all: [] });
    expect(
      sortIssues(form, [
        { path: '/title', message: 'x' },
        { path: '/when', message: 'y' },
      ]).rest,
    ).toHaveLength(2);
  });

  it('leaves a plugin’s own operator to the server, which has its code', () => {
    const own = defineCriterion({
      id: 'x/near',
      label: 'Near',
      fact: 'x/near',
      type: 'text',
      operators: [{ id: 'near', label: 'is near', value: 'one' }],
    });
    const form = toForm({ all: [{ criterion: 'x/near', operator: 'near', value: 'Zürich' }] });
    expect(checkWhen(form, [own])).toEqual([]);
  });
});

describe('editing a condition', () => {
  it('gives each standard criterion an operator that it offers, and a whole condition where its value is given', () => {
    for (const each of standardCriteria) {
      const row = newRow();
      withCriterion(row, each, undefined);
      expect(row.operator).toBe(defaultOperator(each));
      const form = { rows: [row], top: undefined, bare: false };
      expect(
        checkWhen(form, standardCriteria).every(({ path }) => path.startsWith('/when/all/0/value')),
      ).toBe(true);
    }
  });

  it('keeps the value as far as the next operator takes it', () => {
    const row = newRow({ criterion: 'pagesViewed', operator: 'is', value: 3 });
    withOperator(row, criterion('pagesViewed'), 'between');
    expect(row.value).toEqual([3, undefined]);
    withOperator(row, criterion('pagesViewed'), 'greaterThan');
    expect(row.value).toBe(3);
    withOperator(row, criterion('pagesViewed'), 'isKnown');
    expect(toWhen({ rows: [row], top: undefined, bare: false })).toStrictEqual({
      all: [{ criterion: 'pagesViewed', operator: 'isKnown' }],
    });
  });

  it('drops the value and the qualifier with a criterion of another type', () => {
    const row = { ...newRow({ criterion: 'businessHours', operator: 'is', value: 'during' }), of: 'TEAM' };
    withCriterion(row, criterion('country'), criterion('businessHours'));
    expect(row).toMatchObject({ criterion: 'country', operator: 'is', value: undefined, of: undefined });
  });

  it.each([
    ['a', 'many', ['a']],
    [['a', 'b'], 'one', 'a'],
    [undefined, 'many', []],
    [['a', 'b'], 'none', undefined],
    [undefined, 'range', [undefined, undefined]],
  ] as const)('%j as %s', (value, shape, expected) =>
    expect(reshape(value, shape, 'text')).toEqual(expected),
  );
});
