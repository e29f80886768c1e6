import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Of the workspace. */
export const root = fileURLToPath(new URL('../../../../', import.meta.url));
const near = createRequire(import.meta.url);

/** Runs Node and answers what it wrote and how it ended. */
export function run(
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    // The runner's own variables would make the inner vitest think that it is a worker of this one.
    const { VITEST: _1, VITEST_WORKER_ID: _2, VITEST_POOL_ID: _3, NODE_ENV: _4, ...outer } = process.env;
    execFile(
      process.execPath,
      [...args],
      { cwd, env: { ...outer, ...env, NO_COLOR: '1' }, maxBuffer: 1e7 },
      (error, stdout, stderr) => {
        resolve({
          code: error ? (typeof error.code === 'number' ? error.code : 1) : 0,
          output: stdout + stderr,
        });
      },
    );
  });
}

/** The folder of an installed package, whatever its exports say. */
export function packageFolder(name: string): string {
  const entry = near.resolve.paths(name)?.map((folder) => join(folder, name)) ?? [];
  for (const folder of entry) {
    try {
      return dirname(near.resolve(join(folder, 'package.json')));
    } catch {
      // In the next one, then.
    }
  }
  throw new Error(`The package "${name}" is not installed.`);
}

/** Gives a generated plugin what `npm install` would, from the workspace; our packages are read as sources. */
export async function installFromWorkspace(folder: string, more: readonly string[] = []): Promise<void> {
  await mkdir(join(folder, 'node_modules', '@beckon'), { recursive: true });
  await mkdir(join(folder, 'node_modules', '@types'), { recursive: true });
  for (const name of ['plugin', 'engine', ...more])
    await symlink(join(root, 'packages', name), join(folder, 'node_modules', '@beckon', name), 'dir');
  for (const name of ['zod', 'vitest', 'tsup', 'typescript', '@types/node'])
    await symlink(packageFolder(name), join(folder, 'node_modules', name), 'dir');
  await writeFile(
    join(folder, 'vitest.config.mjs'),
    `export default { resolve: { conditions: ['@beckon/source'] }, ssr: { resolve: { conditions: ['@beckon/source', 'node', 'import', 'default'] } }, test: { include: ['src/**/*.test.ts'] } };\n`,
  );
}

/** Runs the tests of a generated plugin. */
export function runTests(folder: string): Promise<{ code: number; output: string }> {
  return run([join(packageFolder('vitest'), 'vitest.mjs'), 'run'], folder);
}

/** Checks the types of a generated plugin, by its own strict settings. */
export function checkTypes(folder: string): Promise<{ code: number; output: string }> {
  return run(
    [
      join(packageFolder('typescript'), 'bin', 'tsc'),
      '-p',
      'tsconfig.json',
      '--customConditions',
      '@beckon/source',
    ],
    folder,
  );
}
