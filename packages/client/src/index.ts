/**
 * Typed client of the admin API.
 *
 * @module
 */
export { BeckonProblem, BeckonUnreachable } from './beckon-problem';
export { type BeckonClient, createClient } from './create-client';
export { createEventParser, type StreamEvent } from './event-stream';
export {
  type SubscribeOptions,
  type Subscription,
  type SubscriptionState,
  type SubscriptionTimers,
} from './subscribe';
export {
  type ClientOptions,
  type IdempotentOptions,
  newIdempotencyKey,
  type RequestOptions,
} from './transport';
