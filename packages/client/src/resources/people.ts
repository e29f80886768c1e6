import {
  type AgentListResponse,
  type AgentWire,
  type CreateAgentRequest,
  type CreateTeamRequest,
  type SaveAgentRequest,
  type SaveTeamRequest,
  type TeamListResponse,
  type TeamWire,
} from '@beckon/protocol';
import { type RequestOptions, type Transport } from '../transport';

/** Teams and their business hours. Changes take `people:manage`. */
export function teamsResource(transport: Transport) {
  const path = '/v1/admin/teams';
  const one = (id: string) => `${path}/${encodeURIComponent(id)}`;
  return {
    list: (options?: RequestOptions) => transport.call<TeamListResponse>({ method: 'GET', path, options }),
    get: (id: string, options?: RequestOptions) =>
      transport.call<TeamWire>({ method: 'GET', path: one(id), options }),
    create: (team: CreateTeamRequest, options?: RequestOptions) =>
      transport.call<TeamWire>({ method: 'POST', path, body: team, options }),
    save: (id: string, team: SaveTeamRequest, options?: RequestOptions) =>
      transport.call<TeamWire>({ method: 'PUT', path: one(id), body: team, options }),
  };
}

/** People who sign in. Changes take `people:manage`; without it e-mail addresses are `null`. */
export function agentsResource(transport: Transport) {
  const path = '/v1/admin/agents';
  const one = (id: string) => `${path}/${encodeURIComponent(id)}`;
  return {
    list: (options?: RequestOptions) => transport.call<AgentListResponse>({ method: 'GET', path, options }),
    get: (id: string, options?: RequestOptions) =>
      transport.call<AgentWire>({ method: 'GET', path: one(id), options }),
    /** Throws `conflict` where the e-mail address is another agent's. */
    create: (agent: CreateAgentRequest, options?: RequestOptions) =>
      transport.call<AgentWire>({ method: 'POST', path, body: agent, options }),
    /** `password` only to set a new one. */
    save: (id: string, agent: SaveAgentRequest, options?: RequestOptions) =>
      transport.call<AgentWire>({ method: 'PUT', path: one(id), body: agent, options }),
  };
}
