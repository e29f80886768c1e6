/**
 * Makes the folder of a new plugin.
 *
 * @module
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What came of it. */
export type Created =
  { ok: true; folder: string; name: string; packageName: string } | { ok: false; error: string };

/** The name that stands in the template. */
const PLACEHOLDER = 'my-plugin';

const template = fileURLToPath(new URL('../template', import.meta.url));

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
 * Makes a plugin with TypeScript, tests and README in a new or empty folder. The plugin is named after the folder.
 *
 * @example
 * await createPlugin('weather') // { ok: true, name: 'weather', packageName: 'beckon-plugin-weather', … }
 */
export async function createPlugin(folder: string): Promise<Created> {
  const target = resolve(folder);
  const name = pluginName(folder);
  if (name === '' || name.length > 64)
    return {
      ok: false,
      error: `"${basename(target)}" gives no name for a plugin: use letters, digits and dashes, such as "weather".`,
    };
  if (existsSync(target) && (await readdir(target)).length > 0)
    return { ok: false, error: `The folder "${folder}" is not empty: name a new one.` };
  await mkdir(target, { recursive: true });
  await cp(template, target, { recursive: true });
  // npm leaves a .gitignore out of a package, and reads a package.json in it: they have other names in the template.
  await rename(join(target, '_gitignore'), join(target, '.gitignore'));
  await rename(join(target, '_package.json'), join(target, 'package.json'));
  for (const file of await filesIn(target)) {
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll(PLACEHOLDER, name));
  }
  return { ok: true, folder: target, name, packageName: `beckon-plugin-${name}` };
}
