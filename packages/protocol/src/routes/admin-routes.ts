import { inboxRoutes } from './admin/inbox-routes';
import { peopleRoutes } from './admin/people-routes';
import { pluginRoutes } from './admin/plugin-routes';
import { ruleRoutes } from './admin/rule-routes';
import { sessionRoutes } from './admin/session-routes';
import { siteRoutes } from './admin/site-routes';

/** What the admin app asks. */
export const adminRoutes = {
  ...sessionRoutes,
  ...ruleRoutes,
  ...siteRoutes,
  ...peopleRoutes,
  ...inboxRoutes,
  ...pluginRoutes,
};
