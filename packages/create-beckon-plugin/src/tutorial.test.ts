import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlugin } from './create-plugin';
import { checkTypes, installFromWorkspace, root, runTests } from './testing/workshop';

let home = '';
let blocks = new Map<string, string>();
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'beckon-tutorial-'));
  const tutorial = await readFile(join(root, 'docs/plugins/tutorial.md'), 'utf8');
  blocks = new Map(
    [...tutorial.matchAll(/^```\w+ file=(\S+)\n([\s\S]*?)^```$/gm)].map((match) => [
      match[1] ?? '',
      match[2] ?? '',
    ]),
  );
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** The last step of the tutorial: the plugin in the real host, against the fake service, as the configuration says. */
const atWork = `
import { createPluginHost } from '@beckon/plugin-host';
import { parseConfig } from '@beckon/plugin';
import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import config from '../beckon.config.mjs';

it('works in Beckon as the tutorial says', async () => {
  const service = spawn(process.execPath, ['fake-weather.mjs'], { env: { ...process.env, PORT: '0' } });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      service.stdout.once('data', (line) => resolve(String(line).trim()));
      service.once('exit', () => reject(new Error('the fake service ended')));
    });
    const [entry] = config.plugins as { plugin: never; options: { url: string; apiKey: string } }[];
    const parsed = await parseConfig({ ...config, plugins: [{ plugin: entry!.plugin, options: { ...entry!.options, url } }] });
    if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
    const log = { info() {}, warn() {}, error() {} };
    // Real time: the deadlines are wide, so that a busy machine does not make them late.
    parsed.config.plugins[0]!.plugin = { ...parsed.config.plugins[0]!.plugin, facts: parsed.config.plugins[0]!.plugin.facts!.map((facts) => ({ ...facts, deadline: 60_000 })) };
    const started = await createPluginHost({ ...parsed.config, deadline: 60_000, log });
    if (!started.ok) throw new Error(started.issues[0]?.message);
    expect(started.host.criteria.map(({ label }) => label)).toEqual(['Temperature outside (°C)', 'Sky']);
    const ask = (city: string) => started.host.resolve({ siteId: 's', visitorId: 'v', ip: null, headers: {}, trusted: false, given: { city }, needs: ['weather/temperature', 'weather/sky'] });
    expect(await ask('Seattle')).toMatchObject({ 'weather/temperature': { value: 3 }, 'weather/sky': { value: 'rain' } });
    expect(await ask('Atlantis')).toMatchObject({ 'weather/temperature': { value: null } });
    await started.host.stop();
  } finally {
    service.kill();
  }
}, 600_000);
`;

describe('the tutorial', () => {
  it('has code that runs: the plugin, its tests, its types, and the last step against the fake service', async () => {
    expect([...blocks.keys()]).toEqual([
      'src/index.ts',
      'src/index.test.ts',
      'fake-weather.mjs',
      'beckon.config.mjs',
    ]);
    const folder = join(home, 'weather');
    expect(await createPlugin(folder)).toMatchObject({ ok: true, name: 'weather' });
    for (const [file, text] of blocks) await writeFile(join(folder, file), text);
    await installFromWorkspace(folder, ['plugin-host']);
    const types = await checkTypes(folder);
    expect(types.output).toBe('');
    // The configuration imports the plugin by its package name: here it is the folder itself.
    await writeFile(
      join(folder, 'beckon.config.mjs'),
      (blocks.get('beckon.config.mjs') ?? '').replace("'beckon-plugin-weather'", "'./src/index.ts'"),
    );
    await writeFile(join(folder, 'src', 'at-work.test.ts'), atWork);
    const tests = await runTests(folder);
    expect(tests.output).toMatch(/Test Files\s+2 passed/);
    expect(tests.code).toBe(0);
  });
});
