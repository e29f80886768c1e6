import { type Server } from 'node:http';
import { type Socket } from 'node:net';

/** The connections of a server, so that an end need not wait for those that nothing runs on. */
export interface Connections {
  /** From now on a connection lasts no longer than the requests that run on it. */
  finish(): void;
}

/**
 * Watches a server's connections. Node's own `closeIdleConnections` leaves those alone that have not sent a request yet, and browsers keep
 * such ones in reserve.
 */
export function watchConnections(server: Server): Connections {
  const running = new Map<Socket, number>();
  let finishing = false;

  const endIfIdle = (socket: Socket) => {
    if (finishing && (running.get(socket) ?? 0) === 0) socket.destroySoon();
  };

  server.on('connection', (socket) => {
    running.set(socket, 0);
    socket.once('close', () => running.delete(socket));
    endIfIdle(socket);
  });
  server.on('request', ({ socket }, response) => {
    running.set(socket, (running.get(socket) ?? 0) + 1);
    response.once('close', () => {
      if (running.has(socket)) running.set(socket, (running.get(socket) ?? 1) - 1);
      endIfIdle(socket);
    });
  });

  return {
    finish() {
      finishing = true;
      for (const socket of running.keys()) endIfIdle(socket);
    },
  };
}
