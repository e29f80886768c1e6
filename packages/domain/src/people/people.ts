import { type Actor, type Answer } from '../answer';
import { type BusinessHours, type RoleName } from '../model';

export interface TeamView {
  id: string;
  name: string;
  hours: BusinessHours | null;
  /** Are its business hours running now? `null`: it keeps none. */
  openNow: boolean | null;
  revision: number;
}

export interface AgentView {
  id: string;
  name: string;
  /** Only for who may manage people; `null` else. */
  email: string | null;
  roles: RoleName[];
  teamIds: string[];
  primaryTeamId: string | null;
  enabled: boolean;
  canSignIn: boolean;
  revision: number;
}

export interface TeamDraft {
  name: string;
  hours: BusinessHours | null;
}

export interface AgentDraft {
  name: string;
  email: string;
  /** Only to set a new one; ends all sessions of the agent. */
  password?: string | undefined;
  roles: RoleName[];
  teamIds: string[];
  primaryTeamId: string | null;
  enabled: boolean;
}

/** Teams. Reading: anybody signed in; changing wants `people:manage`. Errors: `forbidden`, `notFound`, `stale`, `invalidRequest`. */
export interface Teams {
  list(request: { actor: Actor }): Promise<Answer<TeamView[]>>;
  get(request: { actor: Actor; teamId: string }): Promise<Answer<TeamView>>;
  /** `key`: for seeding; the team that was made with it is answered, as it is now. */
  create(request: { actor: Actor; draft: TeamDraft; key?: string }): Promise<Answer<TeamView>>;
  save(request: {
    actor: Actor;
    teamId: string;
    draft: TeamDraft;
    revision: number;
  }): Promise<Answer<TeamView>>;
}

/**
 * Agents. Reading: anybody signed in (without addresses, but for who may manage people); changing wants `people:manage`.
 * Errors: `forbidden`, `notFound`, `stale`, `invalidRequest`, `invalidReference` (a team that does not exist), `conflict` (the address is
 * another agent's, or the last administrator would be lost).
 */
export interface Agents {
  list(request: { actor: Actor }): Promise<Answer<AgentView[]>>;
  get(request: { actor: Actor; agentId: string }): Promise<Answer<AgentView>>;
  create(request: { actor: Actor; draft: AgentDraft }): Promise<Answer<AgentView>>;
  save(request: {
    actor: Actor;
    agentId: string;
    draft: AgentDraft;
    revision: number;
  }): Promise<Answer<AgentView>>;
}
