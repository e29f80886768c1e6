import { standardCriteria } from '@beckon/criteria';
import { type AppliedSettings, type Logger, type PluginSettings } from '@beckon/domain';
import { geoHeaders } from '@beckon/geo-headers';
import { geoMmdb } from '@beckon/geo-mmdb';
import { createPluginHost, type PluginHost } from '@beckon/plugin-host';
import { createPluginMetrics, type PluginMetrics } from '@beckon/server';
import { type Config } from '../config/environment';
import { findConfigFile, readConfigFile } from './config-file';
import { StartError } from './start-error';

/** The plugins, running, what they are counted with, and what became of the options that administrators saved. */
export interface StartedPlugins {
  host: PluginHost;
  metrics: PluginMetrics;
  applied: Map<string, AppliedSettings>;
}

/**
 * Starts the plugins that every installation has (places from headers of trusted proxies, then from a file) and those that the
 * configuration file lists. Options that were saved win over the file's; where a plugin refuses them (a new version wants others) it is
 * started with the file's, and the admin shows why.
 *
 * @throws StartError with a line for everything that is to be mended.
 */
export async function startPlugins(
  config: Pick<Config, 'geoMmdb' | 'configFile'>,
  saved: readonly PluginSettings[],
  logger: Logger,
  folder = process.cwd(),
): Promise<StartedPlugins> {
  const file = await readConfigFile(config.configFile ?? findConfigFile(folder));
  const listed = new Set(file.plugins.map(({ plugin }) => plugin.name));
  const own = [
    { plugin: geoHeaders, options: {} },
    { plugin: geoMmdb, options: config.geoMmdb === null ? {} : { file: config.geoMmdb } },
  ].filter(({ plugin }) => !listed.has(plugin.name));
  const plugins = [...file.plugins, ...own];

  const wanted = new Map(saved.map((settings) => [settings.name, settings]));
  const applied = new Map<string, AppliedSettings>();
  const metrics = createPluginMetrics();
  for (;;) {
    const result = await createPluginHost({
      plugins: plugins.map(({ plugin, options }) => ({
        plugin,
        options: wanted.get(plugin.name)?.options ?? options,
      })),
      standard: standardCriteria,
      deadline: file.deadline,
      allowPrivate: file.allowPrivate,
      log: logger,
      metrics,
    });
    if (result.ok) {
      for (const { name, revision } of wanted.values()) applied.set(name, { revision, problem: null });
      return { host: result.host, metrics, applied };
    }
    const refused = result.issues.filter(
      ({ plugin, code }) => wanted.has(plugin) && (code === 'badOptions' || code === 'setupFailed'),
    );
    if (refused.length === 0)
      throw new StartError(
        result.issues
          .map(({ plugin, message }) => {
            const isNamedByVariable =
              plugin === geoMmdb.name && config.geoMmdb !== null && !listed.has(plugin);
            return isNamedByVariable
              ? `BECKON_GEO_MMDB: ${message} Set it to a city file of MaxMind or DB-IP, or leave it out.`
              : message;
          })
          .join('\n'),
      );
    for (const { plugin, message } of refused) {
      const settings = wanted.get(plugin);
      if (!settings) continue;
      wanted.delete(plugin);
      const problem = `The saved options are not in force, those of the configuration file are: ${message}`;
      applied.set(plugin, { revision: settings.revision, problem });
      logger.error(`Plugin "${plugin}": ${problem}`, { plugin, revision: settings.revision });
    }
  }
}
