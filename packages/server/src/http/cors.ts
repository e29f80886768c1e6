import { type IncomingMessage, type ServerResponse } from 'node:http';
import { IDEMPOTENCY_HEADER, REQUEST_ID_HEADER } from '@beckon/protocol';

/** Seconds that browsers may remember a preflight's answer; Chromium's most. */
const PREFLIGHT_MAX_AGE = 7200;

/**
 * Lets a page of another origin read the answer. Whether that origin may speak for the site it names is judged by the domain once the
 * request itself is there (a preflight has no body, so no site): a foreign one gets `foreignOrigin`, and may read that, so that whoever
 * builds the page sees what to mend. No credentials mode: the browser adds nothing by itself, the visitor's secret is in `Authorization`.
 */
export function allowReading(request: IncomingMessage, response: ServerResponse): void {
  response.appendHeader('Vary', 'Origin');
  const { origin } = request.headers;
  if (origin === undefined) return;
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Access-Control-Expose-Headers', `Retry-After, ${REQUEST_ID_HEADER}`);
}

/** Answers a preflight. */
export function answerPreflight(
  request: IncomingMessage,
  response: ServerResponse,
  methods: readonly string[],
): void {
  allowReading(request, response);
  response.appendHeader('Vary', 'Access-Control-Request-Headers, Access-Control-Request-Method');
  response.setHeader('Access-Control-Allow-Methods', methods.join(', '));
  response.setHeader('Access-Control-Allow-Headers', `Authorization, Content-Type, ${IDEMPOTENCY_HEADER}`);
  response.setHeader('Access-Control-Max-Age', String(PREFLIGHT_MAX_AGE));
  response.statusCode = 204;
  response.end();
}
