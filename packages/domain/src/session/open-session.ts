import { type SignedIn } from '../answer';
import { type Context } from '../context';
import { type Agent, type Session } from '../model';
import { permissionsOf } from './permissions';
import { type OpenedSession } from './session';

/** ms that a session lasts from signing in: 12 hours, a long working day. It does not slide, so that a stolen cookie does not live on. */
export const SESSION_LASTS = 12 * 60 * 60 * 1000;

/** Signs an agent in. */
export async function openSession(
  { storage, clock, secrets }: Context,
  agent: Agent,
): Promise<OpenedSession> {
  const now = clock.now();
  const token = secrets.token();
  const session: Session = {
    tokenHash: secrets.hash(token),
    agentId: agent.id,
    csrfToken: secrets.token(),
    createdAt: now,
    expiresAt: new Date(now.getTime() + SESSION_LASTS),
  };
  await storage.sessions.insert(session);
  return { token, signedIn: signedInOf(agent, session) };
}

/** The actor that a session and its agent make. */
export function signedInOf(agent: Agent, session: Session): SignedIn {
  return {
    kind: 'agent',
    agentId: agent.id,
    name: agent.name,
    email: agent.email,
    roles: agent.roles,
    permissions: permissionsOf(agent.roles),
    csrfToken: session.csrfToken,
    tokenHash: session.tokenHash,
    expiresAt: session.expiresAt,
  };
}
