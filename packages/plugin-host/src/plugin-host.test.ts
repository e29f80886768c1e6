import {
  defineCriterion,
  defineFactProvider,
  defineGeoProvider,
  definePlugin,
  type Plugin,
} from '@beckon/plugin';
import { createTestClock } from '@beckon/plugin/testing';
import { describe, expect, it } from 'vitest';
import { asking, startHost, valuesOf } from './testing/host-fixtures';

const later = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

describe('resolve', () => {
  it('runs only what some need requires, through what it needs itself', async () => {
    const called: string[] = [];
    const say = <T>(name: string, answer: T) => {
      called.push(name);
      return answer;
    };
    const plugin = definePlugin({
      name: 'chain',
      apiVersion: 1,
      facts: [
        defineFactProvider({
          provides: ['chain/c'],
          needs: ['chain/b', 'country'],
          resolve: ({ 'chain/b': b, country }, { asked }) =>
            say(`c ${asked.join()}`, { 'chain/c': `${String(b)}-${country}` }),
        }),
        defineFactProvider({
          provides: ['chain/b'],
          needs: ['chain/a'],
          resolve: ({ 'chain/a': a }) => say('b', { 'chain/b': Number(a) + 1 }),
        }),
        defineFactProvider({ provides: ['chain/a'], resolve: () => say('a', { 'chain/a': 1 }) }),
        defineFactProvider({
          provides: ['chain/unrelated'],
          needs: ['chain/a'],
          resolve: () => say('unrelated', { 'chain/unrelated': 1 }),
        }),
      ],
      geo: [
        defineGeoProvider({ lookup: (ip) => say('geo', ip === '192.0.2.1' ? { country: 'us' } : undefined) }),
      ],
    });
    const { host } = await startHost([plugin]);
    expect(await valuesOf(host, asking(['chain/c', 'country', 'pageUrl']))).toEqual({
      'chain/c': '2-US',
      country: 'US',
    });
    expect(called.sort()).toEqual(['a', 'b', 'c chain/c', 'geo']);
    called.length = 0;
    expect(await valuesOf(host, asking(['pageUrl']))).toEqual({});
    expect(called).toEqual([]);
    // Given facts are not looked for.
    expect(await valuesOf(host, asking(['chain/c'], { given: { 'chain/b': 7, country: 'DE' } }))).toEqual({
      'chain/c': '7-DE',
    });
    expect(called).toEqual(['c chain/c']);
  });

  it('calls nobody whose needs are unknown', async () => {
    let calls = 0;
    const plugin = definePlugin({
      name: 'weather',
      apiVersion: 1,
      facts: [
        defineFactProvider({
          provides: ['weather/t'],
          needs: ['city'],
          resolve: () => ({ 'weather/t': ++calls }),
        }),
      ],
    });
    const { host } = await startHost([plugin]);
    expect(await valuesOf(host, asking(['weather/t', 'city']))).toEqual({ 'weather/t': null, city: null });
    expect(calls).toBe(0);
  });

  it('runs side by side under one deadline; who comes later has what is left of it', async () => {
    const started: string[] = [];
    const testClock = createTestClock();
    const slow = (name: string, ms: number, needs: string[] = []) =>
      defineFactProvider({
        provides: [name],
        needs,
        deadline: 1000,
        resolve: async (_, { signal }) => {
          started.push(name);
          await new Promise<void>((resolve, reject) => {
            testClock.after(ms, resolve);
            signal.addEventListener('abort', () => reject(new Error('aborted')));
          });
          return { [name]: true };
        },
      });
    const plugin = definePlugin({
      name: 'slow',
      apiVersion: 1,
      facts: [
        slow('a', 150),
        slow('b', 150),
        slow('c', 100, ['a', 'b']),
        slow('d', 40, ['a']),
        slow('e', 10, ['c']),
      ],
    });
    const { host } = await startHost([plugin], { clock: testClock });
    const before = testClock.now();
    const answer = valuesOf(host, asking(['a', 'b', 'c', 'd', 'e']));
    let answeredAfter = -1;
    void answer.then(() => (answeredAfter = testClock.now() - before));
    await testClock.advance(200);
    expect(answeredAfter).toBe(200);
    expect(await answer).toEqual({ a: true, b: true, c: null, d: true, e: null });
    // c comes to its end later, and its answer is there for the next visitor; e is begun only for her.
    await testClock.advance(500);
    expect([...started].sort()).toEqual(['a', 'b', 'c', 'd']);
    const next = valuesOf(host, asking(['a', 'b', 'c', 'd', 'e']));
    await testClock.advance(10);
    expect(await next).toEqual({ a: true, b: true, c: true, d: true, e: true });
    expect([...started].sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('says until when a fact holds: its own time, what it was made from, and when to ask again', async () => {
    let fails = true;
    const plugin = definePlugin({
      name: 'held',
      apiVersion: 1,
      facts: [
        defineFactProvider({ provides: ['stock'], holds: 600, resolve: () => ({ stock: 3 }) }),
        defineFactProvider({
          provides: ['scarce'],
          needs: ['stock'],
          resolve: ({ stock }) => ({ scarce: Number(stock) < 5 }),
        }),
        defineFactProvider({ provides: ['plan'], resolve: () => ({ plan: 'pro' }) }),
        defineFactProvider({
          provides: ['flaky'],
          resolve: () => {
            if (fails) throw new Error('down');
            return { flaky: 1 };
          },
        }),
      ],
    });
    const { host, clock } = await startHost([plugin]);
    const at = clock.now();
    const needs = ['stock', 'scarce', 'plan', 'flaky'];
    expect(await host.resolve(asking(needs))).toEqual({
      stock: { value: 3, until: new Date(at + 600_000) },
      scarce: { value: true, until: new Date(at + 600_000) },
      plan: { value: 'pro', until: null },
      flaky: { value: null, until: new Date(at + 60_000) },
    });
    fails = false;
    await clock.advance(100_000);
    // From the cache: it holds until when it held before.
    expect((await host.resolve(asking(needs))).stock).toEqual({ value: 3, until: new Date(at + 600_000) });
    await clock.advance(500_000);
    expect((await host.resolve(asking(needs))).stock).toEqual({ value: 3, until: new Date(at + 1_200_000) });
  });

  it('shares an answer among visitors only if it could not differ', async () => {
    const seen: string[] = [];
    const plugin = definePlugin({
      name: 'reads',
      apiVersion: 1,
      facts: [
        defineFactProvider({
          provides: ['ua'],
          reads: { headers: ['user-agent'] },
          cache: 60,
          resolve: (_, { headers, ip, visitor }) => {
            seen.push('ua');
            return {
              ua: `${headers['user-agent'] ?? ''} ${Object.keys(headers).length} ${ip ?? '-'} ${visitor?.id ?? '-'}`,
            };
          },
        }),
        defineFactProvider({
          provides: ['mine'],
          reads: { visitor: true },
          cache: 60,
          resolve: (_, { visitor }) => {
            seen.push('mine');
            return { mine: visitor?.id ?? 'nobody' };
          },
        }),
      ],
    });
    const { host } = await startHost([plugin]);
    const visitor = (id: string) => ({
      visitorId: id,
      visitor: { id, identified: false, visits: 1, firstSeenAt: new Date(0), conversations: 0 },
      headers: { 'user-agent': 'Firefox', cookie: 'secret' },
    });
    expect(await valuesOf(host, asking(['ua', 'mine'], visitor('v1')))).toEqual({
      ua: 'Firefox 1 - -',
      mine: 'v1',
    });
    expect(await valuesOf(host, asking(['ua', 'mine'], visitor('v2')))).toEqual({
      ua: 'Firefox 1 - -',
      mine: 'v2',
    });
    expect(seen).toEqual(['ua', 'mine', 'mine']);
  });

  it('asks once for many who ask the same at once, and answers each', async () => {
    let calls = 0;
    const plugin = definePlugin({
      name: 'one',
      apiVersion: 1,
      facts: [
        defineFactProvider({
          provides: ['x'],
          resolve: async () => {
            calls += 1;
            await Promise.resolve();
            return { x: calls };
          },
        }),
      ],
    });
    const { host } = await startHost([plugin]);
    expect(await Promise.all(Array.from({ length: 20 }, () => valuesOf(host, asking(['x']))))).toEqual(
      Array.from({ length: 20 }, () => ({ x: 1 })),
    );
  });

  it('hands over the qualified keys that are asked for', async () => {
    const plugin = definePlugin({
      name: 'events',
      apiVersion: 1,
      criteria: [
        defineCriterion({
          id: 'eventCount',
          label: 'Number of events',
          fact: 'eventCount',
          type: 'number',
          qualifier: { label: 'Event', required: true },
        }),
      ],
      facts: [
        defineFactProvider({
          provides: ['eventCount'],
          resolve: (_, { asked }) => Object.fromEntries(asked.map((key) => [key, key.length])),
        }),
      ],
    });
    const { host } = await startHost([plugin]);
    expect(await valuesOf(host, asking(['eventCount/addToCart', 'eventCount/buy']))).toEqual({
      'eventCount/addToCart': 20,
      'eventCount/buy': 14,
    });
  });

  it('limits how many calls run at once; who finds no place in time is unknown', async () => {
    let most = 0;
    let running = 0;
    const plugin = definePlugin({
      name: 'narrow',
      apiVersion: 1,
      facts: [
        defineFactProvider({
          provides: ['x'],
          reads: { ip: true },
          concurrency: 2,
          deadline: 50,
          resolve: async (_, { signal }) => {
            most = Math.max(most, ++running);
            try {
              return await later(signal);
            } finally {
              running -= 1;
            }
          },
        }),
      ],
    });
    const { host, clock, log } = await startHost([plugin]);
    const answers = Promise.all(['1', '2', '3'].map((ip) => valuesOf(host, asking(['x'], { ip }))));
    await clock.advance(50);
    expect(await answers).toEqual([{ x: null }, { x: null }, { x: null }]);
    expect(most).toBe(2);
    expect(host.state().plugins[0]?.factState[0]?.failures).toMatchObject({ late: 2, busy: 1 });
    expect(log.lines.filter((line) => line.includes('narrow'))).toHaveLength(2);
  });
});

describe('geo', () => {
  const answering = (
    name: string,
    lookup: Parameters<typeof defineGeoProvider>[0]['lookup'],
    more = {},
  ): Plugin => definePlugin({ name, apiVersion: 1, geo: [defineGeoProvider({ lookup, ...more })] });

  it('takes the first answer, passes over who fails, and says to ask again if nobody could be asked', async () => {
    const { host, clock } = await startHost([
      answering('nobody', () => undefined),
      answering('broken', () => {
        throw new Error('no file');
      }),
      answering('wrong', () => ({ country: 'United States' })),
      answering('headers', (_, { headers, trusted }) =>
        trusted ? { country: headers['cf-ipcountry'] } : {},
      ),
      answering('last', (ip) => (ip === '192.0.2.2' ? { city: 'Łódź' } : undefined)),
    ]);
    expect(
      await host.lookupGeo({ ip: '192.0.2.1', headers: { 'cf-ipcountry': 'de' }, trusted: true }),
    ).toEqual({ country: 'DE' });
    expect(
      await host.lookupGeo({ ip: '192.0.2.2', headers: { 'cf-ipcountry': 'de' }, trusted: false }),
    ).toEqual({ city: 'Łódź' });
    expect(await host.resolve(asking(['country', 'city']))).toEqual({
      country: { value: null, until: new Date(clock.now() + 60_000) },
      city: { value: null, until: new Date(clock.now() + 60_000) },
    });
    expect(host.state().plugins.map(({ geoState }) => geoState[0]?.failures.thrown)).toEqual([0, 3, 0, 0, 0]);
  });

  it.each(['XX', 'zz', 'EU', 'UK', 'ß'])(
    'takes "%s", which is no country, as not known, and asks the next one',
    async (code) => {
      const { host } = await startHost([
        answering('vague', () => ({ country: code, city: code === 'XX' ? 'Geneva' : undefined })),
        answering('exact', () => ({ country: 'ch' })),
      ]);
      const question = { ip: '192.0.2.1', headers: {}, trusted: false };
      expect(await host.lookupGeo(question)).toEqual(code === 'XX' ? { city: 'Geneva' } : { country: 'CH' });
    },
  );

  it('caches as the provider says', async () => {
    let calls = 0;
    const { host, clock } = await startHost([
      answering('counted', () => ({ country: ++calls > 1 ? 'FR' : 'DE' }), { cache: 10 }),
    ]);
    const question = { ip: '192.0.2.1', headers: {}, trusted: false };
    expect([await host.lookupGeo(question), await host.lookupGeo(question)]).toEqual([
      { country: 'DE' },
      { country: 'DE' },
    ]);
    await clock.advance(10_000);
    expect(await host.lookupGeo(question)).toEqual({ country: 'FR' });
  });
});
