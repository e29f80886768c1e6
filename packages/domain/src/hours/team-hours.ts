import { type Team } from '../model';
import { type HoursState, hoursAt } from './hours-at';

/** The state of a team's business hours; `null` where it keeps none, or its zone is not known here. */
export type TeamHours = (team: Team, at: Date, horizon: Date) => HoursState | null;

/** ms that are looked ahead at once: the longest visit there is (72 hours) and a day. */
const AHEAD = 96 * 3_600_000;
/** So many teams are remembered. */
const MAX_TEAMS = 1000;

interface Kept {
  revision: number;
  from: number;
  /** Up to which changes were looked for. */
  horizon: number;
  state: HoursState | null;
}

/**
 * `hoursAt` for teams, which remembers what it found until it changes: local times cost milliseconds, and every visit asks.
 *
 * @example
 * const teamHours = createTeamHours();
 * teamHours(team, clock.now(), endOfVisit)?.open
 */
export function createTeamHours(): TeamHours {
  const kept = new Map<string, Kept>();

  function find(team: Team, at: number, horizon: number): Kept {
    const before = kept.get(team.id);
    if (before && before.revision === team.revision && holds(before, at, horizon)) return before;
    const far = Math.max(horizon, at + AHEAD);
    const state = team.hours && hoursAt(team.hours, new Date(at), new Date(far));
    const found: Kept = { revision: team.revision, from: at, horizon: far, state };
    if (kept.size >= MAX_TEAMS) kept.clear();
    kept.set(team.id, found);
    return found;
  }

  return (team, at, horizon) => {
    const { state } = find(team, at.getTime(), horizon.getTime());
    if (!state) return null;
    return {
      open: state.open,
      changesAt: state.changesAt && state.changesAt <= horizon ? new Date(state.changesAt) : null,
    };
  };
}

function holds({ from, horizon: looked, state }: Kept, at: number, horizon: number): boolean {
  if (at < from) return false;
  if (!state) return true;
  return state.changesAt === null ? horizon <= looked : at < state.changesAt.getTime();
}
