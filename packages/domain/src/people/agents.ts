import { type Actor, type Answer, type DomainError, done, refuse } from '../answer';
import { fromSaved, invalid, missing } from '../answer/from-saved';
import { deny } from '../answer/permit';
import { type Context } from '../context';
import { type Agent } from '../model';
import { isAdministrator } from './administrators';
import { checkAgent, normalEmail } from './check-agent';
import { type AgentDraft, type Agents, type AgentView } from './people';

/** The use-cases of agents. */
export function createAgents({ storage, clock, ids, secrets, people, logger }: Context): Agents {
  async function missingTeams(draft: AgentDraft): Promise<{ ok: false; error: DomainError } | null> {
    const teams = new Set((await storage.teams.list()).map((team) => team.id));
    const issues = draft.teamIds.flatMap((id, index) =>
      teams.has(id)
        ? []
        : [
            {
              path: `/teamIds/${index}`,
              code: 'teamUnknown',
              message: 'There is no such team. Choose one of the list of teams.',
            },
          ],
    );
    return issues.length > 0
      ? refuse('invalidReference', 'A team of this agent does not exist. Choose from the list of teams.', {
          issues,
        })
      : null;
  }

  /** Would nobody be left who can administrate, if `agent` became `changed`? */
  async function losesLastAdministrator(agent: Agent, changed: Agent): Promise<boolean> {
    if (!isAdministrator(agent) || isAdministrator(changed)) return false;
    return !(await storage.agents.list()).some((other) => other.id !== agent.id && isAdministrator(other));
  }

  return {
    async list({ actor }) {
      return done((await storage.agents.list()).map((agent) => view(agent, actor)));
    },

    async get({ actor, agentId }) {
      const agent = await storage.agents.get(agentId);
      return agent ? done(view(agent, actor)) : missing('agent');
    },

    async create({ actor, draft }) {
      const denied = deny(actor, 'people:manage');
      if (denied) return denied;
      const issues = checkAgent(draft);
      if (issues.length > 0) return invalid(issues);
      const refused = await missingTeams(draft);
      if (refused) return refused;
      const agent: Agent = {
        ...fields(draft),
        id: ids.next(),
        passwordHash: draft.password === undefined ? null : await secrets.hashPassword(draft.password),
        revision: 1,
        createdAt: clock.now(),
      };
      const inserted = await storage.agents.insert(agent);
      if (!inserted.ok) return emailTaken();
      people.forget();
      return done(view(inserted.value, actor));
    },

    async save({ actor, agentId, draft, revision }): Promise<Answer<AgentView>> {
      const denied = deny(actor, 'people:manage');
      if (denied) return denied;
      const agent = await storage.agents.get(agentId);
      if (!agent) return missing('agent');
      const issues = checkAgent(draft);
      if (issues.length > 0) return invalid(issues);
      const refused = await missingTeams(draft);
      if (refused) return refused;
      const changed: Agent = {
        ...agent,
        ...fields(draft),
        passwordHash:
          draft.password === undefined ? agent.passwordHash : await secrets.hashPassword(draft.password),
      };
      if (await losesLastAdministrator(agent, changed)) return lastAdministrator();
      const saved = await storage.agents.save(changed, revision);
      if (!saved.ok && saved.reason === 'conflict') return emailTaken();
      people.forget();
      const answer = fromSaved(saved, 'agent');
      if (!answer.ok) {
        const { current } = answer.error;
        return current === undefined
          ? answer
          : { ok: false, error: { ...answer.error, current: view(current as Agent, actor) } };
      }
      // Two administrators who take the role from each other at the same moment both passed the check above: whoever sees that nobody is left takes it back.
      if (await losesLastAdministrator(agent, changed)) {
        const restored = await storage.agents.save(
          { ...answer.value, roles: agent.roles, enabled: agent.enabled },
          answer.value.revision,
        );
        people.forget();
        if (!restored.ok)
          logger.error(
            'The last administrator was lost and could not be restored; use the command reset-password',
            { agentId },
          );
        return lastAdministrator();
      }
      if (draft.password !== undefined || !changed.enabled) await storage.sessions.removeOfAgent(agentId);
      return done(view(answer.value, actor));
    },
  };
}

function fields(
  draft: AgentDraft,
): Pick<Agent, 'name' | 'email' | 'roles' | 'teamIds' | 'primaryTeamId' | 'enabled'> {
  return {
    name: draft.name.trim(),
    email: normalEmail(draft.email),
    roles: [...draft.roles],
    teamIds: [...draft.teamIds],
    primaryTeamId: draft.primaryTeamId,
    enabled: draft.enabled,
  };
}

function view(agent: Agent, actor: Actor): AgentView {
  return {
    id: agent.id,
    name: agent.name,
    email: deny(actor, 'people:manage') ? null : agent.email,
    roles: agent.roles,
    teamIds: agent.teamIds,
    primaryTeamId: agent.primaryTeamId,
    enabled: agent.enabled,
    canSignIn: agent.enabled && agent.passwordHash !== null,
    revision: agent.revision,
  };
}

function emailTaken() {
  return refuse('conflict', 'Another agent has this e-mail address already. Use another one.', {
    issues: [{ path: '/email', code: 'taken', message: 'Another agent has this e-mail address already.' }],
  });
}

function lastAdministrator() {
  return refuse(
    'conflict',
    'This is the last administrator who can sign in. Make somebody else an administrator first.',
    {
      issues: [
        {
          path: '/roles',
          code: 'lastAdministrator',
          message: 'At least one enabled administrator must remain.',
        },
      ],
    },
  );
}
