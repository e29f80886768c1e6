#!/usr/bin/env node
/**
 * `npm create beckon-plugin NAME`
 *
 * @module
 */
import { relative } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { createPlugin } from './create-plugin';

const usage = `npm create beckon-plugin NAME

Makes the folder NAME with a plugin for Beckon: TypeScript, tests, README. NAME may have a scope: @acme/weather.
`;

async function askName(): Promise<string> {
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await asking.question('Name of the plugin (for example "weather"): ')).trim();
  } finally {
    asking.close();
  }
}

const [given] = process.argv.slice(2);
if (given === '--help' || given === '-h') {
  process.stdout.write(usage);
} else if (given === undefined && !process.stdin.isTTY) {
  process.stderr.write(`Name the plugin: npm create beckon-plugin weather\n`);
  process.exitCode = 1;
} else {
  const created = await createPlugin(given ?? (await askName()));
  if (created.ok) {
    const install = created.inWorkspace ? 'npx -y pnpm install' : 'npm install';
    process.stdout.write(`Made "${created.name}" in ${created.folder}. Go on with:

  cd ${relative(process.cwd(), created.folder) || '.'}
  ${install}
  npm test

src/index.ts is the plugin, README.md says how to try it.
`);
  } else {
    process.stderr.write(`${created.error}\n`);
    process.exitCode = 1;
  }
}
