import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlugin } from './create-plugin';
import { installFromWorkspace, packageFolder, root, run } from './testing/workshop';

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'beckon-outside-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

function npm(args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, env: { ...process.env, NODE_ENV: 'production' }, shell: process.platform === 'win32' }, (error, stdout, stderr) =>
      error ? reject(new Error(`npm ${args.join(' ')}: ${stdout}${stderr}`)) : resolve(stdout),
    );
  });
}

const build = (folder: string, into: string) => run([join(packageFolder('tsup'), 'dist', 'cli-default.js'), '--no-dts', '--no-clean', '--out-dir', into], folder);

async function pack(folder: string): Promise<string> {
  await npm(['pack', '--ignore-scripts'], folder);
  const [tarball] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
  return join(folder, tarball ?? '');
}

/** One of our packages, packed as publishing packs it: built, with its public exports and real versions. */
async function packOurs(name: string): Promise<string> {
  const source = join(root, 'packages', name);
  const target = join(home, 'ours', name);
  await mkdir(target, { recursive: true });
  const built = await build(source, join(target, 'dist'));
  if (built.code !== 0) throw new Error(built.output);
  const declared = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as Record<string, object> & { publishConfig: { exports: object }; dependencies?: Record<string, string> };
  const { version } = JSON.parse(await readFile(join(packageFolder('zod'), 'package.json'), 'utf8')) as { version: string };
  const dependencies = Object.fromEntries(Object.entries(declared.dependencies ?? {}).map(([dependency, range]) => [dependency, range === 'catalog:' ? version : '*']));
  const { devDependencies: _dev, scripts: _scripts, ...rest } = declared;
  await writeFile(join(target, 'package.json'), JSON.stringify({ ...rest, exports: declared.publishConfig.exports, dependencies }));
  return pack(target);
}

const start = `
import { parseConfig } from '@beckon/plugin';
import { createPluginHost } from '@beckon/plugin-host';
import * as config from './beckon.config.mjs';

const parsed = await parseConfig(config);
if (!parsed.ok) throw new Error(parsed.issues[0].message);
const started = await createPluginHost({ ...parsed.config, deadline: 60_000, log: console });
if (!started.ok) throw new Error(started.issues[0].message);
const { host } = started;
const facts = await host.resolve({ siteId: 's', visitorId: 'v', ip: null, headers: {}, trusted: false, given: { country: 'US' }, needs: ['currency/currency'] });
console.log(JSON.stringify({ criteria: host.criteria.map(({ label }) => label), facts }));
await host.stop();
`;

describe('a plugin from outside the repository', () => {
  it('works the same, packed and installed from its tarball into an empty folder', async () => {
    const folder = join(home, 'currency');
    await createPlugin(folder);
    await installFromWorkspace(folder);
    const built = await build(folder, 'dist');
    expect(built.output).toContain('Build success');
    // What was put beside it for building is not what a plugin is packed with.
    await rm(join(folder, 'node_modules'), { recursive: true });
    const tarballs = [await pack(folder), await packOurs('engine'), await packOurs('plugin'), await packOurs('plugin-host')];

    const empty = join(home, 'empty');
    await mkdir(empty);
    await cp(packageFolder('zod'), join(home, 'zod'), { recursive: true, dereference: true });
    await writeFile(join(empty, 'package.json'), '{ "private": true, "type": "module" }');
    await npm(['install', '--offline', '--no-package-lock', '--ignore-scripts', '--install-links', ...tarballs, join(home, 'zod')], empty);
    await writeFile(join(empty, 'beckon.config.mjs'), `import { defineConfig } from '@beckon/plugin';\nimport plugin from 'beckon-plugin-currency';\n\nexport default defineConfig({ plugins: [{ plugin, options: { fallback: 'NOK' } }] });\n`);
    await writeFile(join(empty, 'start.mjs'), start);
    const { output, code } = await run(['start.mjs'], empty);
    expect(output.trim().split('\n').at(-1)).toBe(JSON.stringify({ criteria: ['Currency'], facts: { 'currency/currency': { value: 'USD', until: null } } }));
    expect(code).toBe(0);
  });
});
