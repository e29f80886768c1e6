import express, { type Request, type Response } from 'express';
import { type Outcome, refuse } from '../http/problem';
import { findJsonError } from './find-json-error';
import { inspectJson } from './inspect-json';

/** Bodies of a visitor's requests, in bytes. */
export const VISITOR_BODY_LIMIT = 64 * 1024;
/** Bodies of an administrator's requests, in bytes. */
export const ADMIN_BODY_LIMIT = 1024 * 1024;
/** Past it the server does not even read off what still comes. */
const DRAIN_LIMIT = 16 * 1024 * 1024;

const sizeOf = (bytes: number) => (bytes >= 1024 * 1024 ? `${bytes / 1024 / 1024} MB` : `${bytes / 1024} kB`);
const tooLarge = (limit: number) =>
  refuse('tooLarge', `The body is larger than ${sizeOf(limit)}. Send less at once.`);

type Failure = Error & { type?: string };

function mediaTypeIsJson(header: string | undefined): boolean {
  const [type = '', ...parameters] = (header ?? '').split(';').map((part) => part.trim().toLowerCase());
  if (type !== 'application/json') return false;
  return parameters.every(
    (parameter) => !parameter.startsWith('charset=') || /^charset="?utf-8"?$/.test(parameter),
  );
}

function failureOf(error: Failure, limit: number): { ok: false; error: ReturnType<typeof refuse>['error'] } {
  if (error.type === 'entity.too.large') return tooLarge(limit);
  if (error.type === 'encoding.unsupported')
    return refuse(
      'unsupportedMediaType',
      'Compressed bodies are not taken. Send it without `Content-Encoding`.',
    );
  if (error.type === 'request.aborted' || error.type === 'request.size.invalid')
    return refuse('brokenJson', 'The body broke off before its end. Send it again, whole.');
  throw error;
}

function parse(bytes: Buffer): Outcome<unknown> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('brokenJson', 'The body is not valid UTF-8. JSON travels in UTF-8.');
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    const where = findJsonError(text);
    const message = where
      ? `The body is not JSON: at line ${where.line}, column ${where.column} (position ${where.offset}) ${where.expected} should be.`
      : 'The body is not JSON.';
    return refuse(
      'brokenJson',
      message,
      where
        ? {
            issues: [
              {
                path: '',
                code: 'brokenJson',
                message: `Position ${where.offset}: expected ${where.expected}.`,
              },
            ],
          }
        : {},
    );
  }
  const issue = inspectJson(body);
  return issue
    ? refuse('invalidRequest', `\`${issue.path.slice(0, 200)}\`: ${issue.message}`, { issues: [issue] })
    : { ok: true, value: body };
}

/** Makes the reader of JSON bodies up to `limit` bytes. */
export function createJsonReader(
  limit: number,
): (request: Request, response: Response) => Promise<Outcome<unknown>> {
  const raw = express.raw({ limit, inflate: false, type: () => true });
  return async (request, response) => {
    const length = Number(request.headers['content-length'] ?? 0);
    if (request.headers['transfer-encoding'] === undefined && !(length > 0)) {
      return refuse('invalidRequest', 'The body is missing. Send JSON.', {
        issues: [{ path: '', code: 'missing', message: 'Must be a JSON body.' }],
      });
    }
    if (length > DRAIN_LIMIT) {
      response.setHeader('Connection', 'close');
      return tooLarge(limit);
    }
    if (!mediaTypeIsJson(request.headers['content-type'])) {
      return refuse(
        'unsupportedMediaType',
        'The body must be JSON in UTF-8: send it with `Content-Type: application/json`.',
        {
          issues: [
            { path: 'header/Content-Type', code: 'wrongFormat', message: 'Must be application/json.' },
          ],
        },
      );
    }
    const failure = await new Promise<Failure | undefined>((settle) =>
      raw(request, response, (error?: unknown) => settle(error as Failure | undefined)),
    );
    if (failure) return failureOf(failure, limit);
    return parse(request.body as Buffer);
  };
}
