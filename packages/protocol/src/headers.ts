/**
 * Names of headers, apart from the schemas so that a browser need not load those for them.
 */

/** Every POST of a visitor carries it, so that a retry does nothing twice. */
export const IDEMPOTENCY_HEADER = 'Idempotency-Key';
/** Every request of an administrator that changes something carries it (from `GET /v1/admin/session`). */
export const CSRF_HEADER = 'X-CSRF-Token';
/** Names one request in answers and logs. */
export const REQUEST_ID_HEADER = 'X-Request-Id';
/** Scheme of a visitor's `Authorization` header: `Beckon VISITOR_ID:SECRET`. */
export const VISITOR_SCHEME = 'Beckon';
