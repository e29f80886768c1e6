import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPlugin, findCheckout, pluginName, pluginRange } from './create-plugin';
import { checkTypes, installFromWorkspace, root, runTests } from './testing/workshop';

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

  it('says in a sentence what cannot be made', async () => {
    const file = join(home, 'a-file');
    await writeFile(file, 'mine');
    expect(await createPlugin(file)).toMatchObject({
      ok: false,
      error: expect.stringMatching(/is a file: name a new folder\.$/),
    });
    expect(await createPlugin(join(file, 'weather'))).toMatchObject({
      ok: false,
      error: expect.stringMatching(/cannot be made \(ENOTDIR\)/),
    });
    expect(await readFile(file, 'utf8')).toBe('mine');
  });

  it('takes a scope into the name of the package', async () => {
    const cwd = vi.spyOn(process, 'cwd').mockReturnValue(home);
    try {
      expect(await createPlugin('@Acme/weather', null)).toMatchObject({
        ok: true,
        folder: join(home, 'weather'),
        name: 'weather',
        packageName: '@acme/beckon-plugin-weather',
      });
    } finally {
      cwd.mockRestore();
    }
    const made = JSON.parse(await readFile(join(home, 'weather', 'package.json'), 'utf8')) as object;
    expect(made).toMatchObject({
      name: '@acme/beckon-plugin-weather',
      devDependencies: { '@beckon/plugin': 'latest' },
    });
    expect(await readFile(join(home, 'weather', 'README.md'), 'utf8')).toContain(
      'npm install @acme/beckon-plugin-weather',
    );
  });

  it('depends on the plugin package of the checkout that it is run from, else on the release', () => {
    const checkout = join(root, 'packages', 'plugin');
    expect(findCheckout()).toBe(checkout);
    expect(pluginRange('/anywhere/weather', null)).toBe('latest');
    expect(pluginRange(join(root, 'plugins', 'weather'), checkout)).toBe('workspace:*');
    expect(pluginRange(join(root, '..', 'weather'), checkout)).toMatch(
      /^file:\.\.\/[^/]+\/packages\/plugin$/,
    );
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
