import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfigFile } from './config-file';

describe('readConfigFile', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'beckon-config-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['ts', ' as number'],
    ['mjs', ''],
  ])(
    'finds the plugins that come with Beckon by name in a .%s, where nothing is installed beside the file',
    async (kind, cast) => {
      const file = join(folder, `beckon.config.${kind}`);
      writeFileSync(
        file,
        `import { defineConfig } from '@beckon/plugin';
       import campaign from '@beckon/campaign';
       import webhooks from '@beckon/webhooks';
       export default defineConfig({ plugins: [campaign, { plugin: webhooks, options: { endpoints: [] } }], deadline: 150${cast} });`,
      );
      const config = await readConfigFile(file);
      expect(config.plugins.map(({ plugin }) => plugin.name)).toEqual(['campaign', 'webhooks']);
      expect(config.deadline).toBe(150);
    },
  );

  it.each(['ts', 'mjs'])(
    'names the .%s that waits for ever, instead of ending without a word',
    async (kind) => {
      const file = join(folder, `beckon.config.${kind}`);
      writeFileSync(file, 'await new Promise(() => {}); export default { plugins: [] };');
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      try {
        const read = expect(readConfigFile(file)).rejects.toThrow(
          /beckon\.config\.\w+ was not loaded within 30 s/,
        );
        await vi.advanceTimersByTimeAsync(30_000);
        await read;
      } finally {
        vi.useRealTimers();
      }
    },
  );

  it.each([
    ['export {};', /exports nothing.*export default/],
    ["import 'not-installed';", /cannot be loaded: Cannot find module 'not-installed'\. Mend/],
    ['export default { plugins: [ ;', /cannot be loaded: .*:1:\d+\. Mend/],
    ['throw new Error("boo\\nboo");', /cannot be loaded: boo boo \(in .*beckon\.config\.mjs\)\. Mend/],
  ])('names what is wrong with %j in one line', async (text, said) => {
    const file = join(folder, 'beckon.config.mjs');
    writeFileSync(file, text);
    const failure = await readConfigFile(file).then(
      () => '',
      (error: unknown) => (error as Error).message,
    );
    expect(failure).toMatch(said);
    expect(failure).toContain(file);
    expect(failure).not.toContain('\n');
  });

  it('says which file is missing', async () => {
    await expect(readConfigFile(join(folder, 'beckon.config.ts'))).rejects.toThrow(
      /There is no configuration file .*beckon\.config\.ts.*BECKON_CONFIG/,
    );
  });
});
