import { defineCriterion, defineFactProvider, definePlugin } from '@beckon/plugin';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { asking, startHost, valuesOf } from '../testing/host-fixtures';

describe('options, choices, browser modules, state', () => {
  const options = z.object({
    apiKey: z.string().min(2).meta({ sensitive: true }),
    greeting: z.string().default('hello'),
  });
  const stopped: string[] = [];
  const plugin = definePlugin({
    name: 'greeter',
    apiVersion: 1,
    options,
    criteria: [
      defineCriterion({
        id: 'greeter/greeting',
        label: 'Greeting',
        fact: 'greeter/greeting',
        type: 'choice',
        options: { load: 'greetings' },
      }),
    ],
    browser: {
      module: new URL('file:///greeter.js'),
      facts: ['greeter/seen'],
      settings: ({ greeting }) => ({ greeting }),
    },
    choices: {
      greetings: ({ options: { greeting } }) => [{ value: greeting, label: greeting.toUpperCase() }],
    },
    setup: ({ options: { greeting, apiKey } }) => ({
      facts: [
        defineFactProvider({
          provides: ['greeter/greeting'],
          resolve: () => ({ 'greeter/greeting': `${greeting} ${apiKey}` }),
        }),
      ],
      stop: () => void stopped.push(greeting),
    }),
  });

  it('sets a plugin up anew with edited options and keeps its secret', async () => {
    const { host } = await startHost([{ plugin, options: { apiKey: 'k1' } }]);
    const shown = host.state().plugins[0];
    expect(JSON.stringify(shown)).not.toContain('k1');
    expect(
      await host.configure('greeter', { ...(shown?.currentOptions as object), greeting: 'moin' }),
    ).toEqual({ ok: true, options: { apiKey: 'k1', greeting: 'moin' } });
    expect(await valuesOf(host, asking(['greeter/greeting']))).toEqual({ 'greeter/greeting': 'moin k1' });
    expect(stopped).toEqual(['hello']);
    expect(await host.configure('greeter', { apiKey: 'x' })).toMatchObject({
      ok: false,
      issues: [{ path: '/apiKey' }],
    });
    expect(await valuesOf(host, asking(['greeter/greeting']))).toEqual({ 'greeter/greeting': 'moin k1' });
    expect(await host.configure('nobody', {})).toMatchObject({ ok: false });
    expect(await host.choices('greetings')).toEqual({
      ok: true,
      options: [{ value: 'moin', label: 'MOIN' }],
    });
    expect(await host.choices('nope')).toMatchObject({ ok: false });
    expect(host.browserModules()).toEqual([
      {
        plugin: 'greeter',
        file: new URL('file:///greeter.js'),
        facts: ['greeter/seen'],
        settings: { greeting: 'moin' },
      },
    ]);
    await host.stop();
    expect(stopped).toEqual(['hello', 'moin']);
  });

  it('shows its state as plain JSON', async () => {
    const { host } = await startHost([{ plugin, options: { apiKey: 'k1' } }]);
    await valuesOf(host, asking(['greeter/greeting']));
    const state = host.state();
    expect(JSON.parse(JSON.stringify(state))).toMatchObject({
      plugins: [
        {
          name: 'greeter',
          health: 'ok',
          factState: [{ answers: 1, cache: { misses: 1 } }],
          options: { properties: { apiKey: { sensitive: true } } },
        },
      ],
    });
    expect(host.criteria.map(({ id }) => id)).toEqual(['pageUrl', 'country', 'greeter/greeting']);
  });

  it('is failing as long as a listener does not take what it is given', async () => {
    let broken = true;
    const { host } = await startHost([
      definePlugin({
        name: 'ears',
        apiVersion: 1,
        on: {
          'conversation.started': () => {
            if (broken) throw new Error('deaf');
          },
        },
        delivery: { retry: [] },
      }),
    ]);
    const emit = (id: string) =>
      host.emit({ id, type: 'conversation.started', at: new Date(0), payload: { conversationId: id } });
    expect(host.state().plugins[0]?.health).toBe('ok');
    await emit('1');
    expect(host.state().plugins[0]?.health).toBe('failing');
    broken = false;
    await emit('2');
    expect(host.state().plugins[0]?.health).toBe('ok');
  });
});
