import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  checkPlugin,
  defineBrowserModule,
  defineCriterion,
  defineFactProvider,
  definePlugin,
  describePlugin,
} from './index';

const temperature = defineCriterion({
  id: 'weather/temperature',
  label: 'Temperature outside (°C)',
  fact: 'weather/temperature',
  type: 'number',
  unit: '°C',
});

describe('types flow from the declaration', () => {
  it('gives needed facts and options their types', () => {
    const options = z.object({ apiKey: z.string(), scale: z.enum(['C', 'F']).default('C') });
    const provider = defineFactProvider({
      options,
      provides: ['weather/temperature', 'weather/sky'],
      needs: ['city', 'crm/plan'],
      resolve: async ({ city, 'crm/plan': plan }, context) => {
        const text: string = city;
        const value: string | number | boolean = plan;
        const scale: 'C' | 'F' = context.options.scale;
        // @ts-expect-error the schema has no such option
        void context.options.nope;
        return {
          'weather/temperature': text.length + String(value).length + scale.length,
          'weather/temperature/tomorrow': 3,
        };
      },
    });
    expect(provider.provides).toEqual(['weather/temperature', 'weather/sky']);
  });

  it('refuses what the provider does not declare', () => {
    // @ts-expect-error "weather/wind" is not provided
    const extra = defineFactProvider({
      provides: ['weather/temperature'],
      resolve: () => ({ 'weather/temperature': 1, 'weather/wind': 2 }),
    });
    // @ts-expect-error "weather/wind" is not provided
    const other = defineFactProvider({
      provides: ['weather/temperature'],
      resolve: async () => ({ 'weather/wind': 2 }),
    });
    const list = defineFactProvider({
      provides: ['weather/temperature'],
      // @ts-expect-error a fact is a text, a number or a boolean
      resolve: () => ({ 'weather/temperature': [1] }),
    });
    // @ts-expect-error the country is a text
    const country = defineFactProvider({ provides: ['country'], resolve: () => ({ country: 1 }) });
    const right = defineFactProvider({
      provides: ['weather/temperature'],
      resolve: () => ({ 'weather/temperature': null }),
    });
    const either = defineFactProvider({
      provides: ['weather/temperature', 'weather/sky'],
      needs: ['city'],
      resolve: async ({ city }) => {
        if (city === 'Atlantis') return {};
        if (city === 'Vineta') return undefined;
        return { 'weather/temperature': 1, 'weather/sky': 'clear' };
      },
    });
    const computed = defineFactProvider({
      provides: ['weather/temperature'],
      resolve: (_, { asked }) => Object.fromEntries(asked.map((key) => [key, 1])),
    });
    // @ts-expect-error one of the answers has "weather/wind"
    const sometimes = defineFactProvider({
      provides: ['weather/sky'],
      needs: ['city'],
      resolve: ({ city }) =>
        city === 'x' ? { 'weather/sky': 'x' } : { 'weather/sky': 'x', 'weather/wind': 1 },
    });
    expect([extra, other, list, country, right, either, computed, sometimes]).toHaveLength(8);
  });

  it('refuses a need that is not declared, an unknown event, and a browser fact that is not declared', () => {
    defineFactProvider({
      provides: ['a'],
      needs: ['city'],
      // @ts-expect-error "country" is not needed
      resolve: ({ country }) => ({ a: String(country) }),
    });
    // @ts-expect-error there is no such event
    definePlugin({ name: 'x', apiVersion: 1, on: { 'engagement.exploded': () => undefined } });
    // @ts-expect-error there is no version 2
    definePlugin({ name: 'x', apiVersion: 2 });
    defineBrowserModule({
      facts: ['screen/width'],
      start(set) {
        set('screen/width', 3);
        // @ts-expect-error not declared
        const wrong = () => set('screen/height', 3);
        return () => void wrong;
      },
    });
    expect(true).toBe(true);
  });

  it('gives listeners and setup the options and payloads', () => {
    const plugin = definePlugin({
      name: 'greeter',
      apiVersion: 1,
      options: z.object({ channel: z.string() }),
      on: {
        'engagement.delivered': (event, { options, log }) => {
          const rule: string = event.payload.ruleId;
          log.info(`${rule} ${options.channel}`);
          // @ts-expect-error the payload has no such field
          void event.payload.nope;
        },
      },
      setup: ({ options }) => ({ geo: [{ lookup: () => ({ city: options.channel }) }] }),
    });
    expect(checkPlugin(plugin)).toEqual([]);
  });
});

