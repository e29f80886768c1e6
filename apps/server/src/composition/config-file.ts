import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseConfig, type ParsedConfig } from '@beckon/plugin';
import { StartError } from './start-error';

/** The names that are looked for in the folder of the start where `BECKON_CONFIG` names none. */
const names = ['beckon.config.ts', 'beckon.config.mts', 'beckon.config.mjs', 'beckon.config.js'];

/** ms that a configuration and what it imports may take. */
const LOADED_WITHIN = 30_000;

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
  let giveUp: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    giveUp = setTimeout(
      () =>
        reject(
          new StartError(
            `The configuration ${file} was not loaded within ${LOADED_WITHIN / 1000} seconds: it, or a plugin that it imports, waits for something at its top that never comes. Mend or remove it.`,
          ),
        ),
      LOADED_WITHIN,
    );
  });
  try {
    return await Promise.race([load(file), late]);
  } finally {
    clearTimeout(giveUp);
  }
}

async function load(file: string): Promise<ParsedConfig> {
  let exported: unknown;
  try {
    exported = await importFile(file);
  } catch (error) {
    throw new StartError(
      `The configuration ${file} cannot be loaded: ${reasonOf(error)}${thrownIn(error)}. Mend or remove what it imports there.`,
      { cause: error },
    );
  }
  if (typeof exported === 'object' && exported !== null && Object.keys(exported).length === 0)
    throw new StartError(
      `The configuration ${file} exports nothing. Write "export default defineConfig({ plugins: [ … ] })".`,
    );
  const parsed = await parseConfig(exported);
  if (!parsed.ok) throw new StartError(parsed.issues.map(({ message }) => `${file}: ${message}`).join('\n'));
  return parsed.config;
}

/** In one line, and without the list of who required what. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message
    .replace(/\s*Require stack:.*/s, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Where an error came from, so that a plugin that throws while it is imported is named by its file; `''` where that is not known. */
function thrownIn(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  // A file that cannot be read as a module stands in the first line, one that throws where the calls begin.
  const place =
    /^file:\/\/(\/[^\n]+?):\d+$/m.exec(stack)?.[1] ??
    /^ +at .*?(\/[^\s():]+\.[cm]?[jt]s)/m.exec(stack)?.[1]?.replace(/^\/+/, '/');
  // What loads the files is nobody's to mend.
  return place === undefined || place.includes('/jiti/') ? '' : ` (in ${place})`;
}

/** Through jiti, which reads TypeScript and is told where our own plugins are. */
async function importFile(file: string): Promise<unknown> {
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
