import { parseOptions, type Plugin } from '@beckon/plugin';
import { describe, expect, it } from 'vitest';
import { geoHeaders } from './index';

async function lookup(headers: Record<string, string>, { trusted = true, options = {} as unknown } = {}) {
  const parsed = parseOptions(geoHeaders, options);
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const parts = await (geoHeaders as Plugin).setup?.({ options: parsed.options, log, fetch } as never);
  if (!parts || parts.ok === false) throw new Error('not set up');
  return parts.geo?.[0]?.lookup('192.0.2.1', {
    signal: new AbortController().signal,
    fetch,
    log,
    headers,
    trusted,
  });
}

describe('geo-headers', () => {
  it('reads the headers of well-known proxies', async () => {
    expect(await lookup({ 'cf-ipcountry': 'de', 'cf-ipcity': 'K\xc3\xb6ln' })).toEqual({
      country: 'DE',
      city: 'Köln',
    });
    expect(await lookup({ 'x-vercel-ip-country': 'BR', 'x-vercel-ip-city': 'S%C3%A3o%20Paulo' })).toEqual({
      country: 'BR',
      city: 'São Paulo',
    });
    expect(await lookup({ 'cloudfront-viewer-country': 'FR', 'cloudfront-viewer-city': 'K\xf6ln' })).toEqual({
      country: 'FR',
      city: 'Köln',
    });
    expect(await lookup({})).toEqual({ country: undefined, city: undefined });
  });

  it('reads nothing of a request that did not come through a trusted proxy', async () => {
    expect(await lookup({ 'cf-ipcountry': 'DE', 'cf-ipcity': 'Berlin' }, { trusted: false })).toEqual({});
  });

  it('passes over what is no country or no name', async () => {
    for (const code of ['XX', 'T1', '', 'Germany', 'D', '1'])
      expect(await lookup({ 'cf-ipcountry': code, 'x-country-code': 'NL' })).toMatchObject({ country: 'NL' });
    for (const city of ['', '  ', 'x'.repeat(300), 'a\u0000b'])
      expect(await lookup({ 'cf-ipcity': city })).toMatchObject({ city: undefined });
    expect(await lookup({ 'cf-ipcity': '50%' })).toMatchObject({ city: '50%' });
    expect(await lookup({ 'cf-ipcity': '%E0%A4%A' })).toMatchObject({ city: '%E0%A4%A' });
  });

  it('reads the headers that are configured, in their order, in any case', async () => {
    expect(
      await lookup(
        { 'x-geo': 'AT', 'cf-ipcountry': 'DE' },
        { options: { country: ['X-Geo', 'CF-IPCountry'], city: [] } },
      ),
    ).toEqual({ country: 'AT', city: undefined });
    expect(parseOptions(geoHeaders, { country: ['a b'] })).toMatchObject({
      ok: false,
      issues: [{ path: '/country/0' }],
    });
  });
});
