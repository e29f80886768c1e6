// Packs every package that is published and looks at it as others will: publint, and the types as every resolver sees them (attw).
// Wants a build. Prints a line a package; ends with 1 where something is wrong.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pnpm } from './pnpm.mjs';
import { root, workspacePackages } from './workspace.mjs';

const fromTooling = createRequire(join(root, 'tooling/package.json'));
const { publint } = await import(pathToFileURL(fromTooling.resolve('publint')).href);
const { formatMessage } = await import(pathToFileURL(fromTooling.resolve('publint/utils')).href);
const attw = join(root, 'tooling/node_modules/.bin/attw');

let wrong = 0;
for (const [name, { folder, manifest }] of workspacePackages()) {
  if (manifest.private) continue;
  const target = mkdtempSync(join(tmpdir(), 'beckon-pack-'));
  try {
    let output = '';
    const packed = pnpm(['--dir', folder, 'pack', '--pack-destination', target], {
      stdio: 'pipe',
      encoding: 'utf8',
      onOutput: (text) => (output = text),
    });
    const tarball = readdirSync(target).find((file) => file.endsWith('.tgz'));
    const problems = [];
    if (packed !== 0 || tarball === undefined) problems.push(output.trim());
    else {
      const unpacked = spawnSync('tar', ['-xzf', join(target, tarball), '-C', target], { encoding: 'utf8' });
      if (unpacked.status !== 0) problems.push(unpacked.stderr);
      const { messages, pkg } = await publint({
        pkgDir: join(target, 'package'),
        pack: false,
        level: 'warning',
        strict: true,
      });
      problems.push(...messages.map((message) => formatMessage(message, pkg)));
      if (manifest.exports) {
        const types = spawnSync(
          attw,
          [join(target, tarball), '--profile', 'esm-only', '--format', 'ascii', '--no-emoji', '--no-color'],
          { encoding: 'utf8' },
        );
        if (types.status !== 0) problems.push(`${types.stdout}${types.stderr}`.trim());
      }
    }
    console.log(`${problems.length === 0 ? 'ok   ' : 'WRONG'} ${name}`);
    for (const problem of problems) console.log(`      ${problem}`);
    wrong += problems.length === 0 ? 0 : 1;
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}
process.exit(wrong === 0 ? 0 : 1);
