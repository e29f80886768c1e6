import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  describeOptions,
  KEPT_SECRET,
  keepSecrets,
  parseOptions,
  redactOptions,
  sensitiveOptions,
} from './plugin-options';

const plugin = {
  name: 'webhooks',
  options: z.object({
    apiKey: z.string().min(3).meta({ sensitive: true }),
    limit: z.number().default(5),
    endpoints: z.array(z.object({ url: z.url(), secret: z.string().meta({ sensitive: true }) })).default([]),
  }),
};

describe('options', () => {
  it('fills defaults in and names the option that is wrong', () => {
    expect(parseOptions(plugin, { apiKey: 'abc' })).toEqual({
      ok: true,
      options: { apiKey: 'abc', limit: 5, endpoints: [] },
    });
    const wrong = parseOptions(plugin, { apiKey: 'abc', endpoints: [{ url: 'x', secret: 's' }] });
    expect(wrong).toMatchObject({ ok: false, issues: [{ code: 'badOptions', path: '/endpoints/0/url' }] });
    expect(parseOptions({ name: 'bare' }, { a: 1 })).toMatchObject({ ok: false });
    expect(parseOptions({ name: 'bare' }, undefined)).toEqual({ ok: true, options: {} });
  });

  it('knows the secrets, hides them, and keeps them when they come back hidden', () => {
    expect(sensitiveOptions(plugin)).toEqual(['/apiKey', '/endpoints/*/secret']);
    const stored = {
      apiKey: 'abc',
      limit: 5,
      endpoints: [
        { url: 'https://a.example', secret: 's1' },
        { url: 'https://b.example', secret: '' },
      ],
    };
    const shown = redactOptions(plugin, stored);
    expect(shown).toEqual({
      apiKey: KEPT_SECRET,
      limit: 5,
      endpoints: [
        { url: 'https://a.example', secret: KEPT_SECRET },
        { url: 'https://b.example', secret: '' },
      ],
    });
    expect(JSON.stringify(shown)).not.toContain('abc');
    expect(keepSecrets(plugin, shown, stored)).toEqual(stored);
    expect(keepSecrets(plugin, { ...(shown as object), apiKey: 'new' }, stored)).toMatchObject({
      apiKey: 'new',
    });
  });

  it('lets an item of a list take its secret along', () => {
    const stored = {
      apiKey: 'abc',
      limit: 5,
      endpoints: [
        { url: 'https://a.example', secret: 's1' },
        { url: 'https://b.example', secret: 's2' },
      ],
    };
    const kept = (secret: string) =>
      keepSecrets(plugin, { apiKey: KEPT_SECRET, endpoints: [{ url: 'https://b.example', secret }] }, stored);
    expect(kept(`${KEPT_SECRET}/endpoints/1/secret`)).toEqual({
      apiKey: 'abc',
      endpoints: [{ url: 'https://b.example', secret: 's2' }],
    });
    expect(kept(`${KEPT_SECRET}/endpoints/7/secret`)).toEqual({
      apiKey: 'abc',
      endpoints: [{ url: 'https://b.example', secret: undefined }],
    });
    // A secret of another kind never moves here.
    expect(kept(`${KEPT_SECRET}/apiKey`)).toEqual({
      apiKey: 'abc',
      endpoints: [{ url: 'https://b.example', secret: undefined }],
    });
  });

  it('describes them for a settings page', () => {
    expect(describeOptions(plugin)).toMatchObject({
      type: 'object',
      properties: { limit: { type: 'number', default: 5 } },
    });
    expect(describeOptions({ name: 'bare' })).toBeUndefined();
  });
});
