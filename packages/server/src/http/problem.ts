import { type ServerResponse } from 'node:http';
import { type DomainError } from '@beckon/domain';
import {
  type Problem,
  PROBLEM_MEDIA_TYPE,
  PROBLEM_TYPE_BASE,
  type ProblemCode,
  problemCodes,
  type ProblemIssue,
} from '@beckon/protocol';

/** Something that the caller is told instead of an answer. */
export interface Refusal {
  code: ProblemCode;
  /** What happened and how to mend it, for people. */
  message: string;
  issues?: ProblemIssue[] | undefined;
  /** Seconds. */
  retryAfter?: number | undefined;
  current?: unknown;
}

/** What every step of a request answers. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; error: Refusal };

// The domain's codes are problem codes: a code that the protocol does not know fails here, when types are checked.
type Known<Code extends ProblemCode> = Code;
export type DomainCodesAreProblemCodes = Known<DomainError['code']>;

const titles: Record<ProblemCode, string> = {
  invalidRequest: 'The request is not as it must be',
  brokenJson: 'The body is not JSON',
  notSignedIn: 'Not signed in',
  wrongCredentials: 'Wrong e-mail address or password',
  visitorUnknown: 'Unknown visitor',
  forbidden: 'Not allowed',
  foreignOrigin: 'Foreign origin',
  csrf: 'Not sent by the admin app',
  notFound: 'Not found',
  methodNotAllowed: 'Method not allowed',
  conflict: 'Taken already',
  stale: 'Changed by somebody else meanwhile',
  visitOver: 'The visit is over',
  linkExpired: 'The link is no longer good',
  tooLarge: 'Too large',
  unsupportedMediaType: 'Not JSON',
  keyReused: 'The idempotency key was used for another request',
  invalidRule: 'The rule is not valid',
  invalidReference: 'It names something that does not exist',
  conversationFull: 'The conversation is full',
  tooManyAttempts: 'Too many attempts',
  internal: 'Something broke',
  unavailable: 'Not available at the moment',
};

export function refuse(
  code: ProblemCode,
  message: string,
  more: Omit<Refusal, 'code' | 'message'> = {},
): { ok: false; error: Refusal } {
  return { ok: false, error: { code, message, ...more } };
}

/** An RFC 9457 document of a refusal. */
export function problemOf(refusal: Refusal, requestId: string): Problem {
  return {
    type: `${PROBLEM_TYPE_BASE}${refusal.code}`,
    title: titles[refusal.code],
    status: problemCodes[refusal.code],
    code: refusal.code,
    detail: refusal.message,
    ...(refusal.issues && refusal.issues.length > 0 ? { issues: refusal.issues } : {}),
    ...(refusal.retryAfter === undefined ? {} : { retryAfter: refusal.retryAfter }),
    ...(refusal.current === undefined ? {} : { current: refusal.current }),
    requestId,
  };
}

/** How to prove who one is, where that was missing (RFC 9110 §11.6.1). */
const challenges: Partial<Record<ProblemCode, string>> = {
  visitorUnknown: 'Beckon',
  notSignedIn: 'Session',
  wrongCredentials: 'Session',
};

/** Answers with a problem document. */
export function sendProblem(response: ServerResponse, refusal: Refusal, requestId: string): void {
  const problem = problemOf(refusal, requestId);
  response.statusCode = problem.status;
  response.setHeader('Content-Type', PROBLEM_MEDIA_TYPE);
  response.setHeader('Cache-Control', 'no-store');
  const challenge = challenges[refusal.code];
  if (challenge) response.setHeader('WWW-Authenticate', challenge);
  if (refusal.retryAfter !== undefined) response.setHeader('Retry-After', String(refusal.retryAfter));
  response.end(JSON.stringify(problem));
}
