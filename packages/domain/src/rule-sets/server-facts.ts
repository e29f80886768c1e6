import { type TeamHours } from '../hours';
import { type KnownFact } from '../model';
import { type PeopleSnapshot } from '../people/people-cache';

/** The facts that the domain itself finds out. */
export const BUSINESS_HOURS = 'businessHours';
export const ENGAGED_THIS_VISIT = 'engagedThisVisit';

/** Is this a fact about business hours? */
export function isBusinessHours(key: string): boolean {
  return key === BUSINESS_HOURS || key.startsWith(`${BUSINESS_HOURS}/`);
}

/**
 * `during` or `outside` for each key about business hours, with the moment at which it changes. A team that keeps no hours, or
 * no team at all: unknown.
 *
 * @param horizon changes after it are not looked for
 */
export function businessHoursFacts(
  keys: Iterable<string>,
  people: PeopleSnapshot,
  teamHours: TeamHours,
  now: Date,
  horizon: Date,
): Map<string, KnownFact> {
  const facts = new Map<string, KnownFact>();
  for (const key of keys) {
    if (!isBusinessHours(key)) continue;
    const team = people.teams.get(key.slice(BUSINESS_HOURS.length + 1));
    const state = team ? teamHours(team, now, horizon) : null;
    facts.set(
      key,
      state
        ? { value: state.open ? 'during' : 'outside', until: state.changesAt }
        : { value: null, until: null },
    );
  }
  return facts;
}
