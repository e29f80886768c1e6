import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseConfig, type ParsedConfig } from '@beckon/plugin';
import { StartError } from './start-error';

/** The names that are looked for in the folder of the start where `BECKON_CONFIG` names none. */
const names = ['beckon.config.ts', 'beckon.config.mts', 'beckon.config.mjs', 'beckon.config.js'];

/** Finds the configuration file; `null`: there is none. */
export function findConfigFile(folder: string): string | null {
  return names.map((name) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/**
 * Reads a configuration file and imports the plugins that it lists; without a file, what is usual.
 *
 * @throws StartError with a line for everything that is to be mended.
 */
export async function readConfigFile(file: string | null): Promise<ParsedConfig> {
  if (file === null) return { plugins: [], deadline: 200, allowPrivate: [] };
  if (!existsSync(file))
    throw new StartError(`There is no configuration file ${file}. Correct BECKON_CONFIG, or leave it out.`);
  let exported: unknown;
  try {
    exported = await importFile(file);
  } catch (error) {
    throw new StartError(
      `The configuration ${file} cannot be loaded: ${error instanceof Error ? error.message : String(error)}${thrownIn(error)}. Mend or remove what it imports there.`,
      { cause: error },
    );
  }
  const parsed = await parseConfig(exported);
  if (!parsed.ok) throw new StartError(parsed.issues.map(({ message }) => `${file}: ${message}`).join('\n'));
  return parsed.config;
}

/** Where an error came from, so that a plugin that throws while it is imported is named by its file; `''` where that is not known. */
function thrownIn(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  // A file that cannot be read as a module stands in the first line, one that throws where the calls begin.
  const place =
    /^file:\/\/(\/[^\n]+?):\d+$/m.exec(stack)?.[1] ??
    /^ +at .*?(\/[^\s():]+\.[cm]?[jt]s)/m.exec(stack)?.[1]?.replace(/^\/+/, '/');
  return place === undefined ? '' : ` (in ${place})`;
}

/** TypeScript goes through jiti; what Node reads by itself needs no help. */
async function importFile(file: string): Promise<unknown> {
  if (/\.m?js$/.test(file)) return import(pathToFileURL(file).href);
  const { createJiti } = await import('jiti');
  return createJiti(import.meta.url, { alias: ownPlugins(file) }).import(file);
}

/** Packages of ours that a configuration may import by name although nothing is installed beside it. */
const ours = [
  'behaviour',
  'campaign',
  'device',
  'geo-headers',
  'geo-mmdb',
  'plugin',
  'returning',
  'schedule',
  'slack',
  'webhooks',
];

/** Where those are that the file's own folder does not have; what is installed beside the file wins. */
function ownPlugins(file: string): Record<string, string> {
  const here = createRequire(import.meta.url);
  const there = createRequire(file);
  const installed = (name: string) => {
    try {
      return there.resolve(name) !== '';
    } catch {
      return false;
    }
  };
  return Object.fromEntries(
    ours
      .map((name) => `@beckon/${name}`)
      .flatMap((name) => (installed(name) ? [] : [[name, here.resolve(name)]])),
  );
}
