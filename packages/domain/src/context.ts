import { type DomainDependencies } from './domain';
import { type PeopleCache } from './people/people-cache';

/** What the use-cases share. */
export interface Context extends DomainDependencies {
  people: PeopleCache;
}
