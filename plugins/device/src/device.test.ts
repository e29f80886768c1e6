import { type FactValue } from '@beckon/plugin';
import { createFakeHost, testPlugin } from '@beckon/plugin/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import browser from './browser';
import device from './index';
import { readUserAgent } from './read-user-agent';

testPlugin(device, { browser: () => import('./browser') });

describe('device on the server', () => {
  it.each([
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
      'phone',
      'safari',
      'ios',
    ],
    [
      'Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.0 Mobile/15E148 Safari/604.1',
      'tablet',
      'safari',
      'ios',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
      'desktop',
      'safari',
      'macos',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
      'desktop',
      'chrome',
      'windows',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
      'desktop',
      'edge',
      'windows',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 'desktop', 'firefox', 'linux'],
    [
      'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
      'desktop',
      'chrome',
      'chromeos',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
      'phone',
      'chrome',
      'android',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14; SM-X910) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36',
      'tablet',
      'samsung',
      'android',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 OPR/125.0.0.0',
      'desktop',
      'opera',
      'windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/141.0 Mobile/15E148 Safari/604.1',
      'phone',
      'chrome',
      'ios',
    ],
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'bot', 'other', 'other'],
    ['curl/8.5.0', 'bot', 'other', 'other'],
  ])('%s', (agent, kind, name, system) => {
    expect(readUserAgent({ 'user-agent': agent })).toEqual({ kind, browser: name, system });
  });

  it('believes client hints more than the user agent, and knows nothing of nothing', async () => {
    const agent =
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
    expect(
      readUserAgent({ 'user-agent': agent, 'sec-ch-ua-mobile': '?1', 'sec-ch-ua-platform': '"Android"' }),
    ).toMatchObject({ kind: 'phone', system: 'android' });
    expect(readUserAgent({})).toEqual({});
    const host = await createFakeHost(device);
    expect(await host.fact('device/kind')).toBeUndefined();
    expect(await host.fact('device/kind', { headers: { 'user-agent': 'curl/8' } })).toBe('bot');
  });
});

describe('device in the browser', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('tells the window, touch and saving of data, follows the window, and takes its listener away', () => {
    const events = new EventTarget();
    vi.stubGlobal('innerWidth', 1280);
    vi.stubGlobal('innerHeight', 720);
    vi.stubGlobal('matchMedia', (query: string) => ({ matches: query.includes('coarse') }));
    vi.stubGlobal('navigator', { connection: { saveData: true } });
    vi.stubGlobal('addEventListener', events.addEventListener.bind(events));
    vi.stubGlobal('removeEventListener', events.removeEventListener.bind(events));
    const facts: Record<string, FactValue | undefined> = {};
    const stop = browser.start((key, value) => void (facts[key] = value), { asked: [], settings: null });
    expect(facts).toEqual({
      'device/viewportWidth': 1280,
      'device/viewportHeight': 720,
      'device/touch': true,
      'device/reducedData': true,
    });
    vi.stubGlobal('innerWidth', 390);
    events.dispatchEvent(new Event('resize'));
    expect(facts['device/viewportWidth']).toBe(390);
    stop();
    vi.stubGlobal('innerWidth', 800);
    events.dispatchEvent(new Event('resize'));
    expect(facts['device/viewportWidth']).toBe(390);
  });
});
