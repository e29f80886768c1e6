import { type DomainDependencies } from './domain';
import { type TeamHours } from './hours';
import { type PeopleCache } from './people/people-cache';
import { type RuleSets } from './rule-sets/rule-sets';

/** What the use-cases share. */
export interface Context extends DomainDependencies {
  people: PeopleCache;
  ruleSets: RuleSets;
  teamHours: TeamHours;
}
