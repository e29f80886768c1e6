import { type Agent, type From, type Team } from '../model';
import { type Clock, type Storage } from '../ports';

/** All teams and agents as they were a moment ago. */
export interface PeopleSnapshot {
  teams: ReadonlyMap<string, Team>;
  agents: ReadonlyMap<string, Agent>;
}

/** Teams and agents are read with every visit and change seldom. */
export interface PeopleCache {
  snapshot(): Promise<PeopleSnapshot>;
  /** Somebody was changed here: read anew. */
  forget(): void;
}

/** ms for which a change made by another process may go unseen. */
const HOLDS = 2000;

/** Keeps teams and agents for two seconds; changes by this process are seen at once. */
export function createPeopleCache(storage: Pick<Storage, 'teams' | 'agents'>, clock: Clock): PeopleCache {
  let kept: { at: number; snapshot: Promise<PeopleSnapshot> } | null = null;
  async function read(): Promise<PeopleSnapshot> {
    const [teams, agents] = await Promise.all([storage.teams.list(), storage.agents.list()]);
    return {
      teams: new Map(teams.map((team) => [team.id, team])),
      agents: new Map(agents.map((agent) => [agent.id, agent])),
    };
  }
  return {
    snapshot() {
      const now = clock.now().getTime();
      if (kept && now >= kept.at && now - kept.at < HOLDS) return kept.snapshot;
      const mine = { at: now, snapshot: read() };
      kept = mine;
      // A failed read is not kept; whoever waits for it gets the failure.
      mine.snapshot.catch(() => {
        if (kept === mine) kept = null;
      });
      return mine.snapshot;
    },
    forget() {
      kept = null;
    },
  };
}

/** Whose hours count for messages from there: the team, or the agent's primary team; `null`: nobody's. */
export function teamOf(from: From, people: PeopleSnapshot): string | null {
  if ('team' in from) return people.teams.has(from.team) ? from.team : null;
  const primary = people.agents.get(from.agent)?.primaryTeamId ?? null;
  return primary !== null && people.teams.has(primary) ? primary : null;
}

/** Can messages come from there: the team exists, the agent exists and is enabled. */
export function isUsable(from: From, people: PeopleSnapshot): boolean {
  return 'team' in from ? people.teams.has(from.team) : people.agents.get(from.agent)?.enabled === true;
}

/** The sender's name as visitors see it. */
export function nameOf(
  from: From,
  people: PeopleSnapshot,
): { kind: 'team' | 'agent'; id: string; name: string } {
  if ('team' in from)
    return { kind: 'team', id: from.team, name: people.teams.get(from.team)?.name ?? 'Former team' };
  return { kind: 'agent', id: from.agent, name: people.agents.get(from.agent)?.name ?? 'Former agent' };
}
