// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { createMemoryHistory, createRouter, type RouteComponent } from 'vue-router';
import RouteProgress from './route-progress.vue';

const added = vi.hoisted(() => vi.fn());
vi.mock('@nuxt/ui/composables', () => ({ useToast: () => ({ add: added }) }));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  added.mockReset();
});

/** A screen that comes when the test says so. */
async function open() {
  const coming = { resolve: (_: RouteComponent): void => undefined, reject: (_: Error): void => undefined };
  const screen = new Promise<RouteComponent>((resolve, reject) => Object.assign(coming, { resolve, reject }));
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: { template: '' } },
      { path: '/late', component: () => screen },
    ],
  });
  await router.push('/');
  const wrapper = mount(RouteProgress, { global: { plugins: [router] } });
  const going = router.push('/late').catch(() => undefined);
  return { wrapper, coming, going };
}

describe('the way to a screen', () => {
  it('is said to take a while where it does, and only as long', async () => {
    const { wrapper, coming, going } = await open();
    await vi.advanceTimersByTimeAsync(100);
    expect(wrapper.find('[role=status]').exists()).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(wrapper.find('[role=status]').text()).toContain('Loading the page');
    coming.resolve({ template: '' });
    await going;
    await nextTick();
    expect(wrapper.find('[role=status]').exists()).toBe(false);
    expect(added).not.toHaveBeenCalled();
  });

  it('says that the screen did not come', async () => {
    const { wrapper, coming, going } = await open();
    await vi.advanceTimersByTimeAsync(300);
    coming.reject(new TypeError('Failed to fetch dynamically imported module'));
    await going;
    await nextTick();
    expect(wrapper.find('[role=status]').exists()).toBe(false);
    expect(added).toHaveBeenCalledWith(expect.objectContaining({ title: 'The page could not be loaded.' }));
  });
});
