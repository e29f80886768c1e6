import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlugin, pluginName } from './create-plugin';
import { checkTypes, installFromWorkspace, runTests } from './testing/workshop';

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'create-beckon-plugin-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('npm create beckon-plugin', () => {
  it('makes a plugin that passes its tests and type check at once', async () => {
    const folder = join(home, 'beckon-plugin-Currency Rates');
    const created = await createPlugin(folder);
    expect(created).toMatchObject({
      ok: true,
      name: 'currency-rates',
      packageName: 'beckon-plugin-currency-rates',
    });
    expect((await readdir(folder)).sort()).toEqual([
      '.gitignore',
      'README.md',
      'package.json',
      'src',
      'tsconfig.json',
      'tsup.config.ts',
    ]);
    for (const file of ['package.json', 'README.md', 'src/index.ts', 'src/index.test.ts'])
      expect(await readFile(join(folder, file), 'utf8')).not.toContain('my-plugin');
    expect(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))).toMatchObject({
      name: 'beckon-plugin-currency-rates',
      peerDependencies: { '@beckon/plugin': '*' },
    });
    await installFromWorkspace(folder);
    const types = await checkTypes(folder);
    expect(types.output).toBe('');
    const tests = await runTests(folder);
    expect(tests.output).toMatch(/Tests\s+\d+ passed/);
    expect(tests.code).toBe(0);
  });

  it('refuses what gives no name and what is not empty, and touches nothing', async () => {
    const folder = join(home, 'full');
    await createPlugin(folder);
    await writeFile(join(folder, 'README.md'), 'mine');
    expect(await createPlugin(folder)).toMatchObject({
      ok: false,
      error: expect.stringContaining('is not empty'),
    });
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toBe('mine');
    expect(await createPlugin(join(home, '123'))).toMatchObject({
      ok: false,
      error: expect.stringContaining('gives no name'),
    });
    expect(existsSync(join(home, '123'))).toBe(false);
  });

  it('names plugins after their folders', () => {
    expect(['weather', './Weather', 'beckon-plugin-crm', 'a/b/My Plugin!', '2nd'].map(pluginName)).toEqual([
      'weather',
      'weather',
      'crm',
      'my-plugin',
      'nd',
    ]);
  });
});
