import { type Domain } from '@beckon/domain';
import { type AddressSet } from '../client-address/client-address';
import { type Metrics } from '../features/operation/metrics';
import { type Failures } from '../http/failures';
import { type RateLimits } from '../limits/rate-limits';
import { type SessionCookie } from '../sessions/session-cookie';
import { type EventStream } from '../streams/event-stream';
import { type Timers } from '../streams/timers';

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
