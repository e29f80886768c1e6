import { done, refuse } from '../answer';
import { checkLine } from '../answer/check-text';
import { invalid, missing } from '../answer/from-saved';
import { deny } from '../answer/permit';
import { type Context } from '../context';
import { type Agent } from '../model';
import { isAdministrator } from '../people/administrators';
import { checkEmail, checkPassword, normalEmail } from '../people/check-agent';
import { openSession } from './open-session';
import { type Setup } from './session';

/** ms that a set-up link is good for: 24 hours. */
export const LINK_LASTS = 24 * 60 * 60 * 1000;

/** The first administrator, and the way back in. */
export function createSetup(context: Context): Setup {
  const { storage, clock, ids, secrets, people } = context;

  async function needed(): Promise<boolean> {
    return !(await storage.agents.list()).some(isAdministrator);
  }

  return {
    needed,

    async createLink() {
      if (!(await needed())) return alreadySetUp();
      const token = secrets.token();
      const expiresAt = new Date(clock.now().getTime() + LINK_LASTS);
      await storage.links.insert({ tokenHash: secrets.hash(token), purpose: 'setup', expiresAt });
      return done({ token, expiresAt });
    },

    async check(token) {
      const link = await storage.links.get(secrets.hash(token), clock.now());
      return link?.purpose === 'setup' && (await needed()) ? done(null) : linkExpired();
    },

    async complete({ token, name, email, password }) {
      // First the form, so that a typing error does not use the link up.
      const issues = [...checkLine(name, '/name', 80), ...checkEmail(email), ...checkPassword(password)];
      if (issues.length > 0) return invalid(issues);
      const address = normalEmail(email);
      const tokenHash = secrets.hash(token);
      if (!(await storage.links.get(tokenHash, clock.now()))) return linkExpired();
      if (!(await needed())) return alreadySetUp();
      if (await storage.agents.getByEmail(address)) return emailTaken();
      const passwordHash = await secrets.hashPassword(password);
      if ((await storage.links.consume(tokenHash, clock.now()))?.purpose !== 'setup') return linkExpired();
      const agent: Agent = {
        id: ids.next(),
        name: name.trim(),
        email: address,
        passwordHash,
        teamIds: [],
        primaryTeamId: null,
        roles: ['administrator'],
        enabled: true,
        revision: 1,
        createdAt: clock.now(),
      };
      const inserted = await storage.agents.insert(agent);
      if (!inserted.ok) return emailTaken();
      people.forget();
      return done(await openSession(context, inserted.value));
    },

    async resetPassword({ actor, email, password }) {
      const denied = deny(actor, 'people:manage');
      if (denied) return denied;
      const issues = checkPassword(password);
      if (issues.length > 0) return invalid(issues);
      const passwordHash = await secrets.hashPassword(password);
      // Guarded by revision; whoever saves the agent beside us makes us read it again.
      for (;;) {
        const agent = await storage.agents.getByEmail(normalEmail(email));
        if (!agent) return missing('agent');
        const saved = await storage.agents.save({ ...agent, passwordHash, enabled: true }, agent.revision);
        if (saved.ok) {
          people.forget();
          await storage.sessions.removeOfAgent(agent.id);
          return done(null);
        }
        if (saved.reason === 'notFound') return missing('agent');
      }
    },
  };
}

function linkExpired() {
  return refuse(
    'linkExpired',
    'This set-up link was used already or is too old. Start the server again: it prints a new one as long as there is no administrator.',
  );
}

function alreadySetUp() {
  return refuse(
    'conflict',
    'There is an administrator already. Sign in, or use the command "beckon reset-password EMAIL".',
  );
}

function emailTaken() {
  return refuse(
    'conflict',
    'An agent has this e-mail address already. Use another one, or the command "beckon reset-password EMAIL".',
    {
      issues: [{ path: '/email', code: 'taken', message: 'An agent has this e-mail address already.' }],
    },
  );
}
