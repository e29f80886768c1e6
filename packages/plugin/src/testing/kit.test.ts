import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineCriterion, defineFactProvider, definePlugin, type Plugin } from '../index';
import { brokenLaws } from './criterion-laws';
import { createFakeFetch, createFakeHost, testPlugin } from '../testing';

const types = ['text', 'url', 'number', 'language', 'country', 'boolean', 'date'] as const;
const every = definePlugin({
  name: 'every',
  apiVersion: 1,
  options: z.object({ apiKey: z.string().meta({ sensitive: true }), scale: z.enum(['C', 'F']).default('C') }),
  criteria: [
    ...types.map((type) =>
      defineCriterion({ id: `every/${type}`, label: type, fact: `every/${type}`, type }),
    ),
    defineCriterion({
      id: 'every/sky',
      label: 'Sky',
      fact: 'every/sky',
      type: 'choice',
      options: [
        { value: 'clear', label: 'Clear' },
        { value: 'rain', label: 'Rain' },
      ],
    }),
    defineCriterion({
      id: 'every/list',
      label: 'List',
      fact: 'every/list',
      type: 'choice',
      options: { load: 'things' },
    }),
    defineCriterion({
      id: 'every/count',
      label: 'Count',
      fact: 'every/count',
      type: 'number',
      unit: 'times',
      qualifier: { label: 'Event', required: true },
    }),
    defineCriterion({
      id: 'every/prime',
      label: 'Prime',
      fact: 'every/number',
      type: 'number',
      operators: ['is', { id: 'every/divides', label: 'is divided by', value: 'one' }],
    }),
  ],
  operators: { 'every/divides': (actual: number, value: number) => actual % value === 0 },
  facts: [
    defineFactProvider({
      provides: ['every/number'],
      needs: ['city'],
      resolve: async ({ city }, { fetch, signal }) => ({
        'every/number': (
          (await (await fetch(`https://weather.example/${city}`, { signal })).json()) as { t: number }
        ).t,
      }),
    }),
  ],
});

testPlugin(every, { options: { apiKey: 'secret' } });
testPlugin(every, {
  options: { apiKey: 'secret' },
  fetch: createFakeFetch({ 'https://weather.example/Seattle': { t: 3 } }),
});

describe('the kit finds', () => {
  const number = defineCriterion({
    id: 'x/n',
    label: 'N',
    fact: 'x/n',
    type: 'number',
    operators: [{ id: 'x/odd', label: 'is odd', value: 'none' }],
  });
  const withTest = (test: (...args: never[]) => unknown): Plugin => ({
    name: 'x',
    apiVersion: 1,
    criteria: [number],
    operators: { 'x/odd': test as never },
  });

  it('an operator that answers no boolean, throws, or changes its mind', () => {
    expect(
      brokenLaws(
        withTest((actual: number) => Math.abs(actual % 2) === 1),
        number,
      ),
    ).toEqual([]);
    expect(
      brokenLaws(
        withTest(() => 'yes'),
        number,
      ).join(),
    ).toContain('must answer true or false');
    expect(
      brokenLaws(
        withTest(() => {
          throw new Error('boo');
        }),
        number,
      ).join(),
    ).toContain('throws for');
    let mind = false;
    expect(
      brokenLaws(
        withTest(() => (mind = !mind)),
        number,
      ).join(),
    ).toContain('both true and false');
  });

  it('an operator that the engine does not know', () => {
    expect(
      brokenLaws({ name: 'x', apiVersion: 1 }, { ...number, operators: ['nope' as never] }).length,
    ).toBeGreaterThan(0);
  });
});

describe('the fake host', () => {
  it('calls providers, geo and listeners, and throws what is wrong', async () => {
    const plugin = definePlugin({
      name: 'x',
      apiVersion: 1,
      facts: [
        defineFactProvider({
          provides: ['x/a'],
          needs: ['country'],
          reads: { ip: true },
          resolve: ({ country }, { ip }) => ({ 'x/a': `${country} ${ip ?? '-'}` }),
        }),
        { provides: ['x/wrong'], resolve: () => ({ 'x/wrong': [] }) },
      ],
      geo: [{ lookup: (ip) => (ip === '203.0.113.7' ? { city: 'Seattle' } : undefined) }],
      on: {
        'visit.started': (event, { log }) => {
          log.info(event.payload.visitId);
          return { ok: false, error: 'no' };
        },
      },
    });
    const host = await createFakeHost(plugin);
    expect(await host.fact('x/a', { given: { country: 'NL' }, ip: '203.0.113.7' })).toBe('NL 203.0.113.7');
    expect(await host.fact('x/a')).toBeUndefined();
    await expect(host.fact('x/wrong')).rejects.toThrow('"x/wrong" is an object or a list');
    await expect(host.fact('x/none')).rejects.toThrow('no provider');
    expect(await host.geo('203.0.113.7')).toEqual({ city: 'Seattle' });
    expect(await host.geo(undefined)).toEqual({});
    expect(
      await host.emit('visit.started', {
        siteId: 's',
        visitId: 'v9',
        visitorId: 'v',
        landingUrl: '',
        referrerUrl: '',
      }),
    ).toEqual({ ok: false, error: 'no' });
    expect(host.lines).toEqual(['info v9']);
    await expect(createFakeHost(every)).rejects.toThrow('Option "apiKey"');
  });

  it('keeps the requests that a fake fetch was asked', async () => {
    const fetch = createFakeFetch({
      'https://a.example/': 'text',
      'https://a.example/json': (request) => ({ method: request.method }),
    });
    expect(await (await fetch('https://a.example/x')).text()).toBe('text');
    expect(await (await fetch('https://a.example/json', { method: 'POST' })).json()).toEqual({
      method: 'POST',
    });
    await expect(fetch('https://b.example/')).rejects.toThrow('no route');
    expect(fetch.requests.map(({ url }) => url)).toEqual([
      'https://a.example/x',
      'https://a.example/json',
      'https://b.example/',
    ]);
  });
});
