import { type AgentWire, type SaveAgentRequest } from '@beckon/protocol';
import { type FieldIssue } from '../../shared/field-issues';

export interface AgentForm {
  name: string;
  email: string;
  /** `''`: as it is. */
  password: string;
  administrator: boolean;
  /** Roles that the form does not show. */
  otherRoles: AgentWire['roles'];
  teamIds: string[];
  primaryTeamId: string | null;
  enabled: boolean;
}

export const emptyAgentForm = (): AgentForm => ({
  name: '',
  email: '',
  password: '',
  administrator: false,
  otherRoles: [],
  teamIds: [],
  primaryTeamId: null,
  enabled: true,
});

export const agentFormOf = (agent: AgentWire): AgentForm => ({
  name: agent.name,
  email: agent.email ?? '',
  password: '',
  administrator: agent.roles.includes('administrator'),
  otherRoles: agent.roles.filter((role) => role !== 'administrator'),
  teamIds: [...agent.teamIds],
  primaryTeamId: agent.primaryTeamId,
  enabled: agent.enabled,
});

export function checkAgent(form: AgentForm): FieldIssue[] {
  const issues: FieldIssue[] = [];
  if (form.name.trim() === '') issues.push({ path: '/name', message: 'Write the name as visitors see it.' });
  if (!/^\S+@\S+\.\S+$/.test(form.email.trim()))
    issues.push({ path: '/email', message: 'Write an e-mail address such as ann@example.com.' });
  if (form.password !== '' && form.password.length < 10)
    issues.push({ path: '/password', message: 'Choose at least 10 characters.' });
  return issues;
}

/** What is sent; the roles that the form does not show (everybody is an agent) are kept. */
export function agentRequest(form: AgentForm): Omit<SaveAgentRequest, 'revision'> {
  return {
    name: form.name.trim(),
    email: form.email.trim(),
    ...(form.password === '' ? {} : { password: form.password }),
    roles: form.administrator
      ? ['administrator', ...form.otherRoles]
      : form.otherRoles.length > 0
        ? form.otherRoles
        : ['agent'],
    teamIds: form.teamIds,
    primaryTeamId:
      form.primaryTeamId !== null && form.teamIds.includes(form.primaryTeamId) ? form.primaryTeamId : null,
    enabled: form.enabled,
  };
}
