import { z } from 'zod';
import {
  agentListResponse,
  agentSchema,
  analysisResponse,
  conversationListQuery,
  conversationListResponse,
  conversationSchema,
  conversationSummarySchema,
  createAgentRequest,
  createRuleRequest,
  createSiteRequest,
  createTeamRequest,
  criteriaResponse,
  enableRuleRequest,
  explainRequest,
  explainResponse,
  messageSchema,
  orderRulesRequest,
  removeRuleQuery,
  replyRequest,
  restoreRuleRequest,
  ruleListResponse,
  ruleSchema,
  saveAgentRequest,
  saveRuleRequest,
  saveSiteRequest,
  saveTeamRequest,
  sessionResponse,
  setupQuery,
  setupRequest,
  setupResponse,
  signInRequest,
  siteEventSchema,
  siteListResponse,
  siteSchema,
  teamListResponse,
  teamSchema,
  updateConversationRequest,
} from '../admin';
import { idSchema } from '../common';
import { defineRoute } from './route';

const byId = z.strictObject({ id: idSchema });
const bySite = z.strictObject({ siteId: idSchema });

const session = { side: 'admin', tag: 'Session' } as const;
const rules = { side: 'admin', tag: 'Rules', credentials: 'session' } as const;
const sites = { side: 'admin', tag: 'Sites', credentials: 'session' } as const;
const teams = { side: 'admin', tag: 'Teams', credentials: 'session' } as const;
const agents = { side: 'admin', tag: 'Agents', credentials: 'session' } as const;
const inbox = { side: 'admin', tag: 'Inbox', credentials: 'session', permission: 'conversations:reply' } as const;

const sessionRoutes = {
  getSession: defineRoute({
    ...session, method: 'get', path: '/v1/admin/session', summary: 'Who is signed in', credentials: 'session',
    answer: { status: 200, schema: sessionResponse, description: 'The agent, with permissions and the CSRF token.' },
    problems: [],
  }),
  signIn: defineRoute({
    ...session, method: 'post', path: '/v1/admin/session', summary: 'Sign in', credentials: 'nobody',
    description: 'Sets the session’s cookie.',
    body: signInRequest,
    answer: { status: 200, schema: sessionResponse, description: 'Signed in.' },
    problems: ['wrongCredentials', 'tooManyAttempts'],
  }),
  signOut: defineRoute({
    ...session, method: 'delete', path: '/v1/admin/session', summary: 'Sign out', credentials: 'session',
    answer: { status: 204, description: 'Signed out; the cookie is gone.' },
    problems: [],
  }),
  checkSetup: defineRoute({
    ...session, method: 'get', path: '/v1/admin/setup', summary: 'Is the one-time set-up link good?', credentials: 'nobody',
    query: setupQuery,
    answer: { status: 200, schema: setupResponse, description: 'It is.' },
    problems: ['linkExpired', 'tooManyAttempts'],
  }),
  completeSetup: defineRoute({
    ...session, method: 'post', path: '/v1/admin/setup', summary: 'Make the first administrator and sign in', credentials: 'nobody',
    body: setupRequest,
    answer: { status: 201, schema: sessionResponse, description: 'Made, and signed in.' },
    problems: ['linkExpired', 'conflict', 'tooManyAttempts'],
  }),
};

