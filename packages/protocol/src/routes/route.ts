import { type z } from 'zod';
import { type PermissionWire } from '../admin';
import { type ProblemCode } from '../problem';

/** Who a route is for; it decides which credentials are read, which bodies are too large and what other origins may do. */
export type Side = 'visitor' | 'admin' | 'operator';

/**
 * What the caller must show.
 *
 * - `nobody`: nothing is asked
 * - `maybeVisitor`: a visitor's `Authorization`, where the browser has one
 * - `visitor`: it must be there
 * - `maybeSession`: a signed-in agent's cookie, where the browser has one
 * - `session`: it must be there, and the CSRF token with every change
 */
export type Credentials = 'nobody' | 'maybeVisitor' | 'visitor' | 'maybeSession' | 'session';

/** One operation of the API, as data: the server's router and the OpenAPI document are both made from it. */
export interface RouteDeclaration {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With parameters as `:id`. */
  readonly path: string;
  readonly side: Side;
  readonly tag: string;
  /** A few words. */
  readonly summary: string;
  readonly description?: string;
  readonly credentials: Credentials;
  /** What the signed-in agent must be allowed to do. The domain enforces it. */
  readonly permission?: PermissionWire;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Is `Idempotency-Key` wanted? Where it stands among `problems`, a key that comes again with another request is `keyReused`. */
  readonly idempotencyKey?: 'required' | 'optional';
  readonly answer: RouteAnswer;
  /** What can go wrong besides what every route of its kind may answer. */
  readonly problems: readonly ProblemCode[];
}

export type RouteAnswer =
  | { readonly status: 200 | 201; readonly schema: z.ZodType; readonly description: string }
  | { readonly status: 204; readonly description: string }
  /** Text that is no JSON. */
  | { readonly status: 200; readonly mediaType: string; readonly description: string }
  /** Server-sent events, each with JSON of its schema as its text. */
  | {
      readonly status: 200;
      readonly events: Readonly<Record<string, z.ZodType>>;
      readonly description: string;
    };

/** Declares a route, keeping the literal types of its schemas. */
export function defineRoute<const R extends RouteDeclaration>(route: R): R {
  return route;
}

/** The problems that a route may answer: its own, and those that come with its kind. */
export function problemsOf(route: RouteDeclaration): ProblemCode[] {
  const codes = new Set<ProblemCode>(route.problems);
  if (route.params ?? false) codes.add('notFound');
  if (route.query ?? route.body ?? route.idempotencyKey ?? false) codes.add('invalidRequest');
  if (route.body)
    for (const code of ['brokenJson', 'tooLarge', 'unsupportedMediaType'] as const) codes.add(code);
  if (route.credentials === 'session') codes.add('notSignedIn');
  if (route.permission) codes.add('forbidden');
  if (route.side === 'admin' && route.method !== 'get') codes.add('csrf');
  if (route.side === 'visitor')
    for (const code of ['notFound', 'foreignOrigin', 'visitorUnknown', 'tooManyAttempts'] as const)
      codes.add(code);
  codes.add('internal');
  codes.add('unavailable');
  return [...codes];
}
