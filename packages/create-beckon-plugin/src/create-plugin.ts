/**
 * Makes the folder of a new plugin.
 *
 * @module
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What came of it. */
export type Created =
  | {
      ok: true;
      folder: string;
      name: string;
      packageName: string;
      /** It is a package of the workspace that this one was run from. */
      inWorkspace: boolean;
    }
  | { ok: false; error: string };

/** The name that stands in the template. */
const PLACEHOLDER = 'my-plugin';

const template = fileURLToPath(new URL('../template', import.meta.url));

/** `@acme/weather`, as packages are named: the scope and the name. */
const SCOPED = /^(@[a-z0-9~-][a-z0-9._~-]*)\/([^/\\]+)$/i;

/** The folder of `@beckon/plugin` where this package runs from a checkout of Beckon; `null`: it was installed. */
export function findCheckout(): string | null {
  const folder = fileURLToPath(new URL('../../plugin', import.meta.url));
  try {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: unknown };
    return name === '@beckon/plugin' ? folder : null;
  } catch {
    return null;
  }
}

/**
 * What the new plugin depends on: the release; from a checkout the plugin package that lies in it, by its path, or as one of the workspace.
 *
 * @param checkout the folder of `@beckon/plugin` in a checkout
 */
export function pluginRange(target: string, checkout: string | null): string {
  if (checkout === null) return 'latest';
  const root = dirname(dirname(checkout));
  if (target.startsWith(root + sep)) return 'workspace:*';
  return `file:${relative(target, checkout).replaceAll(sep, '/')}`;
}

/** The plugin's name from a folder's: `./beckon-plugin-Weather` is `weather`. */
export function pluginName(folder: string): string {
  return basename(resolve(folder))
    .toLowerCase()
    .replace(/^beckon-plugin-/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '');
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/**
 * Makes a plugin with TypeScript, tests and README in a new or empty folder. The plugin is named after the folder; with a scope
 * (`@acme/weather`) the folder is `weather` and the package `@acme/beckon-plugin-weather`. What cannot be made is said, never thrown.
 *
 * @example
 * await createPlugin('weather') // { ok: true, name: 'weather', packageName: 'beckon-plugin-weather', … }
 */
export async function createPlugin(given: string, checkout = findCheckout()): Promise<Created> {
  const [, scope, scoped] = SCOPED.exec(given) ?? [];
  const folder = scoped ?? given;
  const target = resolve(folder);
  const name = pluginName(folder);
  if (name === '' || name.length > 64)
    return {
      ok: false,
      error: `"${basename(target)}" gives no name for a plugin: use letters, digits and dashes, such as "weather".`,
    };
  if (existsSync(target) && !statSync(target).isDirectory())
    return { ok: false, error: `"${folder}" is a file: name a new folder.` };
  if (existsSync(target) && (await readdir(target)).length > 0)
    return { ok: false, error: `The folder "${folder}" is not empty: name a new one.` };
  const packageName = `${scope === undefined ? '' : `${scope.toLowerCase()}/`}beckon-plugin-${name}`;
  const range = pluginRange(target, checkout);
  try {
    await fill(target, name, packageName, range);
  } catch (error) {
    return {
      ok: false,
      error: `The folder "${folder}" cannot be made (${(error as NodeJS.ErrnoException).code ?? String(error)}): name one that you may write to.`,
    };
  }
  return { ok: true, folder: target, name, packageName, inWorkspace: range.startsWith('workspace:') };
}

/** Copies the template and puts the names in. */
async function fill(target: string, name: string, packageName: string, range: string): Promise<void> {
  await mkdir(target, { recursive: true });
  await cp(template, target, { recursive: true });
  // npm leaves a .gitignore out of a package, and reads a package.json in it: they have other names in the template.
  await rename(join(target, '_gitignore'), join(target, '.gitignore'));
  await rename(join(target, '_package.json'), join(target, 'package.json'));
  for (const file of await filesIn(target)) {
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text
        .replaceAll(`beckon-plugin-${PLACEHOLDER}`, packageName)
        .replaceAll(PLACEHOLDER, name)
        .replace('"@beckon/plugin": "latest"', `"@beckon/plugin": ${JSON.stringify(range)}`),
    );
  }
}
