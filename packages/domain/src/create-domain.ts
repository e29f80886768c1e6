import { createConversations } from './conversations/conversations-use-cases';
import { type Context } from './context';
import { type Domain, type DomainDependencies } from './domain';
import { createEngagements } from './engagements/engagements-use-cases';
import { createEvents } from './events/events-use-cases';
import { createTeamHours } from './hours';
import { createInbox } from './inbox/inbox-use-cases';
import { createAgents } from './people/agents';
import { createPeopleCache } from './people/people-cache';
import { createTeams } from './people/teams';
import { createPlugins } from './plugins/plugins-use-cases';
import { createRuleSets } from './rule-sets/rule-sets';
import { createRules } from './rules/rules-use-cases';
import { createSession } from './session/session-use-cases';
import { createSetup } from './session/setup-use-cases';
import { createSites } from './sites/sites-use-cases';
import { createVisits } from './visits/visits-use-cases';

/**
 * The domain on these dependencies. One a process is enough; it keeps compiled rule sets.
 *
 * @example
 * const clock = systemClock;
 * const domain = createDomain({ storage, bus: createBus({ logger }), clock, ids: createIds(clock), secrets: createSecrets(), factSource, logger });
 */
export function createDomain(dependencies: DomainDependencies): Domain {
  const people = createPeopleCache(dependencies.storage, dependencies.clock);
  const context: Context = {
    ...dependencies,
    people,
    ruleSets: createRuleSets({ ...dependencies, people }),
    teamHours: createTeamHours(),
  };
  return {
    visits: createVisits(context),
    engagements: createEngagements(context),
    conversations: createConversations(context),
    session: createSession(context),
    setup: createSetup(context),
    rules: createRules(context),
    sites: createSites(context),
    teams: createTeams(context),
    agents: createAgents(context),
    inbox: createInbox(context),
    events: createEvents(context),
    plugins: createPlugins(context),
  };
}
