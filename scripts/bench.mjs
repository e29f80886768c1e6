// `npm run bench -- NAME [ARGUMENTS…]`: installs and builds what bench/NAME needs, then runs it. `--quick` gives a rough answer soon.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { requireNode } from './node-version.mjs';
import { pnpm } from './pnpm.mjs';
import { root } from './workspace.mjs';

requireNode();

const folder = join(root, 'bench');
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => existsSync(join(folder, entry.name, 'main.mjs')))
  .map((entry) => entry.name);
const [name, ...rest] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(
    `${name ? `There is no benchmark "${name}".` : 'Which benchmark?'} There is: ${names.join(', ')}. For example: npm run bench -- ${names[0]}`,
  );
  process.exit(1);
}

function must(label, code) {
  if (code === 0) return;
  console.error(`${label} failed.`);
  process.exit(code);
}

must('Installing', pnpm(['install', '--frozen-lockfile', '--trust-lockfile', '--prefer-offline']));
must(
  'Building',
  pnpm(['exec', 'turbo', 'run', 'build', '--filter=@beckon/bench^...', '--output-logs=errors-only']),
);
const { status } = spawnSync(process.execPath, [join(folder, name, 'main.mjs'), ...rest], {
  cwd: folder,
  stdio: 'inherit',
});
process.exit(status ?? 1);
