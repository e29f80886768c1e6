import { type Answer, done, refuse, type SignedIn } from '../answer';
import { type Context } from '../context';
import { normalEmail } from '../people/check-agent';
import { openSession, signedInOf } from './open-session';
import { type SessionUseCases } from './session';

/** Signing in and out. */
export function createSession(context: Context): SessionUseCases {
  const { storage, secrets } = context;
  return {
    async signIn({ email, password }) {
      const agent = await storage.agents.getByEmail(normalEmail(email));
      const verified = await secrets.verifyPassword(password, agent?.passwordHash ?? null);
      if (!agent || !verified || !agent.enabled) {
        return refuse(
          'wrongCredentials',
          'The e-mail address or the password is wrong, or the account is disabled. Try again, or ask an administrator.',
        );
      }
      const opened = await openSession(context, agent);
      // Somebody may have disabled the account or set a new password while this one was being verified.
      const now = await storage.agents.get(agent.id);
      if (!now?.enabled || now.passwordHash !== agent.passwordHash) {
        await storage.sessions.remove(opened.signedIn.tokenHash);
        return refuse(
          'wrongCredentials',
          'The e-mail address or the password is wrong, or the account is disabled. Try again, or ask an administrator.',
        );
      }
      return done(opened);
    },

    authenticate(token) {
      return authenticate(context, secrets.hash(token));
    },

    async signOut(actor) {
      await storage.sessions.remove(actor.tokenHash);
      return done(null);
    },
  };
}

/** Who this session belongs to, as the agent is now. */
export async function authenticate(
  { storage, clock }: Context,
  tokenHash: string,
): Promise<Answer<SignedIn>> {
  const session = await storage.sessions.get(tokenHash, clock.now());
  const agent = session && (await storage.agents.get(session.agentId));
  if (!session || !agent?.enabled)
    return refuse('notSignedIn', 'You are not signed in, or your session is over. Sign in again.');
  return done(signedInOf(agent, session));
}
