import { createFakeHost, testPlugin } from '@beckon/plugin/testing';
import { describe, expect, it } from 'vitest';
import plugin from './index';

// What every plugin must keep: a valid declaration, lawful operators, deadlines, plain answers.
testPlugin(plugin);

describe('my-plugin', () => {
  it('knows the currency of a country', async () => {
    const host = await createFakeHost(plugin);
    expect(await host.fact('my-plugin/currency', { given: { country: 'US' } })).toBe('USD');
    expect(await host.fact('my-plugin/currency', { given: { country: 'NL' } })).toBe('EUR');
  });

  it('knows nothing without a country', async () => {
    const host = await createFakeHost(plugin, { options: { fallback: 'NOK' } });
    expect(await host.fact('my-plugin/currency')).toBeUndefined();
    expect(await host.fact('my-plugin/currency', { given: { country: 'NO' } })).toBe('NOK');
  });
});
