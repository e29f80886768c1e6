import {
  defineFactProvider,
  defineGeoProvider,
  definePlugin,
  type Plugin,
  parseConfig,
} from '@beckon/plugin';
import { describe, expect, it } from 'vitest';
import { BLOCK_MS, MAX_BLOCKS } from './guard/guarded-call';
import { createPluginHost } from './index';
import { asking, createMemoryLog, standard, startHost, valuesOf } from './testing/host-fixtures';

/** A plugin that works, beside each that does not. */
const good = definePlugin({
  name: 'good',
  apiVersion: 1,
  facts: [defineFactProvider({ provides: ['good'], cache: 0, resolve: () => ({ good: true }) })],
  geo: [defineGeoProvider({ lookup: () => ({ country: 'NL' }) })],
  on: { 'conversation.started': () => undefined },
});
const bad = (resolve: (...args: never[]) => unknown): Plugin => ({
  name: 'bad',
  apiVersion: 1,
  facts: [{ provides: ['bad'], cache: 0, resolve: resolve as never }],
});
const cycle: Record<string, unknown> = { bad: 1 };
cycle.bad = cycle;
const event = {
  id: 'e1',
  type: 'conversation.started',
  at: new Date(0),
  payload: { siteId: 's1', conversationId: 'c1' },
};