const ruleRoutes = {
  listRules: defineRoute({
    ...rules, method: 'get', path: '/v1/admin/sites/:siteId/rules', summary: 'All rules of a site, in order, with their counts', permission: 'automations:read',
    params: bySite,
    answer: { status: 200, schema: ruleListResponse, description: 'The rules and the revision of the list.' },
    problems: [],
  }),
  createRule: defineRoute({
    ...rules, method: 'post', path: '/v1/admin/sites/:siteId/rules', summary: 'Create a rule', permission: 'automations:manage',
    description: 'It goes last in order. With the same `Idempotency-Key` again it is not made twice.',
    params: bySite, body: createRuleRequest, idempotencyKey: 'optional',
    answer: { status: 201, schema: ruleSchema, description: 'The rule.' },
    problems: ['invalidRule', 'invalidReference'],
  }),
  orderRules: defineRoute({
    ...rules, method: 'put', path: '/v1/admin/sites/:siteId/rules/order', summary: 'Put the rules in a new order', permission: 'automations:manage',
    description: 'Exactly the ids of the site’s rules, and the revision of the list.',
    params: bySite, body: orderRulesRequest,
    answer: { status: 200, schema: ruleListResponse, description: 'The rules in their new order.' },
    problems: ['stale'],
  }),
  explainRules: defineRoute({
    ...rules, method: 'post', path: '/v1/admin/sites/:siteId/rules/explain', summary: 'Which rule would fire for these facts, and why', permission: 'automations:read',
    params: bySite, body: explainRequest,
    answer: { status: 200, schema: explainResponse, description: 'A verdict for each rule, with its reasons.' },
    problems: [],
  }),
  analyzeRules: defineRoute({
    ...rules, method: 'get', path: '/v1/admin/sites/:siteId/rules/analysis', summary: 'What is wrong or odd with the rules', permission: 'automations:read',
    params: bySite,
    answer: { status: 200, schema: analysisResponse, description: 'Findings over all rules of the site.' },
    problems: [],
  }),
  getRule: defineRoute({
    ...rules, method: 'get', path: '/v1/admin/rules/:id', summary: 'One rule', permission: 'automations:read',
    params: byId,
    answer: { status: 200, schema: ruleSchema, description: 'The rule.' },
    problems: [],
  }),
  saveRule: defineRoute({
    ...rules, method: 'put', path: '/v1/admin/rules/:id', summary: 'Replace a rule', permission: 'automations:manage',
    params: byId, body: saveRuleRequest,
    answer: { status: 200, schema: ruleSchema, description: 'The rule as it is now.' },
    problems: ['stale', 'invalidRule', 'invalidReference'],
  }),
  enableRule: defineRoute({
    ...rules, method: 'patch', path: '/v1/admin/rules/:id/enabled', summary: 'Switch a rule on or off', permission: 'automations:manage',
    params: byId, body: enableRuleRequest,
    answer: { status: 200, schema: ruleSchema, description: 'The rule as it is now.' },
    problems: ['stale', 'invalidRule', 'invalidReference'],
  }),
  removeRule: defineRoute({
    ...rules, method: 'delete', path: '/v1/admin/rules/:id', summary: 'Delete a rule', permission: 'automations:manage',
    params: byId, query: removeRuleQuery,
    answer: { status: 200, schema: ruleSchema, description: 'The rule; its revision is the one that restoring it takes.' },
    problems: ['stale'],
  }),
  restoreRule: defineRoute({
    ...rules, method: 'post', path: '/v1/admin/rules/:id/restore', summary: 'Take a deletion back', permission: 'automations:manage',
    params: byId, body: restoreRuleRequest,
    answer: { status: 200, schema: ruleSchema, description: 'The rule, where it stood.' },
    problems: ['stale', 'invalidRule', 'invalidReference'],
  }),
  listCriteria: defineRoute({
    ...rules, method: 'get', path: '/v1/admin/criteria', summary: 'What conditions can be made of', permission: 'automations:read',
    answer: { status: 200, schema: criteriaResponse, description: 'The declarations of all criteria.' },
    problems: [],
  }),
};

const siteRoutes = {
  listSites: defineRoute({
    ...sites, method: 'get', path: '/v1/admin/sites', summary: 'All sites',
    answer: { status: 200, schema: siteListResponse, description: 'By name.' },
    problems: [],
  }),
  createSite: defineRoute({
    ...sites, method: 'post', path: '/v1/admin/sites', summary: 'Create a site', permission: 'sites:manage',
    body: createSiteRequest,
    answer: { status: 201, schema: siteSchema, description: 'The site, with its key and snippet.' },
    problems: [],
  }),
  getSite: defineRoute({
    ...sites, method: 'get', path: '/v1/admin/sites/:id', summary: 'One site',
    params: byId,
    answer: { status: 200, schema: siteSchema, description: 'The site.' },
    problems: [],
  }),
  saveSite: defineRoute({
    ...sites, method: 'put', path: '/v1/admin/sites/:id', summary: 'Replace a site’s name, origins and settings', permission: 'sites:manage',
    params: byId, body: saveSiteRequest,
    answer: { status: 200, schema: siteSchema, description: 'The site as it is now.' },
    problems: ['stale'],
  }),
};

