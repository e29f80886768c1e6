import {
  createDomain,
  createPluginDelivery,
  createRelay,
  type Bus,
  type Domain,
  type Logger,
  type Relay,
  type Storage,
} from '@beckon/domain';
import { createBus, createIds, createSecrets, systemClock } from '@beckon/domain/adapters';
import { type PluginHost } from '@beckon/plugin-host';
import { type PluginMetrics } from '@beckon/server';
import { type Config } from '../config/environment';
import { createLogger } from './logger';
import { openStorage } from './open-storage';
import { startPlugins } from './start-plugins';

/** The platform without its network side. */
export interface Core {
  storage: Storage;
  domain: Domain;
  bus: Bus;
  host: PluginHost;
  logger: Logger;
  relay: Relay;
  pluginMetrics: PluginMetrics;
  close(): Promise<void>;
}

/**
 * Opens the storage, starts the plugins with what was saved of them, and makes the domain.
 *
 * @throws StartError
 */
export async function openCore(config: Config): Promise<Core> {
  const logger = createLogger(config.logLevel);
  const storage = await openStorage(config, logger);
  let host: PluginHost | null = null;
  try {
    const started = await startPlugins(config, await storage.plugins.list(), logger);
    host = started.host;
    const bus = createBus({ logger });
    const domain = createDomain({
      storage,
      bus,
      clock: systemClock,
      ids: createIds(systemClock),
      secrets: createSecrets(),
      factSource: host,
      logger,
      plugins: host,
      appliedSettings: started.applied,
    });
    const relay = createRelay({ storage, logger, deliver: createPluginDelivery({ storage, plugins: host }) });
    return {
      storage,
      domain,
      bus,
      host,
      logger,
      relay,
      pluginMetrics: started.metrics,
      async close() {
        await started.host.stop();
        await storage.close();
      },
    };
  } catch (error) {
    await host?.stop();
    await storage.close();
    throw error;
  }
}
