import { createServer, type RequestListener, type Server } from 'node:http';
import { StartError } from './start-error';

/** A server that listens, and how it ends: no new requests, open ones get a moment. */
export interface Listening {
  server: Server;
  close(): Promise<void>;
}

/**
 * Listens, or says in one line why not.
 *
 * @throws StartError where the port is taken, not allowed, or the address is not this machine's.
 */
export function listen(app: RequestListener, host: string, port: number, variable: string): Promise<Listening> {
  const server = createServer(app);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new StartError(explain(error, host, port, variable), { cause: error })));
    server.listen(port, host, () => resolve({ server, close: () => close(server) }));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    // Whatever still talks after this is cut: its client will try again elsewhere.
    setTimeout(() => server.closeAllConnections(), 2_000).unref();
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number, variable: string): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken by another program. Stop that one, or set ${variable} to a free port (the demo shop uses the one after it).`;
    case 'EACCES':
      return `This user may not listen on port ${port}. Set ${variable} to a port from 1024 upwards.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine. Set BECKON_HOST to one that is, such as 127.0.0.1 or 0.0.0.0.`;
    default:
      return `Cannot listen on ${host}:${port} (${error.code ?? error.message}). Check BECKON_HOST and ${variable}.`;
  }
}
