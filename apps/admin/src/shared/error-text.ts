import { BeckonProblem, BeckonUnreachable } from '@beckon/client';

/** What went wrong and how to mend it, in words for people. */
export function errorText(error: unknown): string {
  if (error instanceof BeckonProblem) {
    const [first] = error.issues;
    if (error.code === 'invalidRequest' && error.issues.length === 1 && first) return first.message;
    return error.message || 'The server refused this.';
  }
  if (error instanceof BeckonUnreachable) return error.message;
  return 'Something went wrong in this page. Load it again; if it happens once more, tell whoever runs Beckon.';
}

/** Is there no such thing (any more)? */
export function isNotFound(error: unknown): boolean {
  return error instanceof BeckonProblem && error.code === 'notFound';
}

/** Has the session ended? The shell then asks for the password over the page. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof BeckonProblem && error.code === 'notSignedIn';
}
