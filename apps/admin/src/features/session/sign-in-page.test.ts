// @vitest-environment happy-dom
import '../../shared/test-setup';
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import SignInPage from './sign-in-page.vue';

const problem = (status: number, code: string, detail: string, more = {}) =>
  new Response(JSON.stringify({ type: 'x', title: code, status, code, detail, ...more }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });

describe('signing in', () => {
  let answer: () => Response;
  const sent: unknown[] = [];

  beforeEach(() => {
    sent.length = 0;
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    vi.stubGlobal('fetch', (_url: string, init: RequestInit) => {
      if (init.method === 'GET') return Promise.resolve(Response.json({ agent: null }));
      sent.push(JSON.parse(String(init.body)));
      return Promise.resolve(answer());
    });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  async function submit(email: string, password: string) {
    const wrapper = mount(SignInPage, { global: { plugins: [createPinia()] }, attachTo: document.body });
    await flushPromises();
    await wrapper.find('input[name=email]').setValue(email);
    await wrapper.find('input[name=password]').setValue(password);
    await wrapper.find('form').trigger('submit');
    await flushPromises();
    return wrapper;
  }

  it('says what is missing before it asks the server', async () => {
    const wrapper = await submit('', '');
    expect(wrapper.text()).toContain('Enter your e-mail address.');
    expect(wrapper.text()).toContain('Enter your password.');
    expect(sent).toEqual([]);
  });

  it('says that they are wrong, keeps the address and clears the password', async () => {
    answer = () => problem(401, 'wrongCredentials', 'The e-mail address or the password is wrong.');
    const wrapper = await submit('ann@shop.test', 'guess');
    expect(wrapper.find('[role=alert]').text()).toContain('is wrong');
    expect((wrapper.find('input[name=email]').element as HTMLInputElement).value).toBe('ann@shop.test');
    expect((wrapper.find('input[name=password]').element as HTMLInputElement).value).toBe('');
  });

  it('counts the seconds where there were too many attempts', async () => {
    answer = () => problem(429, 'tooManyAttempts', 'Too many attempts.', { retryAfter: 2 });
    const wrapper = await submit('ann@shop.test', 'guess');
    const button = () => wrapper.find('button[type=submit]').attributes('disabled');
    expect(wrapper.text()).toContain('You can try again in 2 s.');
    expect(button()).toBeDefined();
    vi.advanceTimersByTime(2000);
    await flushPromises();
    expect(button()).toBeUndefined();
  });

  it('lets another address try while one has to wait', async () => {
    answer = () => problem(429, 'tooManyAttempts', 'Too many attempts.', { retryAfter: 891 });
    const wrapper = await submit('ann@shop.test', 'guess');
    expect(wrapper.text()).toContain('You can try again in 14 min 51 s.');
    expect(wrapper.find('[role=alert]').text()).not.toContain('51 s');
    await wrapper.find('input[name=email]').setValue('ben@shop.test');
    expect(wrapper.find('button[type=submit]').attributes('disabled')).toBeUndefined();
    expect(wrapper.text()).not.toContain('You can try again');
  });
});
