import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { CSRF_HEADER, IDEMPOTENCY_HEADER, idempotencyKeySchema } from '../common';
import { problemsOf, type RouteDeclaration, type RouteAnswer, type RouteId, routes } from '../routes';
import { nameSchemas } from './name-schemas';
import { problemResponses } from './problem-responses';

export interface OpenApiOptions {
  /** Of the server that answers it. */
  version: string;
  /** Where it answers: `https://beckon.example`. */
  serverUrl?: string;
}

/** What of an OpenAPI 3.1 document its readers here count on; the rest is JSON. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: Record<string, unknown>;
}

export interface OpenApiOperation {
  operationId: string;
  summary: string;
  tags: string[];
  responses: Record<string, { description: string }>;
}

const jsonOf = (schema: z.ZodType) => ({ 'application/json': { schema } });

function contentOf(answer: RouteAnswer): RouteConfig['responses'][string] {
  if ('schema' in answer) return { description: answer.description, content: jsonOf(answer.schema) };
  if ('mediaType' in answer)
    return { description: answer.description, content: { [answer.mediaType]: { schema: z.string() } } };
  if (!('events' in answer)) return { description: answer.description };
  const events = Object.entries(answer.events).map(([event, schema]) =>
    z.object({ event: z.literal(event), data: schema }),
  );
  return {
    description: answer.description,
    content: { 'text/event-stream': { schema: events.length === 1 ? events[0]! : z.union(events) } },
  };
}

function securityOf(route: RouteDeclaration): Record<string, string[]>[] {
  if (route.credentials === 'visitor') return [{ visitor: [] }];
  if (route.credentials === 'maybeVisitor') return [{ visitor: [] }, {}];
  if (route.credentials === 'maybeSession') return [{ session: [] }, {}];
  if (route.credentials === 'nobody') return [];
  return [route.method === 'get' ? { session: [] } : { session: [], csrf: [] }];
}

function keyOf(route: RouteDeclaration): z.ZodType {
  const key = idempotencyKeySchema.describe(
    route.problems.includes('keyReused')
      ? 'The same for each retry of one request, so that nothing is done twice, and for no other: that is `keyReused`.'
      : 'Not needed: the same request again changes nothing.',
  );
  return route.idempotencyKey === 'required' ? key : key.optional();
}

function operationOf(id: RouteId, route: RouteDeclaration): RouteConfig {
  const description = [route.description, route.permission && `Wants the permission \`${route.permission}\`.`]
    .filter(Boolean)
    .join('\n\n');
  return {
    method: route.method,
    path: route.path.replace(/:([A-Za-z]+)/g, '{$1}'),
    operationId: id,
    tags: [route.tag],
    summary: route.summary,
    ...(description === '' ? {} : { description }),
    security: securityOf(route),
    request: {
      ...(route.params ? { params: route.params } : {}),
      ...(route.query ? { query: route.query } : {}),
      ...(route.idempotencyKey ? { headers: z.object({ [IDEMPOTENCY_HEADER]: keyOf(route) }) } : {}),
      ...(route.body ? { body: { required: true, content: jsonOf(route.body) } } : {}),
    },
    responses: { [route.answer.status]: contentOf(route.answer), ...problemResponses(problemsOf(route)) },
  };
}

/**
 * The OpenAPI 3.1 document of the whole API, made from the routes and schemas that the server itself is made from.
 *
 * @example
 * const document = createOpenApiDocument({ version: '1.0.0', serverUrl: 'https://beckon.example' });
 */
export function createOpenApiDocument({ version, serverUrl }: OpenApiOptions): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'visitor', {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: '`Beckon VISITOR_ID:SECRET`, as `POST /v1/visits` answered them.',
  });
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'beckon_session',
    description: 'Set by signing in; named `__Host-beckon_session` where the server is reached by https.',
  });
  registry.registerComponent('securitySchemes', 'csrf', {
    type: 'apiKey',
    in: 'header',
    name: CSRF_HEADER,
    description: '`csrfToken` of `GET /v1/admin/session`; with every request that changes something.',
  });
  nameSchemas();
  for (const [id, route] of Object.entries(routes)) registry.registerPath(operationOf(id as RouteId, route));
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Beckon',
      version,
      description: 'The HTTP API of Beckon: `/v1` for the widget, `/v1/admin` for the admin app.',
    },
    ...(serverUrl === undefined ? {} : { servers: [{ url: serverUrl }] }),
  });
  return document as unknown as OpenApiDocument;
}
