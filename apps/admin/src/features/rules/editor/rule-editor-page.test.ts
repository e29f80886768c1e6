// @vitest-environment happy-dom
import '../../../shared/test-setup';
import { standardCriteria } from '@beckon/criteria';
import { PiniaColada } from '@pinia/colada';
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useSession } from '../../session/session-store';
import { useSites } from '../../sites/site-store';
import RuleEditorPage from './rule-editor-page.vue';

const site = {
  id: '01J00000000000000000000000',
  key: 'shop-key-1',
  name: 'Shop',
  origins: [],
  settings: { accent: '#1f5eff' },
  facts: [],
  revision: 1,
};

describe('the editor of a new rule', () => {
  let stored: (typeof site)[];

  beforeEach(() => {
    stored = [];
    vi.stubGlobal('fetch', (url: string) => {
      const answers: Record<string, unknown> = {
        '/v1/admin/sites': { sites: stored },
        '/v1/admin/criteria': { criteria: standardCriteria },
        '/v1/admin/teams': { teams: [] },
        '/v1/admin/agents': { agents: [] },
        '/v1/admin/plugins': { plugins: [], deadLetters: 0, pendingEvents: 0 },
        [`/v1/admin/sites/${site.id}/criteria`]: { criteria: standardCriteria },
        [`/v1/admin/sites/${site.id}/rules`]: { revision: 0, rules: [] },
      };
      return Promise.resolve(Response.json(answers[url]));
    });
  });
  afterEach(() => {
    document.body.replaceChildren();
    vi.unstubAllGlobals();
  });

  async function open(permissions: ReturnType<typeof useSession>['permissions'] = ['automations:manage']) {
    const pinia = createPinia();
    setActivePinia(pinia);
    useSession().permissions = permissions;
    const wrapper = mount(RuleEditorPage, {
      global: { plugins: [pinia, PiniaColada] },
      attachTo: document.body,
    });
    await useSites().load();
    await flushPromises();
    return wrapper;
  }
  const notice = (wrapper: Awaited<ReturnType<typeof open>>) =>
    wrapper.findAll('[role=alert]').find((alert) => alert.text().includes('there is no site'));

  it('says at once that there is no site that it could belong to, and leads there', async () => {
    const wrapper = await open();
    expect(wrapper.find('fieldset').exists()).toBe(true);
    expect(notice(wrapper)?.text()).toContain('cannot be saved');
    expect(notice(wrapper)?.find('a').text()).toBe('Sites');
    expect(notice(wrapper)?.find('a').attributes('href')).toBe('/sites');
  });

  it('says nothing of it where there is a site, nor before it is known', async () => {
    stored = [site];
    const wrapper = await open();
    expect(wrapper.find('fieldset').exists()).toBe(true);
    expect(notice(wrapper)).toBeUndefined();
    useSites().forget();
    await flushPromises();
    expect(notice(wrapper)).toBeUndefined();
  });

  it('says nothing of it to those who cannot write rules', async () => {
    const wrapper = await open([]);
    expect(wrapper.text()).toContain('Manage automations');
    expect(notice(wrapper)).toBeUndefined();
  });
});
