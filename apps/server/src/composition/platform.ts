import { createServer } from '@beckon/server';
import { createShop } from '@beckon/brewfictus';
import { version } from '../../package.json';
import { type Config } from '../config/environment';
import { DEMO_SITE_KEY } from '../seed/demo-shop';
import { seedAdministrator, seedDemo } from '../seed/seed';
import { readBrowserModules } from './browser-modules';
import { builtFiles } from './built-files';
import { openCore, type Core } from './core';
import { listen, orExplain } from './listen';
import { keepRelaying } from './relaying';
import { StartError } from './start-error';
import { welcome } from './welcome';

/** Everything, running. */
export interface Platform {
  /** What to tell the operator: where to look and how to sign in. */
  welcome: string[];
  /** Ends in order: requests first, the storage last. */
  stop(): Promise<void>;
}

/**
 * Starts the server, and with the demo its shop.
 *
 * @throws StartError for what the operator can mend; nothing is left running then.
 */
export async function startPlatform(config: Config): Promise<Platform> {
  const files = builtFiles();
  const core = await openCore(config);
  const endings: (() => Promise<void> | void)[] = [() => core.close()];
  const stop = async () => {
    for (const end of endings.reverse()) await end();
  };
  try {
    const shop = config.seed === 'brewfictus' ? { host: config.host, port: config.port + 1 } : null;
    if (shop !== null) await seedDemo(core.domain, core.storage, config, shopOrigins(config));
    else await seedAdministrator(core.domain, config.administrator);

    const server = createServer({
      domain: core.domain,
      logger: core.logger,
      health: () => core.storage.health(),
      publicUrl: config.publicUrl,
      version,
      statics: { ...files, plugins: await readBrowserModules(core.host.browserModules(), core.logger) },
      trustedProxies: config.trustProxy,
      metricsReaders: config.metricsReaders,
      pluginMetrics: core.pluginMetrics,
    });
    endings.push(() => server.close({ grace: 3_000 }));
    await orExplain(server.listen({ host: config.host, port: config.port }), config);
    if (shop !== null)
      endings.push(await listen(createShop({ beckonUrl: config.publicUrl, siteKey: DEMO_SITE_KEY }), shop));
    endings.push(keepRelaying(core));

    return { welcome: await welcome(config, core, await setupLink(core, config)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Where nobody can sign in yet: a link, good once. */
async function setupLink({ domain }: Core, { publicUrl }: Config): Promise<string | null> {
  if (!(await domain.setup.needed())) return null;
  const link = await domain.setup.createLink();
  if (!link.ok) throw new StartError(link.error.message);
  return `${publicUrl}/setup?token=${link.value.token}`;
}

/** The names under which the demo shop is opened on this machine. */
function shopOrigins({ host, port }: Config): string[] {
  const local = ['127.0.0.1', 'localhost'];
  const names =
    local.includes(host) || host === '0.0.0.0' || host === '::'
      ? local
      : [host.includes(':') ? `[${host}]` : host];
  return names.map((name) => `http://${name}:${port + 1}`);
}
