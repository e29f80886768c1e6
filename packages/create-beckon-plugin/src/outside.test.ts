import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlugin } from './create-plugin';
import { build, installPacked } from './testing/packing';
import { installFromWorkspace, run } from './testing/workshop';

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'beckon-outside-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

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
    const empty = await installPacked(folder, ['engine', 'plugin', 'plugin-host'], home);
    await writeFile(
      join(empty, 'beckon.config.mjs'),
      `import { defineConfig } from '@beckon/plugin';\nimport plugin from 'beckon-plugin-currency';\n\nexport default defineConfig({ plugins: [{ plugin, options: { fallback: 'NOK' } }] });\n`,
    );
    await writeFile(join(empty, 'start.mjs'), start);
    const { output, code } = await run(['start.mjs'], empty);
    expect(output.trim().split('\n').at(-1)).toBe(
      JSON.stringify({
        criteria: ['Currency'],
        facts: { 'currency/currency': { value: 'USD', until: null } },
      }),
    );
    expect(code).toBe(0);
  });
});
