import { type Saved } from '../ports';
import { type Answer, done, refuse } from './answer';

/** What a guarded write comes to, in words. `what`: "rule", "team", … */
export function fromSaved<T>(saved: Saved<T>, what: string): Answer<T> {
  if (saved.ok) return done(saved.value);
  if (saved.reason === 'notFound') return missing(what);
  return refuse(
    'stale',
    `Somebody else has changed this ${what} since you opened it. Look at it as it is now and make your change again.`,
    { current: saved.current },
  );
}

/** `notFound`, in words. */
export function missing(what: string): Extract<Answer<never>, { ok: false }> {
  return refuse('notFound', `There is no such ${what}. Check the id.`);
}

/** `invalidRequest` with its issues. */
export function invalid(
  issues: { path: string; code: string; message: string }[],
): Extract<Answer<never>, { ok: false }> {
  const first = issues[0];
  return refuse(
    'invalidRequest',
    first ? `${first.path}: ${first.message}` : 'The request cannot be understood.',
    { issues },
  );
}
