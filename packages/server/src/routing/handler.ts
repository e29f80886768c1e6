import { type Answer, type SignedIn, type VisitorActor } from '@beckon/domain';
import { type RouteDeclaration, type RouteId, type Routes } from '@beckon/protocol';
import { type z } from 'zod';
import { type ClientAddress } from '../client-address/client-address';
import { type Outcome } from '../http/problem';
import { type EventStream } from '../streams/event-stream';

type OutputOf<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

type ActorOf<Route> = Route extends { credentials: 'session' }
  ? SignedIn
  : Route extends { credentials: 'maybeSession' }
    ? SignedIn | null
    : Route extends { credentials: 'visitor' | 'maybeVisitor' }
      ? VisitorActor
      : undefined;

type KeyOf<Route> = Route extends { idempotencyKey: 'required' }
  ? string
  : Route extends { idempotencyKey: 'optional' }
    ? string | undefined
    : undefined;

type StreamOf<Route> = Route extends { answer: { events: object } } ? EventStream : undefined;

/** What a handler gets of a request: all of it read by the route's schemas, and who asks. */
export interface RouteInput<Route> {
  params: Route extends { params: infer Schema } ? OutputOf<Schema> : undefined;
  query: Route extends { query: infer Schema } ? OutputOf<Schema> : undefined;
  body: Route extends { body: infer Schema } ? OutputOf<Schema> : undefined;
  /** The idempotency key. */
  key: KeyOf<Route>;
  actor: ActorOf<Route>;
  /** Open once the handler has answered well. */
  stream: StreamOf<Route>;
  client: ClientAddress;
  /** Lower-cased names, without credentials. */
  headers: Record<string, string>;
  session: SessionControl;
}

/** The session's cookie of this answer. */
export interface SessionControl {
  open(token: string, expiresAt: Date): void;
  close(): void;
}

type BodyOf<Route> = Route extends { answer: { schema: infer Schema } }
  ? Schema extends z.ZodType
    ? z.input<Schema>
    : never
  : unknown;

export type Handler<Route> = (
  input: RouteInput<Route>,
) => Promise<Outcome<BodyOf<Route>> | Answer<BodyOf<Route>>>;

/** One handler a route: a route without one does not compile. */
export type Handlers<Ids extends RouteId = RouteId> = { [Id in Ids]: Handler<Routes[Id]> };

/** A handler as the binder calls it, whatever its route. */
export type AnyHandler = (
  input: RouteInput<RouteDeclaration> & Record<string, unknown>,
) => Promise<Outcome<unknown>>;
