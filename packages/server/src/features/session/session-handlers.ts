import { type Answer, type Domain, type OpenedSession, type SignedIn } from '@beckon/domain';
import { type SessionResponse } from '@beckon/protocol';
import { callerOf } from '../../client-address/client-address';
import { type RateLimits } from '../../limits/rate-limits';
import { translate } from '../../routing/answer';
import { type Handlers, type SessionControl } from '../../routing/handler';

function toSessionWire({ agentId, name, email, roles, permissions, csrfToken }: SignedIn): SessionResponse {
  return { agent: { id: agentId, name, email, roles }, permissions, csrfToken };
}

function opened(answer: Answer<OpenedSession>, session: SessionControl) {
  if (answer.ok) session.open(answer.value.token, answer.value.signedIn.expiresAt);
  return translate(answer, ({ signedIn }) => toSessionWire(signedIn));
}

type Ids = 'getSession' | 'signIn' | 'signOut' | 'checkSetup' | 'completeSetup';

export function sessionHandlers(domain: Domain, limits: RateLimits): Handlers<Ids> {
  return {
    getSession: async ({ actor }) => ({ ok: true, value: actor ? toSessionWire(actor) : { agent: null } }),
    signIn: async ({ body, client, session }) => {
      // Counted before the password is looked at, so that many guesses at once gain nothing.
      const both = `${body.email} ${callerOf(client.ip)}`;
      for (const [name, key] of [
        ['signInByBoth', both],
        ['signInByEmail', body.email],
      ] as const) {
        const taken = await limits.take(name, key);
        if (!taken.ok) return taken;
      }
      const answer = await domain.session.signIn(body);
      if (answer.ok) {
        // Failures are what counts: people may sign in as often as they like.
        await limits.forget('signInByBoth', both);
        await limits.giveBack('signInByEmail', body.email);
        await limits.giveBack('signInByAddress', callerOf(client.ip));
      }
      return opened(answer, session);
    },
    signOut: async ({ actor, session }) => {
      const answer = await domain.session.signOut(actor);
      if (answer.ok) session.close();
      return answer;
    },
    checkSetup: async ({ query }) =>
      translate(await domain.setup.check(query.token), () => ({ ok: true as const })),
    completeSetup: async ({ body, session }) => opened(await domain.setup.complete(body), session),
  };
}
