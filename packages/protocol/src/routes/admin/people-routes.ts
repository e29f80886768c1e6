import { z } from 'zod';
import {
  agentListResponse,
  agentSchema,
  createAgentRequest,
  createTeamRequest,
  saveAgentRequest,
  saveTeamRequest,
  teamListResponse,
  teamSchema,
} from '../../admin';
import { idSchema } from '../../common';
import { defineRoute } from '../route';

const byId = z.strictObject({ id: idSchema });
const teams = { side: 'admin', tag: 'Teams', credentials: 'session' } as const;
const agents = { side: 'admin', tag: 'Agents', credentials: 'session' } as const;

/** Teams and agents. */
export const peopleRoutes = {
  listTeams: defineRoute({
    ...teams,
    method: 'get',
    path: '/v1/admin/teams',
    summary: 'All teams',
    answer: { status: 200, schema: teamListResponse, description: 'By name.' },
    problems: [],
  }),
  createTeam: defineRoute({
    ...teams,
    method: 'post',
    path: '/v1/admin/teams',
    summary: 'Create a team',
    permission: 'people:manage',
    body: createTeamRequest,
    answer: { status: 201, schema: teamSchema, description: 'The team.' },
    problems: [],
  }),
  getTeam: defineRoute({
    ...teams,
    method: 'get',
    path: '/v1/admin/teams/:id',
    summary: 'One team',
    params: byId,
    answer: { status: 200, schema: teamSchema, description: 'The team.' },
    problems: [],
  }),
  saveTeam: defineRoute({
    ...teams,
    method: 'put',
    path: '/v1/admin/teams/:id',
    summary: 'Replace a team’s name and business hours',
    permission: 'people:manage',
    params: byId,
    body: saveTeamRequest,
    answer: { status: 200, schema: teamSchema, description: 'The team as it is now.' },
    problems: ['stale'],
  }),
  listAgents: defineRoute({
    ...agents,
    method: 'get',
    path: '/v1/admin/agents',
    summary: 'All agents',
    description: 'E-mail addresses only for who may manage people.',
    answer: { status: 200, schema: agentListResponse, description: 'By name.' },
    problems: [],
  }),
  createAgent: defineRoute({
    ...agents,
    method: 'post',
    path: '/v1/admin/agents',
    summary: 'Create an agent',
    permission: 'people:manage',
    body: createAgentRequest,
    answer: { status: 201, schema: agentSchema, description: 'The agent.' },
    problems: ['conflict', 'invalidReference'],
  }),
  getAgent: defineRoute({
    ...agents,
    method: 'get',
    path: '/v1/admin/agents/:id',
    summary: 'One agent',
    params: byId,
    answer: { status: 200, schema: agentSchema, description: 'The agent.' },
    problems: [],
  }),
  saveAgent: defineRoute({
    ...agents,
    method: 'put',
    path: '/v1/admin/agents/:id',
    summary: 'Replace an agent',
    permission: 'people:manage',
    description: '`password` only to set a new one; it ends the agent’s sessions.',
    params: byId,
    body: saveAgentRequest,
    answer: { status: 200, schema: agentSchema, description: 'The agent as it is now.' },
    problems: ['stale', 'conflict', 'invalidReference'],
  }),
};
