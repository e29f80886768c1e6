import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, type Socket } from 'node:net';
import { createApp } from './app';
import { type AddressSet, parseAddresses } from './client-address/client-address';
import { answerBrokenRequest } from './http/broken-request';
import { watchConnections } from './http/connections';
import { type ServerOptions } from './server-options';
import { type EventStream } from './streams/event-stream';
import { systemTimers } from './streams/timers';

/** The HTTP side of Beckon, not listening yet. */
export interface BeckonServer {
  /** Serves requests under another server. */
  readonly handler: RequestListener;
  /**
   * Listens. Rejects with Node's error (`EADDRINUSE`, `EACCES`, …) where it cannot. `port` 0: any that is free.
   */
  listen(at: { host: string; port: number }): Promise<{ host: string; port: number }>;
  /**
   * Stops: takes no new connection, ends event streams, lets requests that run finish for `grace` ms (default 10,000), then cuts
   * what is left. Again does the same once.
   */
  close(options?: { grace?: number }): Promise<void>;
}

const LOOPBACK = ['127.0.0.0/8', '::1'];

function addressesOf(
  options: ServerOptions,
  name: 'trustedProxies' | 'metricsReaders',
  always: readonly string[] = [],
): AddressSet {
  const parsed = parseAddresses([...always, ...(options[name] ?? [])]);
  if (!parsed.ok) throw new TypeError(`${name}: not an address or CIDR: ${parsed.wrong.join(', ')}`);
  return parsed.addresses;
}

/**
 * Makes the HTTP server: the API, and where folders are given the admin app and the widget's files.
 *
 * Throws a `TypeError` for an option that cannot be: `publicUrl` that is no URL, `trustedProxies` and `metricsReaders` that are no addresses (check
 * the operator's words with `parseAddresses` before).
 *
 * @example
 * const server = createServer({ domain, logger, health: () => storage.health(), publicUrl: 'http://127.0.0.1:4400' });
 * await server.listen({ host: '127.0.0.1', port: 4400 });
 */
export function createServer(options: ServerOptions): BeckonServer {
  const { timers = systemTimers } = options;
  const publicUrl = new URL(options.publicUrl);
  const proxies = addressesOf(options, 'trustedProxies');
  const metricsReaders = addressesOf(options, 'metricsReaders', LOOPBACK);
  const streams = new Set<EventStream>();
  let closing: Promise<void> | undefined;

  const app = createApp({ ...options, publicUrl, proxies, metricsReaders, timers, streams });
  const server = createHttpServer(
    { requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: 65_000 },
    app,
  );
  const connections = watchConnections(server);
  server.on('clientError', (error: Error, socket) => answerBrokenRequest(error, socket as Socket));

  return {
    handler: app,
    listen: ({ host, port }) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.removeListener('error', reject);
          resolve({ host, port: (server.address() as AddressInfo).port });
        });
      }),
    close({ grace = 10_000 } = {}) {
      closing ??= new Promise((resolve) => {
        const cancel = timers.after(grace, () => server.closeAllConnections());
        server.close(() => {
          cancel();
          resolve();
        });
        for (const stream of [...streams]) stream.close();
        connections.finish();
      });
      return closing;
    },
  };
}
