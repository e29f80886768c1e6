import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { standardCriteria } from '@beckon/criteria';
import { type Logger } from '@beckon/domain';
import { geoHeaders } from '@beckon/geo-headers';
import { geoMmdb } from '@beckon/geo-mmdb';
import { parseConfig, type ParsedConfig } from '@beckon/plugin';
import { createPluginHost, type PluginHost } from '@beckon/plugin-host';
import { type Config } from '../config/environment';
import { StartError } from './start-error';

type PluginConfig = Pick<Config, 'geoMmdb' | 'configFile'>;

/**
 * Starts the plugins that every installation has (places from headers of trusted proxies, then from a file) and those that the
 * configuration file lists.
 *
 * @throws StartError with a line for everything that is to be mended.
 */
export async function startPlugins(config: PluginConfig, logger: Logger): Promise<PluginHost> {
  const file = await readConfigFile(config.configFile);
  const listed = new Set(file.plugins.map(({ plugin }) => plugin.name));
  const own = [
    { plugin: geoHeaders, options: {} },
    { plugin: geoMmdb, options: config.geoMmdb === null ? {} : { file: config.geoMmdb } },
  ].filter(({ plugin }) => !listed.has(plugin.name));
  const result = await createPluginHost({
    plugins: [...file.plugins, ...own],
    standard: standardCriteria,
    deadline: file.deadline,
    allowPrivate: file.allowPrivate,
    log: logger,
  });
  if (!result.ok) throw new StartError(result.issues.map(({ message }) => message).join('\n'));
  return result.host;
}

/** The names that are looked for in the folder of the start where `BECKON_CONFIG` names none. */
const names = ['beckon.config.ts', 'beckon.config.mts', 'beckon.config.mjs', 'beckon.config.js'];

/** Finds the configuration file; `null`: there is none. */
export function findConfigFile(folder: string): string | null {
  return names.map((name) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

async function readConfigFile(file: string | null): Promise<ParsedConfig> {
  if (file === null) return { plugins: [], deadline: 200, allowPrivate: [] };
  let exported: unknown;
  try {
    exported = await importFile(file);
  } catch (error) {
    throw new StartError(`The configuration ${file} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const parsed = await parseConfig(exported);
  if (!parsed.ok) throw new StartError(parsed.issues.map(({ message }) => `${file}: ${message}`).join('\n'));
  return parsed.config;
}

/** TypeScript goes through jiti; what Node reads by itself needs no help. */
async function importFile(file: string): Promise<unknown> {
  if (/\.m?js$/.test(file)) return import(pathToFileURL(file).href);
  const { createJiti } = await import('jiti');
  return createJiti(import.meta.url).import(file);
}
