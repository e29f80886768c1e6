// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { criteria } from '../testing/criteria';
import { settle } from '../testing/world';
import { createCommands } from './commands';
import { createControl } from './control';

const answer = {
  visitor: { id: 'V', secret: 'S' },
  visit: { id: 'W', continued: false, age: 0, engaged: false },
  residue: { revision: 1, validFor: null, rules: [], criteria, modules: [] },
  settings: { launcher: true, greeting: 'Hi', accent: '#123456', visitIdle: 1e6, visitMax: 1e7 },
  unread: [],
  conversations: 0,
  unreadMessages: 0,
};

describe('the commands', () => {
  let requests: string[];
  beforeEach(() => {
    localStorage.clear();
    requests = [];
    vi.stubGlobal('fetch', (url: string) => {
      requests.push(url);
      return Promise.resolve(new Response(JSON.stringify(answer)));
    });
  });
  afterEach(() => vi.unstubAllGlobals());
  const widgets = () => document.querySelectorAll('[data-beckon]').length;
  const run = async () => {
    await settle();
    await vi.waitFor(() => expect(widgets()).toBe(1));
  };

  it('start once, tell when ready, and stop without a trace on the page', async () => {
    const commands = createCommands(createControl('https://beckon.test'));
    const ready = vi.fn();
    const push = history.pushState;
    commands.on('ready', ready);
    commands.init({ site: 'pk_shop_1' });
    commands.init({ site: 'pk_other_1' });
    await run();
    expect(requests).toEqual(['https://beckon.test/v1/visits']);
    expect(ready).toHaveBeenCalledTimes(1);
    commands.shutdown();
    expect(widgets()).toBe(0);
    expect(history.pushState).toBe(push);
    expect(localStorage.length).toBeGreaterThan(0);
  });

  it('store and send nothing before consent where it is required, and nothing after it is denied', async () => {
    const commands = createCommands(createControl());
    commands.init({ site: 'pk_shop_1', host: 'https://beckon.test/', consent: 'required' });
    commands.open();
    await settle();
    expect([requests.length, localStorage.length]).toEqual([0, 0]);
    commands.consent('granted');
    await run();
    expect(requests).toEqual(['https://beckon.test/v1/visits']);
    commands.consent('denied');
    await settle();
    expect([widgets(), localStorage.length, sessionStorage.length]).toEqual([0, 0, 0]);
  });

  it('wait until a page that was rendered ahead is shown, and need not start where they were taken back', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    Object.defineProperty(document, 'prerendering', { value: true, configurable: true });
    const commands = createCommands(createControl('https://beckon.test'));
    const stopped = createCommands(createControl('https://beckon.test'));
    commands.init({ site: 'pk_shop_1' });
    stopped.init({ site: 'pk_shop_1' });
    vi.advanceTimersByTime(10_000);
    await settle();
    expect([requests.length, localStorage.length]).toEqual([0, 0]);
    stopped.shutdown();
    Reflect.deleteProperty(document, 'prerendering');
    vi.advanceTimersByTime(1000);
    vi.useRealTimers();
    await run();
    expect(requests.length).toBe(1);
    commands.shutdown();
  });

  it("survive a listener of the page's that throws", async () => {
    const commands = createCommands(createControl('https://beckon.test'));
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    commands.on('ready', () => {
      throw new Error('of the page');
    });
    commands.init({ site: 'pk_shop_1' });
    await run();
    expect(error).toHaveBeenCalledTimes(1);
    commands.shutdown();
    error.mockRestore();
  });
});
