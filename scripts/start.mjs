// `npm start`: installs what the server runs on, builds what changed, and becomes the server (one process, so that signals reach it).
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { requireNode } from './node-version.mjs';
import { pnpm } from './pnpm.mjs';
import { root, runtimeClosure, workspacePackages } from './workspace.mjs';

requireNode();

const APP = '@beckon/app-server';
const names = runtimeClosure(APP);
const parent = process.ppid;

/** Runs one step with a line before and after; its output is shown only where it fails. */
function step(label, args, env = {}) {
  const began = Date.now();
  process.stdout.write(`${label} … `);
  let output = '';
  const code = pnpm(args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env,
    onOutput: (text) => (output = text),
  });
  if (code !== 0) {
    process.stdout.write('failed\n');
    console.error(output);
    console.error(`${label}: failed (above is what it said). Mend it and run npm start again.`);
    process.exit(1);
  }
  process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1)} s\n`);
}

/** The installation depends on the lockfile and the manifests alone: unchanged since last time, it is not looked at again. */
function installationKey() {
  const hash = createHash('sha256');
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'])
    hash.update(readFileSync(join(root, file)));
  const all = workspacePackages();
  for (const name of names) hash.update(JSON.stringify(all.get(name).manifest));
  return hash.digest('hex');
}

const marker = join(root, '.cache', 'installed');
const key = installationKey();
const installed =
  existsSync(join(root, 'node_modules', '.modules.yaml')) &&
  existsSync(marker) &&
  readFileSync(marker, 'utf8') === key;
if (!installed) {
  step('Installing', [
    'install',
    '--frozen-lockfile',
    '--trust-lockfile',
    '--prefer-offline',
    ...names.flatMap((name) => ['--filter', name]),
    '--filter',
    'beckon',
  ]);
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(marker, key);
}
step(
  'Building',
  ['exec', 'turbo', 'run', 'build', '--output-logs=errors-only', ...names.map((name) => `--filter=${name}`)],
  { BECKON_BUILD_TYPES: 'no' },
);

// A signal to npm alone ends npm and its shell but does not reach us: when the one who started us is gone, we end in order.
if (process.env.npm_lifecycle_event === 'start') {
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 250).unref();
}

const { main } = await import(pathToFileURL(join(root, 'apps/server/dist/cli.js')).href);
await main(process.argv.slice(2));
