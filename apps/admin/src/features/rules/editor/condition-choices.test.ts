// @vitest-environment happy-dom
import '../../../shared/test-setup';
import { BeckonUnreachable } from '@beckon/client';
import { standardCriteria } from '@beckon/criteria';
import { type Criterion, defineCriterion } from '@beckon/engine';
import { flushPromises, mount } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { reactive } from 'vue';
import { api } from '../../../shared/api';
import { newRow } from '../form/when-form';
import { whenSentence } from '../when-sentence';
import { choiceLists } from '../choice-lists';
import ConditionRow from './condition-row.vue';

const brand = defineCriterion({
  id: 'shop/brand',
  label: 'Favourite brand',
  help: 'What was bought most.',
  fact: 'shop/brand',
  type: 'choice',
  options: { load: 'shop/brands' },
});
const criteria: readonly Criterion[] = [...standardCriteria, brand];

function show(value: unknown) {
  const row = reactive({ ...newRow({ criterion: brand.id, operator: 'is', value }) });
  return mount(ConditionRow, {
    props: { row, number: 1, criteria, teams: [], issues: {}, disabled: false, removable: true },
    attachTo: document.body,
  });
}
const fieldText = (wrapper: ReturnType<typeof show>) =>
  wrapper.findAll('button[role="combobox"]').at(-1)?.text();

describe('choices that the server supplies', () => {
  it('are waited for, tried again where they fail, and shown by their labels', async () => {
    const load = vi
      .spyOn(api.choices, 'load')
      .mockRejectedValueOnce(new BeckonUnreachable('The shop does not answer.'));
    const wrapper = show(undefined);
    expect(fieldText(wrapper)).toBe('Loading choices…');
    await flushPromises();
    expect(wrapper.find('[role="alert"]').text()).toContain('The shop does not answer.');
    expect(fieldText(wrapper)).toBe('Choices are missing');
    load.mockResolvedValueOnce({ options: [{ value: 'r58', label: 'Rocket' }] });
    await wrapper.find('button[aria-label="Try again: load the choices"]').trigger('click');
    await flushPromises();
    expect(wrapper.find('[role="alert"]').exists()).toBe(false);
    expect(fieldText(wrapper)).toBe('Choose');
    expect(wrapper.text()).toContain('What was bought most.');
    expect(fieldText(show('r58'))).toBe('Rocket');
    expect(fieldText(show('gone'))).toBe('gone (not in the list)');
    expect(load).toHaveBeenCalledTimes(2);
    const words = {
      criterion: () => brand,
      of: () => undefined,
      choice: (list: string, value: string) =>
        choiceLists.of({ load: list }).options?.find((option) => option.value === value)?.label,
    };
    expect(whenSentence({ criterion: brand.id, operator: 'is', value: 'r58' }, words)).toBe(
      'Favourite brand is Rocket',
    );
  });
});
