// @vitest-environment happy-dom
import '../../../shared/test-setup';
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { nextTick, ref } from 'vue';
import { checkOptions } from './check-options';
import { type Json } from './json';
import { optionsField } from './option-field';
import { KEPT_SECRET, type OptionNode, toNode, toValue } from './option-node';
import OptionsForm from './options-form.vue';

const field = optionsField({
  type: 'object',
  required: ['apiKey', 'tries'],
  properties: {
    apiKey: { type: 'string', sensitive: true, title: 'API key' },
    tries: { type: 'integer', minimum: 1, maximum: 10, description: 'How often.' },
    keepGoing: { type: 'boolean', default: true },
    weights: { type: 'object', additionalProperties: { type: 'number' } },
    events: { type: 'array', items: { enum: ['opened', 'closed'] } },
    endpoints: {
      type: 'array',
      title: 'Endpoints',
      items: {
        type: 'object',
        required: ['url', 'secret'],
        properties: {
          url: { type: 'string', format: 'uri', title: 'Address' },
          secret: { type: 'string', sensitive: true },
        },
      },
    },
  },
});

function show(value: Json, disabled = false) {
  // The node's type contains itself, which is more than the types of a template can follow.
  const node = ref<unknown>(toNode(field, value));
  const nodeNow = () => node.value as OptionNode;
  const wrapper = mount(
    {
      components: { OptionsForm },
      setup: () => ({ node, field, disabled, issues: () => checkOptions(field, nodeNow()) }),
      template: '<OptionsForm v-model:node="node" :field="field" :issues="issues()" :disabled="disabled" />',
    },
    { attachTo: document.body },
  );
  const labelled = (text: string) => {
    const label = wrapper.findAll('label').find((candidate) => candidate.text() === text);
    return wrapper.find(`[id="${label?.attributes('for')}"]`);
  };
  return { wrapper, labelled, value: () => toValue(nodeNow()) };
}
const stored: Json = {
  apiKey: KEPT_SECRET,
  tries: 3,
  weights: { a: 1 },
  events: ['closed'],
  endpoints: [{ url: 'https://a.example', secret: KEPT_SECRET }],
  legacy: 1,
};

describe('the form of options', () => {
  it('has a control for each option, says its range, and keeps what it does not know', () => {
    const { wrapper, labelled, value } = show(stored);
    for (const label of ['Tries', 'Keep going', 'Weights', 'opened', 'Address', 'Further options'])
      expect(labelled(label).exists(), label).toBe(true);
    expect(wrapper.text()).toContain('How often. From 1 to 10.');
    expect(value()).toEqual(stored);
  });

  it('never shows a secret, and changes it only where somebody does', async () => {
    const { wrapper, labelled, value } = show(stored);
    expect(wrapper.find('input[type=password]').exists()).toBe(false);
    await wrapper.find('button[aria-label="Change API key"]').trigger('click');
    await labelled('API key').setValue('new');
    expect(value()).toMatchObject({ apiKey: 'new' });
    await wrapper.find('button[aria-label="Keep it: API key"]').trigger('click');
    expect(value()).toEqual(stored);
  });

  it('takes items in and out, and says what is wrong with one', async () => {
    const { wrapper, value } = show(stored);
    const add = () => wrapper.findAll('button').find((button) => button.text() === 'Add endpoint');
    await add()?.trigger('click');
    await nextTick();
    expect(wrapper.text()).toContain('Endpoint 2');
    expect(wrapper.text()).toContain('Fill this in.');
    await wrapper.find('button[aria-label="Move endpoint 2 up"]').trigger('click');
    expect(value()).toMatchObject({
      endpoints: [{ url: '' }, { url: 'https://a.example', secret: `${KEPT_SECRET}/endpoints/0/secret` }],
    });
    await wrapper.find('button[aria-label="Remove endpoint 1"]').trigger('click');
    expect(value()).toEqual(stored);
  });

  it('can only be read where it is disabled', () => {
    const { wrapper } = show(stored, true);
    expect(
      wrapper
        .findAll('input:not([type=hidden]), textarea, button')
        .every((control) => control.attributes('disabled') !== undefined),
    ).toBe(true);
  });
});