describe('a plugin that misbehaves hurts nobody', () => {
  it.each<[string, (...args: never[]) => unknown, string]>([
    [
      'throws',
      () => {
        throw new Error('boo');
      },
      'thrown',
    ],
    [
      'throws what is no error',
      () => {
        throw {
          toString() {
            throw new Error('boo');
          },
        };
      },
      'thrown',
    ],
    [
      'rejects',
      async () => {
        throw new Error('boo');
      },
      'thrown',
    ],
    ['never resolves', () => new Promise(() => {}), 'late'],
    ['answers 10 MB', () => ({ bad: 'x'.repeat(10_000_000) }), 'wrong'],
    ['answers a cycle', () => cycle, 'wrong'],
    ['answers NaN', () => ({ bad: Number.NaN }), 'wrong'],
    [
      'answers a getter that throws',
      () => ({
        get bad() {
          throw new Error('boo');
        },
      }),
      'wrong',
    ],
    [
      'answers a thenable that throws',
      () => ({
        then() {
          throw new Error('boo');
        },
      }),
      'thrown',
    ],
    ['answers what it does not declare', () => ({ good: false }), 'wrong'],
    [
      'changes what it is given',
      (needs: never) => {
        (needs as Record<string, unknown>).country = 'XX';
        return {};
      },
      'thrown',
    ],
  ])('%s', async (_, resolve, failure) => {
    const { host, clock, log, counted } = await startHost([bad(resolve), good]);
    const answers = [];
    for (let visitor = 0; visitor < 4; visitor += 1) {
      const answer = valuesOf(host, asking(['bad', 'good', 'country'], { visitorId: `v${visitor}` }));
      await clock.advance(200);
      answers.push(await answer);
    }
    expect(answers).toEqual(Array.from({ length: 4 }, () => ({ bad: null, good: true, country: 'NL' })));
    const [state, other] = host.state().plugins;
    expect(state?.factState[0]?.failures).toMatchObject({ [failure]: 4 });
    expect(other?.factState[0]).toMatchObject({ answers: 4, failures: { thrown: 0, late: 0, wrong: 0 } });
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]).toContain('Plugin "bad", facts bad: ');
    expect(log.lines[0]?.length).toBeLessThan(1000);
    expect(
      counted.filter((line) => line === `beckon_plugin_calls_total bad facts bad ${failure}`),
    ).toHaveLength(4);
  });

  it('waits no longer than its one deadline, however many hang', async () => {
    const hanging: Plugin = {
      name: 'hanging',
      apiVersion: 1,
      facts: Array.from({ length: 30 }, (_, index) => ({
        provides: [`h${index}`],
        deadline: 60_000,
        resolve: () => new Promise(() => {}),
      })),
    };
    const { host, clock } = await startHost([hanging, good], { deadline: 120 });
    const began = clock.now();
    const answer = valuesOf(
      host,
      asking(['good', ...Array.from({ length: 30 }, (_, index) => `h${index}`)]),
    ).then((facts) => ({ facts, after: clock.now() - began }));
    await clock.advance(1000);
    expect((await answer).after).toBe(120);
    expect((await answer).facts.good).toBe(true);
  });

  it('is not called while its breaker rests, and is tried again afterwards', async () => {
    let calls = 0;
    let broken = true;
    const { host, clock } = await startHost([
      bad(() => {
        calls += 1;
        if (broken) throw new Error('boo');
        return { bad: 1 };
      }),
    ]);
    for (let index = 0; index < 20; index += 1) await valuesOf(host, asking(['bad']));
    expect(calls).toBe(5);
    expect(host.state().plugins[0]).toMatchObject({
      health: 'failing',
      factState: [{ breaker: { state: 'open' }, failures: { thrown: 5, open: 15 } }],
    });
    broken = false;
    await clock.advance(30_000);
    expect(await valuesOf(host, asking(['bad']))).toEqual({ bad: 1 });
    expect(host.state().plugins[0]?.health).toBe('ok');
  });

  it('is switched off when it holds the process up for the third time', async () => {
    let calls = 0;
    const { host, clock, log } = await startHost([
      bad(() => {
        calls += 1;
        clock.block(2000);
        return { bad: calls };
      }),
      good,
    ]);
    const answers = [];
    for (let visitor = 0; visitor < 5; visitor += 1)
      answers.push(await valuesOf(host, asking(['bad', 'good'])));
    expect(calls).toBe(MAX_BLOCKS);
    expect(answers.map(({ good: fine }) => fine)).toEqual([true, true, true, true, true]);
    expect(answers.slice(MAX_BLOCKS).map(({ bad: value }) => value)).toEqual([null, null]);
    expect(host.state().plugins[0]).toMatchObject({
      health: 'switchedOff',
      factState: [{ blocks: MAX_BLOCKS, longestBlock: 2000, switchedOff: true }],
    });
    expect(log.lines.map((line) => line.split(':')[0])).toEqual([
      'warn Plugin "bad", facts bad',
      'warn Plugin "bad", facts bad',
      'error Plugin "bad", facts bad',
    ]);
    expect(log.lines[2]).toContain('switched off');
    expect(BLOCK_MS).toBeLessThan(2000);
  });

  it('may throw in a geo lookup or in a listener', async () => {
    const breaking: Plugin = {
      name: 'breaking',
      apiVersion: 1,
      geo: [
        {
          lookup: () => {
            throw new Error('boo');
          },
        },
      ],
      on: {
        'conversation.started': () => {
          throw new Error('boo');
        },
      },
      delivery: { retry: [] },
    };
    const { host } = await startHost([breaking, good]);
    expect(await host.lookupGeo({ ip: '192.0.2.1', headers: {}, trusted: false })).toEqual({ country: 'NL' });
    expect(await host.emit(event)).toMatchObject({
      delivered: ['good:conversation.started'],
      dead: [{ plugin: 'breaking', error: 'failed: boo' }],
    });
  });

  it('may throw while it is imported, set up or stopped: the start says by name what to mend', async () => {
    const parsed = await parseConfig({
      plugins: [{ plugin: () => import('./testing/throws-at-import') }, { plugin: good }],
    });
    expect(parsed).toMatchObject({
      ok: false,
      issues: [
        { code: 'importFailed', path: '/plugins/0', message: expect.stringContaining('it throws at import') },
      ],
    });
    const result = await createPluginHost({
      plugins: [
        {
          plugin: definePlugin({
            name: 'bad',
            apiVersion: 1,
            setup: async () => {
              throw new Error('no disk');
            },
          }),
        },
        { plugin: good },
      ],
      standard,
      log: createMemoryLog(),
    });
    expect(result).toMatchObject({
      ok: false,
      issues: [
        { plugin: 'bad', code: 'setupFailed', message: 'The plugin "bad" could not be set up: no disk' },
      ],
    });
    const { host, log } = await startHost([
      definePlugin({
        name: 'bad',
        apiVersion: 1,
        setup: () => ({
          stop: () => {
            throw new Error('boo');
          },
        }),
      }),
      good,
    ]);
    await host.stop();
    expect(log.lines).toEqual(['warn Plugin "bad" failed while it was stopped: boo']);
  });

  it('may hang in its setup: the start goes on to say so', async () => {
    const { createTestClock } = await import('@beckon/plugin/testing');
    const clock = createTestClock();
    const result = createPluginHost({
      plugins: [
        { plugin: definePlugin({ name: 'bad', apiVersion: 1, setup: () => new Promise<never>(() => {}) }) },
      ],
      log: createMemoryLog(),
      clock,
    });
    await clock.advance(10_000);
    expect(await result).toMatchObject({
      ok: false,
      issues: [{ code: 'setupFailed', message: expect.stringContaining('within 10 s') }],
    });
  });

  it('may log what cannot be read', async () => {
    const { host, log } = await startHost([
      bad((_: never, context: never) => {
        (context as { log: { info(message: unknown): void } }).log.info({
          toString() {
            throw new Error('boo');
          },
        });
        return { bad: 1 };
      }),
    ]);
    expect(await valuesOf(host, asking(['bad']))).toEqual({ bad: 1 });
    expect(log.lines).toEqual(['info [bad] a line that cannot be shown']);
  });
});
