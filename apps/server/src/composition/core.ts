import { createDomain, createRelay, type Bus, type Domain, type Logger, type Relay, type Storage } from '@beckon/domain';
import { createBus, createIds, createSecrets, systemClock } from '@beckon/domain/adapters';
import { type PluginHost } from '@beckon/plugin-host';
import { type Config } from '../config/environment';
import { createLogger } from './logger';
import { openStorage } from './open-storage';
import { startPlugins } from './plugins';

/** The platform without its network side: what the server and every command work on. */
export interface Core {
  storage: Storage;
  domain: Domain;
  bus: Bus;
  host: PluginHost;
  logger: Logger;
  relay: Relay;
  close(): Promise<void>;
}

/**
 * Opens the storage, starts the plugins and makes the domain.
 *
 * @throws StartError
 */
export async function openCore(config: Config): Promise<Core> {
  const logger = createLogger(config.logLevel);
  const host = await startPlugins(config, logger);
  try {
    const storage = await openStorage(config, logger);
    const bus = createBus({ logger });
    const domain = createDomain({ storage, bus, clock: systemClock, ids: createIds(systemClock), secrets: createSecrets(), factSource: host, logger });
    const relay = createRelay({
      storage,
      logger,
      async deliver(event) {
        const delivered = await host.deliver(event);
        if (!delivered.ok) throw new Error(delivered.error);
      },
    });
    return {
      storage, domain, bus, host, logger, relay,
      async close() {
        await host.stop();
        await storage.close();
      },
    };
  } catch (error) {
    await host.stop();
    throw error;
  }
}
