import { createServer } from 'node:net';

/** A port that is free together with the one after it (the server and the demo shop). */
export async function freePortPair(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const port = await listenOnce(0);
    if (port !== null && port < 65_000 && (await listenOnce(port + 1)) !== null) return port;
  }
  throw new Error('No two free ports beside each other were found.');
}

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}
