import { type Domain } from '@beckon/domain';
import { IDEMPOTENCY_HEADER, idempotencyKeySchema, type RouteDeclaration, type RouteId, routes } from '@beckon/protocol';
import { type NextFunction, type Request, type Response, Router } from 'express';
import { ADMIN_BODY_LIMIT, createJsonReader, VISITOR_BODY_LIMIT } from '../body/read-json';
import { validate } from '../body/validate';
import { callerOf, clientAddressOf, type AddressSet } from '../client-address/client-address';
import { allowReading, answerPreflight } from '../http/cors';
import { type Metrics } from '../features/operation/metrics';
import { type Failures } from '../http/failures';
import { type Outcome, refuse } from '../http/problem';
import { type LimitName, type RateLimits } from '../limits/rate-limits';
import { checkCsrfToken, checkSameSite } from '../sessions/same-site';
import { type SessionCookie } from '../sessions/session-cookie';
import { createEventStream, type EventStream } from '../streams/event-stream';
import { type Timers } from '../streams/timers';
import { type AnyHandler, type Handlers } from './handler';
import { readVisitor, requireVisitor } from './visitor-authorization';

/** What serving a route takes besides its handler. */
export interface RouteServices {
  domain: Domain;
  failures: Failures;
  limits: RateLimits;
  metrics: Metrics;
  proxies: AddressSet;
  cookie: SessionCookie;
  /** Scheme, host and port that browsers reach us by. */
  publicOrigin: string;
  timers: Timers;
  /** Streams that are open; whoever shuts down closes them. */
  streams: Set<EventStream>;
}

/** Which limit by address each visitor route counts against. */
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
    if (value !== undefined && !SECRET_HEADERS.has(name)) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

const readers = { visitor: createJsonReader(VISITOR_BODY_LIMIT), admin: createJsonReader(ADMIN_BODY_LIMIT), operator: createJsonReader(VISITOR_BODY_LIMIT) };

/** Serves one request of one route: each step may refuse; the handler comes last. */
async function serve(id: RouteId, route: RouteDeclaration, handler: AnyHandler, services: RouteServices, request: Request, response: Response): Promise<Outcome<unknown>> {
  const { domain, limits, cookie } = services;
  const client = clientAddressOf(request.socket.remoteAddress, request.headers['x-forwarded-for']?.toString(), services.proxies);
  response.setHeader('Cache-Control', 'no-store');

  const limit = limitOf[id];
  if (limit !== undefined) {
    const taken = await limits.take(limit, callerOf(client.ip));
    if (!taken.ok) return taken;
  }

  const changes = route.method !== 'get';
  if (route.side === 'admin' && changes) {
    const same = checkSameSite(request.headers, services.publicOrigin);
    if (!same.ok) return same;
  }

  let actor: unknown;
  if (route.credentials === 'session') {
    const token = cookie.read(request.headers.cookie);
    if (token === undefined) return refuse('notSignedIn', 'Nobody is signed in. Sign in first.');
    const session = await domain.session.authenticate(token);
    if (!session.ok) {
      if (session.error.code === 'notSignedIn') cookie.clear(response);
      return session;
    }
    if (changes) {
      const csrf = checkCsrfToken(request.headers, session.value.csrfToken);
      if (!csrf.ok) return csrf;
    }
    // The domain enforces it at the use-case; asked here, nobody without it has a body read or learns what would be wrong with it.
    if (route.permission && !session.value.permissions.includes(route.permission)) {
      return refuse('forbidden', `Your account lacks the permission \`${route.permission}\`. An administrator can give it to you under Agents.`);
    }
    actor = session.value;
  }

  let visitor: { id: string; secret: string } | null = null;
  if (route.credentials === 'visitor' || route.credentials === 'maybeVisitor') {
    const read = (route.credentials === 'visitor' ? requireVisitor : readVisitor)(request.headers.authorization);
    if (!read.ok) return read;
    visitor = read.value;
  }

  const params = route.params?.safeParse(request.params);
  if (params?.success === false) return refuse('notFound', 'There is nothing at this address: an id in it is not 26 characters of Crockford base 32.');

  const query = route.query && validate(route.query, { ...request.query }, 'query');
  if (query?.ok === false) return query;

  let key: string | undefined;
  if (route.idempotencyKey) {
    const given = request.get(IDEMPOTENCY_HEADER);
    const schema = route.idempotencyKey === 'required' ? idempotencyKeySchema : idempotencyKeySchema.optional();
    const read = validate(schema, given);
    if (!read.ok) {
      const issues = read.error.issues?.map((issue) => ({ ...issue, path: `header/${IDEMPOTENCY_HEADER}` }));
      return refuse('invalidRequest', `The header \`${IDEMPOTENCY_HEADER}\`: ${issues?.[0]?.message ?? ''}`, { issues });
    }
    key = read.value;
  }

  let body: unknown;
  if (route.body) {
    const read = await readers[route.side](request, response);
    if (!read.ok) return read;
    const valid = validate(route.body, read.value);
    if (!valid.ok) return valid;
    body = valid.value;
  }

  if (route.side === 'visitor') {
    const named = (body ?? query?.value) as { site: string };
    actor = { siteKey: named.site, origin: request.headers.origin ?? null, visitor };
  }

  let stream: EventStream | undefined;
  if ('events' in route.answer) {
    const slot = limits.openStream(callerOf(client.ip));
    if (!slot.ok) return slot;
    const opened = createEventStream(response, services.timers);
    stream = opened;
    services.streams.add(opened);
    opened.onClose(() => {
      slot.value();
      services.streams.delete(opened);
    });
  }

  const input = {
    params: params?.data,
    query: query?.value,
    body,
    key,
    actor,
    stream,
    client,
    headers: factHeaders(request),
    session: {
      open: (token: string, expiresAt: Date) => cookie.set(response, token, expiresAt),
      close: () => cookie.clear(response),
    },
  };
  const outcome = await handler(input as unknown as Parameters<AnyHandler>[0]);
  if (outcome.ok) stream?.open();
  return outcome;
}

