import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfigFile } from './config-file';

describe('readConfigFile', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'beckon-config-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('finds the plugins that come with Beckon by name, where nothing is installed beside the file', async () => {
    const file = join(folder, 'beckon.config.ts');
    writeFileSync(
      file,
      `import { defineConfig } from '@beckon/plugin';
       import campaign from '@beckon/campaign';
       import webhooks from '@beckon/webhooks';
       export default defineConfig({ plugins: [campaign, { plugin: webhooks, options: { endpoints: [] } }], deadline: 150 as number });`,
    );
    const config = await readConfigFile(file);
    expect(config.plugins.map(({ plugin }) => plugin.name)).toEqual(['campaign', 'webhooks']);
    expect(config.deadline).toBe(150);
  });

  it('says which file is missing', async () => {
    await expect(readConfigFile(join(folder, 'beckon.config.ts'))).rejects.toThrow(
      /There is no configuration file .*beckon\.config\.ts.*BECKON_CONFIG/,
    );
  });
});
