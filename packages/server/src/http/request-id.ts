import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { REQUEST_ID_HEADER } from '@beckon/protocol';

const ids = new WeakMap<IncomingMessage, string>();

/** Names a request, in its answer too. A trusted proxy's name for it is kept, so that both logs tell of the same request. */
export function nameRequest(request: IncomingMessage, response: ServerResponse, trusted: boolean): string {
  const given = request.headers[REQUEST_ID_HEADER.toLowerCase()];
  const id =
    trusted && typeof given === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : randomUUID();
  ids.set(request, id);
  response.setHeader(REQUEST_ID_HEADER, id);
  return id;
}

/** The name that the request has been given. */
export function requestIdOf(request: IncomingMessage): string {
  return ids.get(request) ?? 'unnamed';
}
