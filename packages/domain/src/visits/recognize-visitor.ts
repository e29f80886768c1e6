import { type Answer, done, refuse, type VisitorActor } from '../answer';
import { type Context } from '../context';
import { type Site, type Visitor } from '../model';
import { admit } from '../sites/admit';

/** Compares two texts of equal length in a time that does not depend on where they differ. */
export function isSameHash(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index += 1) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}

/** The site and the visitor that speak; errors `notFound`, `foreignOrigin`, `visitorUnknown`. */
export async function recognizeVisitor(
  context: Context,
  actor: VisitorActor,
): Promise<Answer<{ site: Site; visitor: Visitor }>> {
  const admitted = await admit(context.storage, actor.siteKey, actor.origin);
  if (!admitted.ok) return admitted;
  const known = await verifyVisitor(context, admitted.value, actor.visitor);
  return known.ok ? done({ site: admitted.value, visitor: known.value }) : known;
}

/** The visitor of these credentials; the same answer whether the id or the secret is wrong, or it is another site's visitor. */
export async function verifyVisitor(
  { storage, secrets }: Context,
  site: Site,
  credentials: VisitorActor['visitor'],
): Promise<Answer<Visitor>> {
  if (credentials) {
    const hash = secrets.hash(credentials.secret);
    const visitor = await storage.visitors.get(credentials.id);
    if (visitor && isSameHash(visitor.secretHash, hash) && visitor.siteId === site.id) return done(visitor);
  }
  return refuse(
    'visitorUnknown',
    'The visitor is not known here. Forget the id and secret and start a visit without them.',
  );
}
