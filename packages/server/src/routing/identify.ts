import { type SignedIn } from '@beckon/domain';
import { type RouteDeclaration } from '@beckon/protocol';
import { type Request, type Response } from 'express';
import { type Outcome, refuse } from '../http/problem';
import { checkCsrfToken } from '../sessions/same-site';
import { type RouteServices } from './route-services';

/** The signed-in agent of a request: session, the token with every change, and the route's permission. */
export async function identifyAgent(
  route: RouteDeclaration,
  { domain, cookie }: RouteServices,
  request: Request,
  response: Response,
): Promise<Outcome<SignedIn>> {
  const token = cookie.read(request.headers.cookie);
  if (token === undefined) return refuse('notSignedIn', 'Nobody is signed in. Sign in first.');
  const session = await domain.session.authenticate(token);
  if (!session.ok) {
    if (session.error.code === 'notSignedIn') cookie.clear(response);
    return session;
  }
  if (route.method !== 'get') {
    const csrf = checkCsrfToken(request.headers, session.value.csrfToken);
    if (!csrf.ok) return csrf;
  }
  // The domain enforces it at the use-case; asked here, nobody without it has a body read or learns what would be wrong with it.
  if (route.permission && !session.value.permissions.includes(route.permission)) {
    return refuse(
      'forbidden',
      `Your account lacks the permission \`${route.permission}\`. An administrator can give it to you under Agents.`,
    );
  }
  return session;
}

/** The same where nobody need be signed in: `null` then. */
export async function seekAgent(
  ...asked: Parameters<typeof identifyAgent>
): Promise<Outcome<SignedIn | null>> {
  const agent = await identifyAgent(...asked);
  return !agent.ok && agent.error.code === 'notSignedIn' ? { ok: true, value: null } : agent;
}
