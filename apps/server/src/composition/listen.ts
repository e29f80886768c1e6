import { createServer, type RequestListener } from 'node:http';
import { StartError } from './start-error';

/** Where something listens. */
export interface Address {
  host: string;
  port: number;
}

/**
 * Waits until `listening` has come true.
 *
 * @throws StartError in one line, where the port is taken, not allowed, or the address is not this machine's.
 */
export async function orExplain<T>(listening: Promise<T>, at: Address): Promise<T> {
  try {
    return await listening;
  } catch (error) {
    throw new StartError(explain(error as NodeJS.ErrnoException, at), { cause: error });
  }
}

/** Serves an app of its own port; answers the function that ends it. */
export async function listen(app: RequestListener, at: Address): Promise<() => Promise<void>> {
  const server = createServer(app);
  await orExplain(
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(at.port, at.host, resolve);
    }),
    at,
  );
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}

function explain(error: NodeJS.ErrnoException, { host, port }: Address): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken by another program. Stop that one, or set BECKON_PORT to a free port (the demo shop uses the one after it).`;
    case 'EACCES':
      return `This user may not listen on port ${port}. Set BECKON_PORT to a port from 1024 upwards.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine. Set BECKON_HOST to one that is, such as 127.0.0.1 or 0.0.0.0.`;
    default:
      return `Cannot listen on ${host}:${port} (${error.code ?? error.message}). Check BECKON_HOST and BECKON_PORT.`;
  }
}
