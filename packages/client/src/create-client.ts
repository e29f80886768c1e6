import { conversationsResource } from './resources/conversations';
import { agentsResource, teamsResource } from './resources/people';
import { choicesResource, pluginsResource } from './resources/plugins';
import { criteriaResource, rulesResource } from './resources/rules';
import { sessionResource, setupResource } from './resources/session';
import { sitesResource } from './resources/sites';
import { subscribe, type SubscribeOptions, type Subscription } from './subscribe';
import { type ClientOptions, createTransport } from './transport';

/**
 * A client of the admin API: one method a route, typed both ways. Refusals are thrown as `BeckonProblem`, a missing
 * answer as `BeckonUnreachable`. The session is the browser's cookie; the CSRF token is taken care of.
 *
 * @example
 * const client = createClient();
 * await client.session.signIn({ email: 'ann@shop.example', password });
 * const [site] = (await client.sites.list()).sites;
 * const { rules } = await client.rules.list(site.id);
 */
export function createClient(options: ClientOptions = {}) {
  const transport = createTransport(options);
  return {
    session: sessionResource(transport),
    setup: setupResource(transport),
    rules: rulesResource(transport),
    criteria: criteriaResource(transport),
    choices: choicesResource(transport),
    plugins: pluginsResource(transport),
    sites: sitesResource(transport),
    teams: teamsResource(transport),
    agents: agentsResource(transport),
    conversations: conversationsResource(transport),
    events: {
      /** Listens to what happens, for as long as it is not closed: a lost connection is made again by itself. */
      subscribe: (listeners: SubscribeOptions): Subscription => subscribe(transport, listeners),
    },
  };
}

export type BeckonClient = ReturnType<typeof createClient>;
