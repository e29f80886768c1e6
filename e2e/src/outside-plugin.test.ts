import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPlugin } from '../../packages/create-beckon-plugin/src/create-plugin';
import { build, installPacked } from '../../packages/create-beckon-plugin/src/testing/packing';
import { installFromWorkspace } from '../../packages/create-beckon-plugin/src/testing/workshop';
import { AdminApi, VisitorApi } from './harness/api';
import { administrator, Beckon } from './harness/beckon';

let home: string;
let beckon: Beckon | undefined;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'beckon-outside-'));
});
afterAll(async () => {
  await beckon?.remove();
  await rm(home, { recursive: true, force: true });
});

it('a plugin that was packed elsewhere and installed from its tarball works in the server, listed in a beckon.config.ts', async () => {
  const folder = join(home, 'currency');
  await createPlugin(folder);
  await installFromWorkspace(folder);
  expect((await build(folder, 'dist')).output).toContain('Build success');
  const empty = await installPacked(folder, ['engine', 'plugin'], home);
  const config = join(empty, 'beckon.config.ts');
  await writeFile(
    config,
    `import { defineConfig, type BeckonConfig } from '@beckon/plugin';
import currency from 'beckon-plugin-currency';

const config: BeckonConfig = { plugins: [{ plugin: currency, options: { fallback: 'NOK' } }], deadline: 5000 };
export default defineConfig(config);
`,
  );

  beckon = await Beckon.create({ BECKON_CONFIG: config, BECKON_LOG_LEVEL: 'warn' });
  const admin = await AdminApi.signIn(beckon.url, administrator);
  const { plugins } = await admin.must<{
    plugins: { name: string; options: unknown; criteria: { id: string; label: string }[] }[];
  }>('GET', '/plugins');
  expect(plugins[0]).toMatchObject({
    name: 'currency',
    options: { fallback: 'NOK' },
    criteria: [{ id: 'currency/currency', label: 'Currency' }],
  });
  const siteId = (await admin.must<{ sites: { id: string }[] }>('GET', '/sites')).sites[0]!.id;
  const team = (await admin.must<{ teams: { id: string }[] }>('GET', '/teams')).teams[0]!.id;
  // The visitor's address is this machine's: no country is known, and the plugin answers nothing, so that its fact is unknown.
  const when = {
    all: [
      { criterion: 'currency/currency', operator: 'isUnknown' },
      { criterion: 'pageUrl', operator: 'contains', value: '/product' },
    ],
  };
  const { id } = await admin.must<{ id: string }>('POST', `/sites/${siteId}/rules`, {
    title: 'No currency',
    when,
    then: { from: { team }, message: 'Where are you?', assign: false },
  });
  const visitor = new VisitorApi(beckon.url, beckon.shopUrl, 'brewfictus-demo', {
    pageUrl: `${beckon.shopUrl}/product/rocket-r58`,
  });
  await visitor.arrive();
  expect(visitor.residue.rules).toContainEqual({
    id,
    when: { criterion: 'pageUrl', operator: 'contains', value: '/product' },
  });
  expect(await visitor.claim(id)).toMatch(/^[0-9A-Z]{26}$/);
});