const peopleRoutes = {
  listTeams: defineRoute({
    ...teams, method: 'get', path: '/v1/admin/teams', summary: 'All teams',
    answer: { status: 200, schema: teamListResponse, description: 'By name.' },
    problems: [],
  }),
  createTeam: defineRoute({
    ...teams, method: 'post', path: '/v1/admin/teams', summary: 'Create a team', permission: 'people:manage',
    body: createTeamRequest,
    answer: { status: 201, schema: teamSchema, description: 'The team.' },
    problems: [],
  }),
  getTeam: defineRoute({
    ...teams, method: 'get', path: '/v1/admin/teams/:id', summary: 'One team',
    params: byId,
    answer: { status: 200, schema: teamSchema, description: 'The team.' },
    problems: [],
  }),
  saveTeam: defineRoute({
    ...teams, method: 'put', path: '/v1/admin/teams/:id', summary: 'Replace a team’s name and business hours', permission: 'people:manage',
    params: byId, body: saveTeamRequest,
    answer: { status: 200, schema: teamSchema, description: 'The team as it is now.' },
    problems: ['stale'],
  }),
  listAgents: defineRoute({
    ...agents, method: 'get', path: '/v1/admin/agents', summary: 'All agents',
    description: 'E-mail addresses only for who may manage people.',
    answer: { status: 200, schema: agentListResponse, description: 'By name.' },
    problems: [],
  }),
  createAgent: defineRoute({
    ...agents, method: 'post', path: '/v1/admin/agents', summary: 'Create an agent', permission: 'people:manage',
    body: createAgentRequest,
    answer: { status: 201, schema: agentSchema, description: 'The agent.' },
    problems: ['conflict', 'invalidReference'],
  }),
  getAgent: defineRoute({
    ...agents, method: 'get', path: '/v1/admin/agents/:id', summary: 'One agent',
    params: byId,
    answer: { status: 200, schema: agentSchema, description: 'The agent.' },
    problems: [],
  }),
  saveAgent: defineRoute({
    ...agents, method: 'put', path: '/v1/admin/agents/:id', summary: 'Replace an agent', permission: 'people:manage',
    description: '`password` only to set a new one; it ends the agent’s sessions.',
    params: byId, body: saveAgentRequest,
    answer: { status: 200, schema: agentSchema, description: 'The agent as it is now.' },
    problems: ['stale', 'conflict', 'invalidReference'],
  }),
};

const inboxRoutes = {
  listConversations: defineRoute({
    ...inbox, method: 'get', path: '/v1/admin/conversations', summary: 'Conversations, newest first',
    query: conversationListQuery,
    answer: { status: 200, schema: conversationListResponse, description: 'A page; `next` goes into the next request’s `after`.' },
    problems: [],
  }),
  getConversation: defineRoute({
    ...inbox, method: 'get', path: '/v1/admin/conversations/:id', summary: 'One conversation, with its messages',
    params: byId,
    answer: { status: 200, schema: conversationSchema, description: 'The conversation.' },
    problems: [],
  }),
  updateConversation: defineRoute({
    ...inbox, method: 'patch', path: '/v1/admin/conversations/:id', summary: 'Assign, close or open again',
    params: byId, body: updateConversationRequest,
    answer: { status: 200, schema: conversationSummarySchema, description: 'The conversation as it is now, without its messages.' },
    problems: ['stale', 'invalidReference'],
  }),
  reply: defineRoute({
    ...inbox, method: 'post', path: '/v1/admin/conversations/:id/messages', summary: 'Reply to the visitor',
    params: byId, body: replyRequest, idempotencyKey: 'required',
    answer: { status: 201, schema: messageSchema, description: 'The message.' },
    problems: ['conversationFull'],
  }),
  adminEvents: defineRoute({
    side: 'admin', tag: 'Inbox', credentials: 'session', method: 'get', path: '/v1/admin/events', summary: 'Listen to what happens',
    description:
      'Server-sent events, as far as the agent may see them: conversations that are new or have changed, sites whose rules have changed, sites whose counts may have moved. A comment line every 25 s.',
    answer: {
      status: 200,
      events: { conversation: conversationSummarySchema, rules: siteEventSchema, engagement: siteEventSchema },
      description: 'Events until either side closes, or the session is over.',
    },
    problems: ['tooManyAttempts'],
  }),
};

/** What the admin app asks. */
export const adminRoutes = { ...sessionRoutes, ...ruleRoutes, ...siteRoutes, ...peopleRoutes, ...inboxRoutes };
