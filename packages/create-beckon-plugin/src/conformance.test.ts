import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPlugin } from './create-plugin';
import { installFromWorkspace, packageFolder, run } from './testing/workshop';

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'beckon-conformance-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** A plugin that breaks each promise once. */
const faulty = `
import { definePlugin, defineCriterion, type Plugin } from '@beckon/plugin';
import { z } from 'zod';

const options = z.object({ apiKey: z.string().meta({ sensitive: true }) });

export default {
  name: 'faulty', apiVersion: 1, options,
  criteria: [
    defineCriterion({ id: 'faulty/a', label: 'A', fact: 'faulty/a', type: 'number', operators: [{ id: 'faulty/odd', label: 'is odd', value: 'none' }] }),
    defineCriterion({ id: 'faulty/b', label: 'B', fact: 'faulty/b', type: 'text' }),
  ],
  operators: { 'faulty/odd': () => 'yes' },
  facts: [
    { provides: ['faulty/a'], resolve: () => ({ 'faulty/undeclared': 1 }) },
    { provides: ['faulty/b'], resolve: () => new Promise(() => {}) },
  ],
  geo: [{ lookup: (_: unknown, { headers }: { headers: Record<string, string> }) => ({ country: headers['cf-ipcountry'] }) }],
  browser: { module: new URL('./browser.js', import.meta.url), facts: ['faulty/c'], settings: ({ apiKey }: { apiKey: string }) => ({ apiKey }) },
} as unknown as Plugin;
void definePlugin;
`;

const browser = `
import { readFileSync } from 'node:fs';
export default { facts: ['faulty/d'], start: () => () => readFileSync('${randomBytes(3000).toString('hex')}') };
`;

const test = `
import { testPlugin } from '@beckon/plugin/testing';
import plugin from './index';
testPlugin(plugin, { options: { apiKey: 'k' }, browser: () => import('./browser') as never });
`;

it('the conformance kit finds every promise that a plugin breaks, and only those', async () => {
  const folder = join(home, 'faulty');
  await createPlugin(folder);
  await installFromWorkspace(folder);
  await writeFile(join(folder, 'src/index.ts'), faulty);
  // Built already: what visitors would load is measured as it is.
  await writeFile(join(folder, 'src/browser.js'), browser);
  await writeFile(join(folder, 'src/index.test.ts'), test);
  const report = join(folder, 'report.json');
  const { code } = await run(
    [
      join(packageFolder('vitest'), 'vitest.mjs'),
      'run',
      '--reporter=json',
      `--outputFile=${report}`,
      '--testTimeout=600000',
    ],
    folder,
  );
  expect(code).toBe(1);
  const { testResults } = JSON.parse(await readFile(report, 'utf8')) as {
    testResults: { assertionResults: { title: string; status: string; failureMessages: string[] }[] }[];
  };
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  const of = (status: string) =>
    results.filter((result) => result.status === status).map(({ title }) => title);
  expect(of('failed')).toEqual([
    'the criterion "faulty/a" has lawful operators',
    'its providers answer only what they declare, as plain values',
    'its providers give up when their deadline is over',
    'its geo providers believe no header of a request that is not trusted',
    'its browser module sets the facts that the plugin declares',
    'its browser module stays within 2048 bytes and imports nothing at run time',
    'its browser settings are plain and hold no secret',
  ]);
  expect(of('passed')).toEqual([
    'its declaration is valid',
    'its declaration is plain data',
    'its secrets are hidden where options are shown',
    'the criterion "faulty/b" has lawful operators',
  ]);
  const said = results.flatMap(({ failureMessages }) => failureMessages).join('\n');
  for (const words of [
    'Operator "faulty/odd" answers string',
    'although "trusted" is false',
    '"faulty/undeclared", which it does not declare',
    'The provider of "faulty/b" goes on after its deadline: pass "signal" on',
    'imports "node:fs" at run time',
  ])
    expect(said).toContain(words);
});
