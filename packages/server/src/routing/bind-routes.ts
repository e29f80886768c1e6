import { type RouteDeclaration, type RouteId, routes } from '@beckon/protocol';
import { type NextFunction, type Request, type Response, Router } from 'express';
import { type Metrics } from '../features/operation/metrics';
import { allowReading, answerPreflight } from '../http/cors';
import { type AnyHandler, type Handlers } from './handler';
import { type RouteServices } from './route-services';
import { serveRoute } from './serve-route';

function measure(metrics: Metrics, route: RouteDeclaration, request: Request, response: Response): void {
  const began = performance.now();
  response.once('close', () => {
    metrics.answered({
      method: request.method,
      route: route.path,
      status: response.statusCode,
      seconds: (performance.now() - began) / 1000,
    });
  });
}

function send(route: RouteDeclaration, response: Response, value: unknown): void {
  const { answer } = route;
  if ('events' in answer) return;
  response.status(answer.status);
  if ('schema' in answer) response.json(value);
  else if ('mediaType' in answer) response.set('Content-Type', answer.mediaType).send(String(value));
  else response.end();
}

/** Makes Express's router from the declared routes, each with its handler, and what other methods on their paths get. */
export function bindRoutes(handlers: Handlers, services: RouteServices): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const byPath = new Map<string, { side: RouteDeclaration['side']; methods: Set<string> }>();

  for (const [id, route] of Object.entries<RouteDeclaration>(routes) as [RouteId, RouteDeclaration][]) {
    const handler = handlers[id] as unknown as AnyHandler;
    router[route.method](route.path, async (request: Request, response: Response, next: NextFunction) => {
      if (route.side === 'visitor') allowReading(request, response);
      // A HEAD of events would never end.
      if (request.method === 'HEAD' && 'events' in route.answer) return next();
      if (!('events' in route.answer)) measure(services.metrics, route, request, response);
      try {
        const outcome = await serveRoute({ id, route, handler }, services, request, response);
        if (outcome.ok) send(route, response, outcome.value);
        else services.failures.refused(request, response, outcome.error, route.path);
      } catch (error) {
        services.failures.broke(request, response, error, route.path);
      }
    });
    const known = byPath.get(route.path) ?? { side: route.side, methods: new Set<string>() };
    known.methods.add(route.method.toUpperCase());
    if (route.method === 'get' && !('events' in route.answer)) known.methods.add('HEAD');
    byPath.set(route.path, known);
  }

  for (const [path, { side, methods }] of byPath) {
    const allowed = [...methods, 'OPTIONS'];
    router.options(path, (request: Request, response: Response) => {
      response.setHeader('Allow', allowed.join(', '));
      if (side === 'visitor') answerPreflight(request, response, [...methods]);
      else response.status(204).end();
    });
    router.all(path, (request: Request, response: Response) => {
      if (side === 'visitor' && !response.hasHeader('Access-Control-Allow-Origin'))
        allowReading(request, response);
      response.setHeader('Allow', allowed.join(', '));
      services.failures.refused(
        request,
        response,
        {
          code: 'methodNotAllowed',
          message: `${request.method} is not possible here; ${allowed.join(', ')} are.`,
        },
        path,
      );
    });
  }
  return router;
}
