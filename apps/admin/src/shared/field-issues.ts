import { BeckonProblem } from '@beckon/client';

/** One thing wrong with a form: a JSON Pointer into what was sent, and what to do. */
export interface FieldIssue {
  path: string;
  message: string;
}

/** The issues of a refusal that name a field; none where the trouble is another. */
export function fieldIssuesOf(error: unknown): FieldIssue[] {
  return error instanceof BeckonProblem
    ? error.issues.map(({ path, message }) => ({ path: path.startsWith('/') ? path : `/${path}`, message }))
    : [];
}

/**
 * The first message at a pointer or below it.
 *
 * @example
 * messageAt([{ path: '/hours/zone', message: 'Unknown zone.' }], '/hours') // 'Unknown zone.'
 */
export function messageAt(issues: readonly FieldIssue[], pointer: string): string | undefined {
  return issues.find(({ path }) => path === pointer || path.startsWith(`${pointer}/`))?.message;
}
