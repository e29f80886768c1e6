/** What can go wrong in a use-case. A closed set; the names are those of the HTTP API's problem codes. */
export const domainErrorCodes = [
  'invalidRequest',
  'notSignedIn',
  'wrongCredentials',
  'visitorUnknown',
  'forbidden',
  'foreignOrigin',
  'notFound',
  'conflict',
  'stale',
  'keyReused',
  'visitOver',
  'linkExpired',
  'invalidRule',
  'invalidReference',
  'conversationFull',
  'unavailable',
] as const;

export type DomainErrorCode = (typeof domainErrorCodes)[number];

/** One thing at fault: a JSON Pointer into what was sent, what is wrong, and how to mend it. */
export interface DomainIssue {
  path: string;
  code: string;
  message: string;
}

/** An expected failure: a value, never thrown. */
export interface DomainError {
  code: DomainErrorCode;
  /** What happened and how to mend it, for people. */
  message: string;
  issues?: DomainIssue[];
  /** The thing as it is now, where the request was `stale`. */
  current?: unknown;
}

/** What every use-case answers. */
export type Answer<T> = { ok: true; value: T } | { ok: false; error: DomainError };

/** An answer that went well. */
export function done<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/**
 * An answer that says what went wrong.
 *
 * @example
 * return refuse('notFound', 'There is no rule with this id. It may have been deleted for good.');
 */
export function refuse(
  code: DomainErrorCode,
  message: string,
  more: { issues?: DomainIssue[]; current?: unknown } = {},
): { ok: false; error: DomainError } {
  return { ok: false, error: { code, message, ...more } };
}
