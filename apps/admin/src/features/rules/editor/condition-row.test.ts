// @vitest-environment happy-dom
import '../../../shared/test-setup';
import { standardCriteria } from '@beckon/criteria';
import { type Criterion, defineCriterion, operatorsOf } from '@beckon/engine';
import { mount } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { nextTick, reactive } from 'vue';
import { type ConditionRow as Row, newRow } from '../form/when-form';
import ConditionRow from './condition-row.vue';

const weather = defineCriterion({
  id: 'weather/temperature',
  label: 'Temperature outside (°C)',
  fact: 'weather/temperature',
  type: 'number',
  unit: '°C',
});
const renewal = defineCriterion({ id: 'crm/renewal', label: 'Renewal', fact: 'crm/renewal', type: 'date' });
const criteria: readonly Criterion[] = [...standardCriteria, weather, renewal];

function show(part: Partial<Row>, more: { disabled?: boolean } = {}) {
  const row = reactive({ ...newRow(), ...part });
  const wrapper = mount(ConditionRow, {
    props: {
      row,
      number: 2,
      criteria,
      teams: [{ id: 'T', name: 'Support', hours: null, openNow: null, revision: 1 }],
      issues: {},
      disabled: more.disabled ?? false,
      removable: true,
    },
    attachTo: document.body,
  });
  return { row, wrapper, labels: () => wrapper.findAll('label').map((label) => label.text()) };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('a condition', () => {
  it('is a group that is named by its number', () => {
    expect(show({}).wrapper.find('fieldset > legend').text()).toBe('Condition 2');
  });

  it('asks for what the operator wants, whatever the type', async () => {
    // One criterion of each type, and of each one operator of each shape: the row knows neither by name.
    const { row, labels } = show({});
    const seen = new Set<string>();
    for (const criterion of criteria) {
      for (const operator of operatorsOf(criterion)) {
        const kind = `${criterion.type} ${operator.value} ${criterion.qualifier !== undefined}`;
        if (seen.has(kind)) continue;
        seen.add(kind);
        Object.assign(row, {
          criterion: criterion.id,
          operator: operator.id,
          value: undefined,
          of: undefined,
        });
        await nextTick();
        const values = {
          none: [],
          one: ['Value'],
          many: ['Value'],
          range: ['Lowest value', 'Highest value'],
        }[operator.value];
        expect(labels(), kind).toEqual([
          'Criterion',
          'Operator',
          ...values,
          ...(criterion.qualifier ? ['Of'] : []),
        ]);
      }
    }
    expect(seen.size).toBeGreaterThan(15);
  });

  it('takes a number as a number, and keeps what is none as it was typed', async () => {
    const { row, wrapper } = show({ criterion: weather.id, operator: 'is' });
    const field = wrapper.find('input');
    await field.setValue('-1.5');
    expect(row.value).toBe(-1.5);
    await field.setValue('12,5');
    expect(row.value).toBe(12.5);
    await field.setValue('cold');
    expect(row.value).toBe('cold');
    await field.setValue('');
    expect(row.value).toBeUndefined();
  });

  it('gathers several values, by name or code, each once', async () => {
    const { row, wrapper } = show({ criterion: 'country', operator: 'isOneOf', value: ['DE'] });
    for (const text of ['Switzerland', 'de', 'XX']) {
      await wrapper.find('input').setValue(text);
      await wrapper.find('input').trigger('keydown', { key: 'Enter' });
    }
    expect(row.value).toEqual(['DE', 'CH', 'XX']);
    await wrapper.find('button[aria-label="Remove CH"]').trigger('click');
    expect(row.value).toEqual(['DE', 'XX']);
  });

  it('fills each end of a range by itself', async () => {
    const { row, wrapper } = show({
      criterion: 'pagesViewed',
      operator: 'between',
      value: [undefined, undefined],
    });
    const [lowest, highest] = wrapper.findAll('input');
    await highest?.setValue('5');
    await lowest?.setValue('2');
    expect(row.value).toEqual([2, 5]);
  });

  it('tells that it was left once the focus is elsewhere, not while it goes from field to field', async () => {
    vi.useFakeTimers();
    const { wrapper } = show({ criterion: 'pagesViewed', operator: 'is', value: 3 });
    const elsewhere = document.body.appendChild(document.createElement('button'));
    const field = wrapper.find<HTMLInputElement>('input').element;
    const combobox = wrapper.find<HTMLElement>('[role="combobox"]').element;
    field.focus();
    combobox.focus();
    await vi.runAllTimersAsync();
    expect(wrapper.emitted('left')).toBeUndefined();
    elsewhere.focus();
    field.focus();
    await vi.runAllTimersAsync();
    expect(wrapper.emitted('left')).toBeUndefined();
    elsewhere.focus();
    expect(wrapper.emitted('left')).toBeUndefined();
    await vi.runAllTimersAsync();
    expect(wrapper.emitted('left')).toHaveLength(1);
  });

  it('shows a criterion that is not installed as it is, and leaves it alone', () => {
    const { row, wrapper } = show({ criterion: 'gone/away', operator: 'odd', value: { deep: 1 } });
    expect(wrapper.text()).toContain('gone/away (not installed)');
    expect(wrapper.text()).toContain('{"deep":1}');
    expect(row).toMatchObject({ criterion: 'gone/away', operator: 'odd', value: { deep: 1 } });
  });

  it('can only be read where it is disabled', () => {
    const { wrapper } = show({ criterion: 'country', operator: 'is', value: 'CH' }, { disabled: true });
    expect(
      wrapper
        .findAll('input:not([type=hidden]), button')
        .every((control) => control.attributes('disabled') !== undefined),
    ).toBe(true);
  });
});
