import {
  type AgentDraft,
  type AgentView,
  type BusinessHours,
  type Domain,
  type TeamView,
} from '@beckon/domain';
import { type AgentWire, type BusinessHoursWire, type TeamWire } from '@beckon/protocol';
import { translate } from '../../routing/answer';
import { type Handlers } from '../../routing/handler';

function toTeamWire({ id, name, hours, openNow, revision }: TeamView): TeamWire {
  return { id, name, hours, openNow, revision };
}

function toAgentWire({
  id,
  name,
  email,
  roles,
  teamIds,
  primaryTeamId,
  enabled,
  canSignIn,
  revision,
}: AgentView): AgentWire {
  return { id, name, email, roles, teamIds, primaryTeamId, enabled, canSignIn, revision };
}

/** The schema holds days to 1 to 7; its type cannot say so. */
function toHours(hours: BusinessHoursWire | null): BusinessHours | null {
  return hours as BusinessHours | null;
}

function draftOf({ name, email, password, roles, teamIds, primaryTeamId, enabled }: AgentDraft): AgentDraft {
  return { name, email, password, roles, teamIds, primaryTeamId, enabled };
}

type Ids =
  | 'listTeams'
  | 'createTeam'
  | 'getTeam'
  | 'saveTeam'
  | 'listAgents'
  | 'createAgent'
  | 'getAgent'
  | 'saveAgent';

export function peopleHandlers({ teams, agents }: Domain): Handlers<Ids> {
  return {
    listTeams: async ({ actor }) =>
      translate(await teams.list({ actor }), (all) => ({ teams: all.map(toTeamWire) })),
    createTeam: async ({ actor, body }) =>
      translate(
        await teams.create({ actor, draft: { name: body.name, hours: toHours(body.hours) } }),
        toTeamWire,
      ),
    getTeam: async ({ actor, params }) =>
      translate(await teams.get({ actor, teamId: params.id }), toTeamWire),
    saveTeam: async ({ actor, params, body }) =>
      translate(
        await teams.save({
          actor,
          teamId: params.id,
          draft: { name: body.name, hours: toHours(body.hours) },
          revision: body.revision,
        }),
        toTeamWire,
      ),
    listAgents: async ({ actor }) =>
      translate(await agents.list({ actor }), (all) => ({ agents: all.map(toAgentWire) })),
    createAgent: async ({ actor, body }) =>
      translate(await agents.create({ actor, draft: draftOf(body) }), toAgentWire),
    getAgent: async ({ actor, params }) =>
      translate(await agents.get({ actor, agentId: params.id }), toAgentWire),
    saveAgent: async ({ actor, params, body }) =>
      translate(
        await agents.save({ actor, agentId: params.id, draft: draftOf(body), revision: body.revision }),
        toAgentWire,
      ),
  };
}
