import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Logger, type PluginSettings } from '@beckon/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findConfigFile, readConfigFile } from './config-file';
import { startPlugins } from './start-plugins';

const zod = pathToFileURL(
  join(import.meta.dirname, '../../../../packages/plugin/node_modules/zod/index.js'),
).href;
const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const saved = (options: Record<string, unknown>): PluginSettings => ({
  name: 'crm',
  options,
  revision: 4,
  updatedAt: new Date(0),
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beckon-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const crm = (options: string) => `import { z } from ${JSON.stringify(zod)};
const plugin = { name: 'crm', apiVersion: 1, options: z.strictObject({ url: z.url() }), setup: ({ options }) => (options.url.includes('gone') ? { ok: false, error: 'it is gone' } : {}) };
export default { plugins: [{ plugin, options: ${options} }] };
`;

describe('plugins at the start', () => {
  it('are given the options that were saved, rather than those of the file', async () => {
    const configFile = write('any.mjs', crm('{ url: "https://file.example" }'));
    const { host, applied } = await startPlugins(
      { configFile, geoMmdb: null },
      [saved({ url: 'https://saved.example' })],
      silent,
    );
    expect(host.state().plugins.map(({ name }) => name)).toEqual(['crm', 'geo-headers', 'geo-mmdb']);
    expect(host.state().plugins[0]?.currentOptions).toEqual({ url: 'https://saved.example' });
    expect([...applied]).toEqual([['crm', { revision: 4, problem: null }]]);
    await host.stop();
  });

  it('name the variable where it is what is wrong', async () => {
    const geo = join(folder, 'none.mmdb');
    const configFile = write('empty.mjs', 'export default { plugins: [] };');
    await expect(startPlugins({ configFile, geoMmdb: geo }, [], silent)).rejects.toThrow(
      /^BECKON_GEO_MMDB: .*none\.mmdb.* leave it out\.$/,
    );
  });

  it('start with the saved ones where the file alone would not do', async () => {
    const configFile = write('any.mjs', crm('{}'));
    const { host } = await startPlugins(
      { configFile, geoMmdb: null },
      [saved({ url: 'https://saved.example' })],
      silent,
    );
    await host.stop();
    await expect(startPlugins({ configFile, geoMmdb: null }, [], silent)).rejects.toThrow(
      'Option "url" of the plugin "crm"',
    );
  });

  it.each([{ address: 'of an older version' }, { url: 'https://gone.example' }])(
    'fall back to the file where saved options are refused (%j), and say so',
    async (options) => {
      const configFile = write('any.mjs', crm('{ url: "https://file.example" }'));
      const { host, applied } = await startPlugins({ configFile, geoMmdb: null }, [saved(options)], silent);
      expect(host.state().plugins[0]?.currentOptions).toEqual({ url: 'https://file.example' });
      expect(applied.get('crm')).toEqual({
        revision: 4,
        problem: expect.stringMatching(
          /^The saved options are not in force, those of the configuration file are: .*crm/,
        ),
      });
      await host.stop();
    },
  );
});

describe('the configuration file', () => {
  it('is found in the folder of the start, TypeScript first, and read without a build', async () => {
    expect(findConfigFile(folder)).toBeNull();
    write('beckon.config.mjs', 'export default {};');
    const file = write(
      'beckon.config.ts',
      'interface Part { deadline: number }\nconst part: Part = { deadline: 321 };\nexport default { ...part, plugins: [] };',
    );
    expect(findConfigFile(folder)).toBe(file);
    expect(await readConfigFile(file)).toEqual({ plugins: [], deadline: 321, allowPrivate: [] });
    expect((await readConfigFile(null)).plugins).toEqual([]);
  });

  it('that is named and not there, or not as it must be, stops the start with a sentence', async () => {
    const missing = join(folder, 'none.mjs');
    await expect(readConfigFile(missing)).rejects.toThrow(
      `There is no configuration file ${missing}. Correct BECKON_CONFIG, or leave it out.`,
    );
    await expect(readConfigFile(write('bad.mjs', 'export default { plugin: [] };'))).rejects.toThrow(
      /bad\.mjs: The configuration/,
    );
    await expect(readConfigFile(write('throws.mjs', 'throw new Error("no licence");'))).rejects.toThrow(
      /throws\.mjs cannot be loaded: no licence/,
    );
  });
});
