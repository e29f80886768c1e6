import { IDEMPOTENCY_HEADER, idempotencyKeySchema, type RouteDeclaration } from '@beckon/protocol';
import { type Request, type Response } from 'express';
import { ADMIN_BODY_LIMIT, createJsonReader, VISITOR_BODY_LIMIT } from '../body/read-json';
import { validate } from '../body/validate';
import { type Outcome, refuse } from '../http/problem';

/** What was sent, read by the route's schemas. */
export interface ReadInput {
  params: unknown;
  query: unknown;
  key: string | undefined;
  body: unknown;
}

const readers = {
  visitor: createJsonReader(VISITOR_BODY_LIMIT),
  admin: createJsonReader(ADMIN_BODY_LIMIT),
  operator: createJsonReader(VISITOR_BODY_LIMIT),
};

function readKey(route: RouteDeclaration, request: Request): Outcome<string | undefined> {
  if (!route.idempotencyKey) return { ok: true, value: undefined };
  const schema = route.idempotencyKey === 'required' ? idempotencyKeySchema : idempotencyKeySchema.optional();
  const read = validate(schema, request.get(IDEMPOTENCY_HEADER));
  if (read.ok) return read;
  const issues = read.error.issues?.map((issue) => ({ ...issue, path: `header/${IDEMPOTENCY_HEADER}` }));
  return refuse(
    'invalidRequest',
    `The header \`${IDEMPOTENCY_HEADER}\`: ${issues?.[0]?.message ?? 'Is not valid.'}`,
    { issues },
  );
}

async function readBody(
  route: RouteDeclaration,
  request: Request,
  response: Response,
): Promise<Outcome<unknown>> {
  if (!route.body) return { ok: true, value: undefined };
  const read = await readers[route.side](request, response);
  return read.ok ? validate(route.body, read.value) : read;
}

/** Reads what a request says, the cheap parts first: an address that is nothing's costs no body. */
export async function readInput(
  route: RouteDeclaration,
  request: Request,
  response: Response,
): Promise<Outcome<ReadInput>> {
  const params = route.params?.safeParse(request.params);
  if (params?.success === false)
    return refuse(
      'notFound',
      'There is nothing at this address: an id in it is not 26 characters of Crockford base 32.',
    );
  const query: Outcome<unknown> = route.query
    ? validate(route.query, { ...request.query }, 'query')
    : { ok: true, value: undefined };
  if (!query.ok) return query;
  const key = readKey(route, request);
  if (!key.ok) return key;
  const body = await readBody(route, request, response);
  if (!body.ok) return body;
  return { ok: true, value: { params: params?.data, query: query.value, key: key.value, body: body.value } };
}
