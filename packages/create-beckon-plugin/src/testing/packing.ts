import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder, root, run } from './workshop';

/** Runs npm in a folder; throws what it said where it fails. */
function npm(args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      'npm',
      [...args, '--no-audit', '--no-fund', '--loglevel=error'],
      { cwd, env: { ...process.env, NODE_ENV: 'production' }, shell: process.platform === 'win32' },
      (error, stdout, stderr) =>
        error ? reject(new Error(`npm ${args.join(' ')}: ${stdout}${stderr}`)) : resolve(stdout),
    );
  });
}

/** Builds a package of ours or a generated plugin, without types. */
export const build = (folder: string, into: string) =>
  run(
    [join(packageFolder('tsup'), 'dist', 'cli-default.js'), '--no-dts', '--no-clean', '--out-dir', into],
    folder,
  );

/** Packs what lies in the folder as it is; answers the tarball. */
async function pack(folder: string): Promise<string> {
  await npm(['pack', '--ignore-scripts'], folder);
  const [tarball] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
  return join(folder, tarball ?? '');
}

/** One of our packages, packed as publishing packs it: built, with its public exports and real versions. `home`: a folder that goes away. */
async function packOurs(name: string, home: string): Promise<string> {
  const source = join(root, 'packages', name);
  const target = join(home, 'ours', name);
  await mkdir(target, { recursive: true });
  const built = await build(source, join(target, 'dist'));
  if (built.code !== 0) throw new Error(built.output);
  const declared = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as Record<
    string,
    object
  > & { publishConfig: { exports: object }; dependencies?: Record<string, string> };
  const { version } = JSON.parse(await readFile(join(packageFolder('zod'), 'package.json'), 'utf8')) as {
    version: string;
  };
  const dependencies = Object.fromEntries(
    Object.entries(declared.dependencies ?? {}).map(([dependency, range]) => [
      dependency,
      range === 'catalog:' ? version : '*',
    ]),
  );
  const { devDependencies: _dev, scripts: _scripts, ...rest } = declared;
  await writeFile(
    join(target, 'package.json'),
    JSON.stringify({ ...rest, exports: declared.publishConfig.exports, dependencies }),
  );
  return pack(target);
}

/**
 * Packs a built plugin and these packages of ours, and installs them from their tarballs into an empty folder, as somebody outside the
 * repository does; answers that folder. `home`: a folder that goes away.
 */
export async function installPacked(plugin: string, ours: readonly string[], home: string): Promise<string> {
  // What was put beside it for building is not what a plugin is packed with.
  await rm(join(plugin, 'node_modules'), { recursive: true });
  const tarballs = [await pack(plugin)];
  for (const name of ours) tarballs.push(await packOurs(name, home));

  const empty = join(home, 'empty');
  await mkdir(empty);
  await cp(packageFolder('zod'), join(home, 'zod'), { recursive: true, dereference: true });
  await writeFile(join(empty, 'package.json'), '{ "private": true, "type": "module" }');
  await npm(
    [
      'install',
      '--offline',
      '--no-package-lock',
      '--ignore-scripts',
      '--install-links',
      ...tarballs,
      join(home, 'zod'),
    ],
    empty,
  );
  return empty;
}
