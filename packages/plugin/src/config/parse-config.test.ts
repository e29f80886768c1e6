import { describe, expect, it } from 'vitest';
import { definePlugin } from '../define-plugin';
import { defineConfig } from './beckon-config';
import { parseConfig } from './parse-config';

const weather = definePlugin({ name: 'weather', apiVersion: 1 });

describe('parseConfig', () => {
  it('takes plugins, entries, modules and functions that import them', async () => {
    const config = defineConfig({
      plugins: [
        weather,
        { plugin: weather, options: { a: 1 } },
        { default: weather },
        async () => ({ default: weather }),
        { plugin: async () => weather },
      ],
    });
    const parsed = await parseConfig({ default: config });
    expect(parsed).toMatchObject({ ok: true, config: { deadline: 200, allowPrivate: [] } });
    if (!parsed.ok) return;
    expect(parsed.config.plugins.map(({ plugin }) => plugin)).toEqual([
      weather,
      weather,
      weather,
      weather,
      weather,
    ]);
    expect(parsed.config.plugins[1]?.options).toEqual({ a: 1 });
  });

  it('names a plugin that throws at import, and goes on to the next', async () => {
    const parsed = await parseConfig(
      defineConfig({
        plugins: [
          {
            plugin: async () => {
              throw new Error('no such thing');
            },
          },
          { plugin: 'x' as never },
        ],
      }),
    );
    expect(parsed).toEqual({
      ok: false,
      issues: [
        {
          plugin: '',
          code: 'importFailed',
          path: '/plugins/0',
          message: 'Entry 1 of "plugins" failed while it was imported: no such thing. Mend or remove it.',
        },
        {
          plugin: '',
          code: 'notAPlugin',
          path: '/plugins/1',
          message: expect.stringContaining('Entry 2 of "plugins" is not a plugin'),
        },
      ],
    });
  });

  it('names a field that is wrong or unknown', async () => {
    expect(await parseConfig({ plugin: [] })).toMatchObject({ ok: false, issues: [{ code: 'badConfig' }] });
    expect(await parseConfig({ deadline: -1 })).toMatchObject({ ok: false, issues: [{ path: '/deadline' }] });
    expect(await parseConfig(null)).toMatchObject({ ok: false });
  });
});
