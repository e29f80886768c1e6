import { type Domain } from '@beckon/domain';
import { type RateLimits } from '../limits/rate-limits';
import { type Handlers } from '../routing/handler';
import { conversationHandlers } from './conversations/conversation-handlers';
import { engagementHandlers } from './engagements/engagement-handlers';
import { inboxHandlers } from './inbox/inbox-handlers';
import { operationHandlers, type OperationOptions } from './operation/operation-handlers';
import { peopleHandlers } from './people/people-handlers';
import { pluginHandlers } from './plugins/plugin-handlers';
import { ruleHandlers } from './rules/rule-handlers';
import { sessionHandlers } from './session/session-handlers';
import { siteHandlers } from './sites/site-handlers';
import { type ModuleUrlOf, visitHandlers } from './visits/visit-handlers';

/** A handler for every route there is: one that is missing does not compile. */
export function createHandlers(
  domain: Domain,
  limits: RateLimits,
  operation: OperationOptions,
  moduleUrlOf: ModuleUrlOf,
): Handlers {
  return {
    ...visitHandlers(domain, moduleUrlOf),
    ...engagementHandlers(domain, moduleUrlOf),
    ...conversationHandlers(domain),
    ...sessionHandlers(domain, limits),
    ...ruleHandlers(domain),
    ...siteHandlers(domain, operation.publicUrl),
    ...peopleHandlers(domain),
    ...inboxHandlers(domain, operation.timers),
    ...pluginHandlers(domain),
    ...operationHandlers(operation),
  };
}
