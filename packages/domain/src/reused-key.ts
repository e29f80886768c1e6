import { refuse } from './answer';
import { type Secrets } from './ports';

/**
 * What a request with an idempotency key said, as 32 hex digits: kept with what the request made, it tells a retry from another
 * request that comes with the same key. The order of names within objects says nothing, nor does what is `undefined`.
 */
export function fingerprint(secrets: Pick<Secrets, 'hash'>, said: unknown): string {
  return secrets.hash(JSON.stringify(said, inOrder)).slice(0, 32);
}

function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Did the request that made it say something else? Of what is older than fingerprints (`null`) nobody knows. */
export function saidOther(kept: string | null, now: string): boolean {
  return kept !== null && kept !== now;
}

/** `keyReused`, in words. */
export function keyReused() {
  return refuse(
    'keyReused',
    'This idempotency key was used before, for another request. Only a retry of the very same request keeps its key: send this one with a new key.',
    {
      issues: [
        {
          path: 'header/Idempotency-Key',
          code: 'keyReused',
          message: 'Was used before, for another request. Send this one with a new key.',
        },
      ],
    },
  );
}
