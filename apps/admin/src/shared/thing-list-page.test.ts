// @vitest-environment happy-dom
import './test-setup';
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import ThingListPage from './thing-list-page.vue';

const show = (more: object) =>
  mount(ThingListPage, {
    props: {
      title: 'Teams',
      one: 'team',
      path: '/teams',
      description: 'Who answers.',
      things: undefined,
      error: null,
      mayManage: true,
      permission: 'Manage people',
      empty: { icon: 'i-lucide-users', title: 'No team yet', description: 'Add one.' },
      ...more,
    },
    slots: { detail: ({ thing }: { thing: { id: string } }) => `detail of ${thing.id}` },
  });
const sales = { id: 'SALES', name: 'Sales' };

describe('a list of things', () => {
  it('says that it is loading, and why it could not', async () => {
    expect(show({}).find('[role=status]').text()).toContain('Loading teams');
    const failed = show({ error: new Error('down') });
    expect(failed.find('[role=alert]').text()).toContain('The teams could not be loaded.');
    await failed.find('[role=alert] button').trigger('click');
    expect(failed.emitted('retry')).toHaveLength(1);
  });

  it('keeps what is there where it could not be renewed', () => {
    const shown = show({ things: [sales], error: new Error('down') });
    expect(shown.find('[role=alert]').exists()).toBe(false);
    expect(shown.find('ul[aria-label=Teams] a').attributes('href')).toBe('/teams/SALES');
    expect(shown.find('ul').text()).toContain('detail of SALES');
  });

  it('offers to add one only to those who may', () => {
    expect(show({ things: [] }).findAll('a[href="/teams/new"]')).toHaveLength(2);
    const reader = show({ things: [], mayManage: false });
    expect(reader.text()).toContain('No team yet');
    expect(reader.text()).toContain('“Manage people”');
    expect(reader.find('a[href="/teams/new"]').exists()).toBe(false);
  });
});
