import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Logger, StorageError } from '@beckon/domain';
import { problemCodes } from '@beckon/protocol';
import { type Refusal, sendProblem } from './problem';
import { requestIdOf } from './request-id';

/** Tells callers and the log of what went wrong; each request is logged at most once. */
export interface Failures {
  /** An expected failure: the caller is told how to mend it; the log keeps a line without what was sent. */
  refused(request: IncomingMessage, response: ServerResponse, refusal: Refusal, route: string): void;
  /** A bug or broken infrastructure: the log gets all, the caller the request's id. */
  broke(request: IncomingMessage, response: ServerResponse, error: unknown, route: string): void;
}

interface LoggedError {
  name: string;
  message: string;
  stack?: string | undefined;
  cause?: LoggedError;
}

function describe(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { name: 'NotAnError', message: String(error) };
  return {
    name: error.name,
    message: error.message,
    ...(depth === 0 ? { stack: error.stack } : {}),
    ...(error.cause === undefined || depth > 3 ? {} : { cause: describe(error.cause, depth + 1) }),
  };
}

export function createFailures(logger: Logger): Failures {
  const logged = new WeakSet<IncomingMessage>();

  function once(
    request: IncomingMessage,
    write: (fields: Record<string, unknown>) => void,
    route: string,
  ): void {
    if (logged.has(request)) return;
    logged.add(request);
    write({ requestId: requestIdOf(request), method: request.method ?? '', route });
  }

  return {
    refused(request, response, refusal, route) {
      once(
        request,
        (fields) =>
          logger.info('Request refused', {
            ...fields,
            status: problemCodes[refusal.code],
            code: refusal.code,
          }),
        route,
      );
      if (!response.headersSent && !response.destroyed) sendProblem(response, refusal, requestIdOf(request));
    },
    broke(request, response, error, route) {
      // The visitor went away in the middle: nobody is left to tell, and nothing is broken.
      if (request.destroyed && !request.complete) return;
      once(request, (fields) => logger.error('Request failed', { ...fields, error: describe(error) }), route);
      if (response.headersSent || response.destroyed) return void response.destroy();
      const id = requestIdOf(request);
      const refusal: Refusal =
        error instanceof StorageError
          ? {
              code: 'unavailable',
              message: `The database does not answer as it should. Try again in a moment; if it stays so, the log tells more of request ${id}.`,
              retryAfter: 5,
            }
          : {
              code: 'internal',
              message: `Something broke on the server. It is in the log as request ${id}. Nothing was changed unless you see it changed.`,
            };
      sendProblem(response, refusal, id);
    },
  };
}
