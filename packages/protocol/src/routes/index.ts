import { adminRoutes } from './admin-routes';
import { operatorRoutes } from './operator-routes';
import { visitorRoutes } from './visitor-routes';

export * from './route';
export { adminRoutes, operatorRoutes, visitorRoutes };
export { healthResponse } from './operator-routes';

// Said as a sum of its parts: the inferred type would repeat all schemas of all routes in the published types.
export type Routes = typeof visitorRoutes & typeof adminRoutes & typeof operatorRoutes;

/** Every route there is, by the id it has in the OpenAPI document. */
export const routes: Routes = { ...visitorRoutes, ...adminRoutes, ...operatorRoutes };

export type RouteId = keyof Routes;
