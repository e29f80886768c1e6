import { type Agent } from '../model';

/** Can this agent sign in and administrate? */
export function isAdministrator(agent: Agent): boolean {
  return agent.enabled && agent.passwordHash !== null && agent.roles.includes('administrator');
}
