import { type Context } from '../context';
import { keyedId } from '../keyed-id';
import { type Site, type Visitor } from '../model';
import { isSameHash } from './recognize-visitor';
import { type StartVisit } from './visits';

/** ms within which a request whose answer was lost may be sent again: two tries of the widget, and patience. */
export const REPEATABLE = 2 * 60_000;

/** A visitor and the secret, which is told this once. */
export interface NewVisitor {
  visitor: Visitor;
  secret: string;
}

/**
 * Makes a visitor for a browser without credentials. The same request again, within two minutes, is answered with the same visitor and
 * secret, so that a lost answer leaves no visitor behind that nobody is.
 *
 * The secret is derived from the request's idempotency key and a random salt that only the storage has. Whoever guesses a key gains
 * nothing: the request must also come from the same origin and address, and soon. After that the key is worth nothing.
 */
export async function meetVisitor(
  { storage, clock, ids, secrets }: Pick<Context, 'storage' | 'clock' | 'ids' | 'secrets'>,
  site: Site,
  { actor, ip, key }: Pick<StartVisit, 'actor' | 'ip' | 'key'>,
): Promise<NewVisitor> {
  const now = clock.now();
  const secretFrom = (salt: string) => secrets.hash(`visitor secret ${salt} ${key}`);
  const make = async (id: string): Promise<NewVisitor | null> => {
    const secretSalt = secrets.token();
    const secret = secretFrom(secretSalt);
    const inserted = await storage.visitors.insert({
      id,
      siteId: site.id,
      secretHash: secrets.hash(secret),
      secretSalt,
      visits: 0,
      createdAt: now,
      lastSeenAt: now,
    });
    return inserted.ok ? { visitor: inserted.value, secret } : null;
  };

  const id = keyedId(secrets, 'visitor', site.id, actor.origin ?? '-', ip ?? '-', key);
  const made = await make(id);
  if (made) return made;
  const visitor = await storage.visitors.get(id);
  if (visitor?.secretSalt && Math.abs(now.getTime() - visitor.createdAt.getTime()) <= REPEATABLE) {
    const secret = secretFrom(visitor.secretSalt);
    if (isSameHash(secrets.hash(secret), visitor.secretHash)) return { visitor, secret };
  }
  const another = await make(ids.next());
  if (!another) throw new Error("A new visitor's id is taken: ids repeat");
  return another;
}
