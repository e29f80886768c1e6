import { adminRoutes } from './admin-routes';
import { operatorRoutes } from './operator-routes';
import { visitorRoutes } from './visitor-routes';

export * from './route';
export { adminRoutes, operatorRoutes, visitorRoutes };
export { healthResponse } from './operator-routes';

/** Every route there is, by the id it has in the OpenAPI document. */
export const routes = { ...visitorRoutes, ...adminRoutes, ...operatorRoutes };

export type Routes = typeof routes;
export type RouteId = keyof Routes;