function measure(metrics: Metrics, route: RouteDeclaration, request: Request, response: Response): void {
  const began = performance.now();
  response.once('close', () => {
    metrics.answered({ method: request.method, route: route.path, status: response.statusCode, seconds: (performance.now() - began) / 1000 });
  });
}

function send(route: RouteDeclaration, response: Response, value: unknown): void {
  const { answer } = route;
  if ('events' in answer) return;
  response.status(answer.status);
  if ('schema' in answer) response.json(value);
  else if ('mediaType' in answer) response.set('Content-Type', answer.mediaType).send(String(value));
  else response.end();
}

/** Makes Express's router from the declared routes, each with its handler, and what other methods on their paths get. */
export function bindRoutes(handlers: Handlers, services: RouteServices): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const byPath = new Map<string, { side: RouteDeclaration['side']; methods: Set<string> }>();

  for (const [id, route] of Object.entries<RouteDeclaration>(routes) as [RouteId, RouteDeclaration][]) {
    const handler = handlers[id] as unknown as AnyHandler;
    router[route.method](route.path, async (request: Request, response: Response, next: NextFunction) => {
      if (route.side === 'visitor') allowReading(request, response);
      // A HEAD of events would never end.
      if (request.method === 'HEAD' && 'events' in route.answer) return next();
      if (!('events' in route.answer)) measure(services.metrics, route, request, response);
      try {
        const outcome = await serve(id, route, handler, services, request, response);
        if (outcome.ok) send(route, response, outcome.value);
        else services.failures.refused(request, response, outcome.error, route.path);
      } catch (error) {
        services.failures.broke(request, response, error, route.path);
      }
    });
    const known = byPath.get(route.path) ?? { side: route.side, methods: new Set<string>() };
    known.methods.add(route.method.toUpperCase());
    if (route.method === 'get' && !('events' in route.answer)) known.methods.add('HEAD');
    byPath.set(route.path, known);
  }

  for (const [path, { side, methods }] of byPath) {
    const allowed = [...methods, 'OPTIONS'];
    router.options(path, (request: Request, response: Response) => {
      response.setHeader('Allow', allowed.join(', '));
      if (side === 'visitor') answerPreflight(request, response, [...methods]);
      else response.status(204).end();
    });
    router.all(path, (request: Request, response: Response) => {
      if (side === 'visitor' && !response.hasHeader('Access-Control-Allow-Origin')) allowReading(request, response);
      response.setHeader('Allow', allowed.join(', '));
      services.failures.refused(request, response, { code: 'methodNotAllowed', message: `${request.method} is not possible here; ${allowed.join(', ')} are.` }, path);
    });
  }
  return router;
}
