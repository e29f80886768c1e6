import { z } from 'zod';

/** The closed set of what can go wrong, each with its HTTP status. */
export const problemCodes = {
  invalidRequest: 400,
  brokenJson: 400,
  notSignedIn: 401,
  wrongCredentials: 401,
  visitorUnknown: 401,
  forbidden: 403,
  foreignOrigin: 403,
  csrf: 403,
  notFound: 404,
  methodNotAllowed: 405,
  conflict: 409,
  stale: 409,
  visitOver: 410,
  linkExpired: 410,
  tooLarge: 413,
  unsupportedMediaType: 415,
  keyReused: 422,
  invalidRule: 422,
  invalidReference: 422,
  conversationFull: 422,
  tooManyAttempts: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ProblemCode = keyof typeof problemCodes;

/** One thing at fault: a JSON Pointer into the body (or `query/NAME`, `header/NAME`), what is wrong, and how to mend it. */
export const problemIssueSchema = z.object({
  path: z.string(),
  code: z.string(),
  message: z.string(),
});

/** An RFC 9457 problem document (`application/problem+json`). */
export const problemSchema = z.object({
  type: z.string().describe('`https://beckon.dev/problems/CODE`'),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]]),
  detail: z.string().describe('What happened and how to mend it, for people.'),
  issues: z.array(problemIssueSchema).optional(),
  /** Seconds, where trying again later helps. */
  retryAfter: z.number().int().optional(),
  /** The thing as it is now, where the request was stale. */
  current: z.unknown().optional(),
  /** The request's id, to find it in the log. */
  requestId: z.string().optional(),
});

/** `type` of a problem document. */
export const PROBLEM_TYPE_BASE = 'https://beckon.dev/problems/';
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

export type Problem = z.infer<typeof problemSchema>;
export type ProblemIssue = z.infer<typeof problemIssueSchema>;