describe('checkPlugin', () => {
  const codes = (plugin: unknown) => checkPlugin(plugin).map(({ code }) => code);
  const plugin = { name: 'weather', apiVersion: 1, criteria: [temperature] };

  it('accepts a plugin and describes it as plain JSON', () => {
    const weather = definePlugin({
      ...plugin,
      apiVersion: 1,
      options: z.object({ apiKey: z.string().meta({ sensitive: true }) }),
    });
    expect(checkPlugin(weather)).toEqual([]);
    const description = describePlugin(weather);
    expect(JSON.parse(JSON.stringify(description))).toEqual(description);
    expect(description.options).toMatchObject({ properties: { apiKey: { sensitive: true } } });
  });

  it.each([
    ['nothing', undefined, 'notAPlugin'],
    ['a text', 'weather', 'notAPlugin'],
    ['another version', { ...plugin, apiVersion: 2 }, 'wrongApiVersion'],
    ['no version', { name: 'weather' }, 'wrongApiVersion'],
    ['a name with spaces', { ...plugin, name: 'My weather' }, 'badName'],
    ['criteria that are no list', { ...plugin, criteria: {} }, 'badDeclaration'],
    [
      'a criterion without a label',
      { ...plugin, criteria: [{ ...temperature, label: '' }] },
      'badDeclaration',
    ],
    [
      'a criterion of no type',
      { ...plugin, criteria: [{ ...temperature, type: 'colour' }] },
      'badDeclaration',
    ],
    [
      'an operator of its own in the browser',
      {
        ...plugin,
        criteria: [
          {
            ...temperature,
            knownBy: 'browser',
            operators: [{ id: 'isPrime', label: 'is prime', value: 'none' }],
          },
        ],
        operators: { isPrime: () => true },
      },
      'badDeclaration',
    ],
    [
      'an operator for another type',
      { ...plugin, criteria: [{ ...temperature, operators: ['contains'] }] },
      'badDeclaration',
    ],
    ['a criterion twice', { ...plugin, criteria: [temperature, temperature] }, 'duplicateCriterion'],
    ['a fact twice', { ...plugin, facts: [{ provides: ['a', 'a'], resolve: () => ({}) }] }, 'duplicateFact'],
    ['a provider without a function', { ...plugin, facts: [{ provides: ['a'] }] }, 'badDeclaration'],
    [
      'a deadline of nothing',
      { ...plugin, facts: [{ provides: ['a'], deadline: 0, resolve: () => ({}) }] },
      'badDeclaration',
    ],
    ['an unknown event', { ...plugin, on: { 'engagement.exploded': () => undefined } }, 'badDeclaration'],
    [
      'an operator without a test',
      {
        ...plugin,
        criteria: [{ ...temperature, operators: [{ id: 'isPrime', label: 'is prime', value: 'none' }] }],
      },
      'badDeclaration',
    ],
    [
      'a getter that throws',
      {
        get name() {
          return 'evil';
        },
        apiVersion: 1,
        get criteria() {
          throw new Error('boo');
        },
      },
      'badDeclaration',
    ],
    [
      'a version that throws',
      {
        name: 'evil',
        get apiVersion() {
          throw new Error('boo');
        },
      },
      'badDeclaration',
    ],
  ])('refuses %s', (_, value, code) => {
    expect(codes(value)).toContain(code);
    for (const issue of checkPlugin(value)) expect(issue.message.length).toBeGreaterThan(20);
  });

  it('says how to mend another version', () => {
    expect(checkPlugin({ name: 'weather', apiVersion: 7 })[0]?.message).toBe(
      'The plugin "weather" is made for plugin API 7; this Beckon speaks 1: update Beckon, or install an older version of the plugin.',
    );
  });
});
