import { type RouteDeclaration, type RouteId } from '@beckon/protocol';
import { type Request, type Response } from 'express';
import { callerOf, type ClientAddress, clientAddressOf } from '../client-address/client-address';
import { type Outcome } from '../http/problem';
import { type LimitName } from '../limits/rate-limits';
import { checkSameSite } from '../sessions/same-site';
import { createEventStream, type EventStream } from '../streams/event-stream';
import { type AnyHandler } from './handler';
import { identifyAgent, seekAgent } from './identify';
import { readInput } from './read-input';
import { type RouteServices } from './route-services';
import { readVisitor, requireVisitor } from './visitor-authorization';

/** Which limit by address each visitor route, and each attempt to get in, counts against. */
const limitOf: Partial<Record<RouteId, LimitName>> = {
  startVisit: 'visits',
  claimEngagement: 'visits',
  markEngagement: 'visits',
  listVisitorConversations: 'visits',
  readConversation: 'visits',
  visitorEvents: 'visits',
  startConversation: 'messages',
  sendMessage: 'messages',
  checkSetup: 'signInByAddress',
  completeSetup: 'signInByAddress',
  signIn: 'signInByAddress',
};

const SECRET_HEADERS = new Set(['authorization', 'cookie', 'proxy-authorization', 'x-csrf-token']);

/** Headers for whoever looks facts up in them: lists joined, credentials left out. */
function factHeaders(request: Request): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined && !SECRET_HEADERS.has(name))
      headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

/** A stream for the handler to send to; it is opened once the handler has answered well. */
function prepareStream(
  services: RouteServices,
  client: ClientAddress,
  response: Response,
): Outcome<EventStream> {
  const slot = services.limits.openStream(callerOf(client.ip));
  if (!slot.ok) return slot;
  const stream = createEventStream(response, services.timers);
  services.streams.add(stream);
  stream.onClose(() => {
    slot.value();
    services.streams.delete(stream);
  });
  return { ok: true, value: stream };
}

/** What serving takes of one bound route. */
export interface BoundRoute {
  id: RouteId;
  route: RouteDeclaration;
  handler: AnyHandler;
}

/** Serves one request of one route: limits, who asks, what is asked; each step may refuse, and the handler comes last. */
export async function serveRoute(
  { id, route, handler }: BoundRoute,
  services: RouteServices,
  request: Request,
  response: Response,
): Promise<Outcome<unknown>> {
  const { limits, cookie } = services;
  const client = clientAddressOf(
    request.socket.remoteAddress,
    request.headers['x-forwarded-for']?.toString(),
    services.proxies,
  );
  response.setHeader('Cache-Control', 'no-store');

  const limit = limitOf[id];
  const allowed: Outcome<null> =
    limit === undefined ? { ok: true, value: null } : await limits.take(limit, callerOf(client.ip));
  if (!allowed.ok) return allowed;

  const same: Outcome<null> =
    route.side === 'admin' && route.method !== 'get'
      ? checkSameSite(request.headers, services.publicOrigin)
      : { ok: true, value: null };
  if (!same.ok) return same;
  const identify =
    route.credentials === 'session'
      ? identifyAgent
      : route.credentials === 'maybeSession'
        ? seekAgent
        : undefined;
  const agent = await identify?.(route, services, request, response);
  if (agent?.ok === false) return agent;
  const visitor =
    route.side === 'visitor'
      ? (route.credentials === 'visitor' ? requireVisitor : readVisitor)(request.headers.authorization)
      : undefined;
  if (visitor?.ok === false) return visitor;

  const read = await readInput(route, request, response);
  if (!read.ok) return read;

  const stream = 'events' in route.answer ? prepareStream(services, client, response) : undefined;
  if (stream?.ok === false) return stream;

  // Each visitor route names its site in its body or its query; their schemas see to that.
  const siteKey = ((read.value.body ?? read.value.query) as { site?: string } | undefined)?.site;
  const input = {
    ...read.value,
    actor: visitor
      ? { siteKey, origin: request.headers.origin ?? null, visitor: visitor.value }
      : agent?.value,
    stream: stream?.value,
    client,
    // Few routes ask for them.
    get headers() {
      return factHeaders(request);
    },
    session: {
      open: (token: string, expiresAt: Date) => cookie.set(response, token, expiresAt),
      close: () => cookie.clear(response),
    },
  };
  const outcome = await handler(input as unknown as Parameters<AnyHandler>[0]);
  if (outcome.ok) stream?.value.open();
  return outcome;
}
