import compression from 'compression';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { clientAddressOf, type AddressSet } from './client-address/client-address';
import { createHandlers } from './features/handlers';
import { createMetrics } from './features/operation/metrics';
import { createFailures } from './http/failures';
import { nameRequest } from './http/request-id';
import { securityHeaders } from './http/security-headers';
import { createRateLimits, defaultLimits } from './limits/rate-limits';
import { bindRoutes } from './routing/bind-routes';
import { createSessionCookie } from './sessions/session-cookie';
import { type ServerOptions } from './server-options';
import { adminFiles } from './statics/admin-files';
import { pluginModules } from './statics/plugin-modules';
import { widgetFiles } from './statics/widget-files';
import { type EventStream } from './streams/event-stream';
import { type Timers } from './streams/timers';

export interface AppOptions extends Omit<
  ServerOptions,
  'publicUrl' | 'trustedProxies' | 'metricsReaders' | 'timers'
> {
  publicUrl: URL;
  proxies: AddressSet;
  metricsReaders: AddressSet;
  timers: Timers;
  streams: Set<EventStream>;
}

/** Errors that Express itself finds in an address (`/%zz`) or a file's request carry the status they mean. */
function isCallersFault(error: unknown): boolean {
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 0;
  return status >= 400 && status < 500;
}

/** Puts together what happens to a request, in this order. */
export function createApp(options: AppOptions): Express {
  const { domain, logger, publicUrl, proxies, timers, streams, statics = {} } = options;
  const https = publicUrl.protocol === 'https:';
  const failures = createFailures(logger);
  const limits = createRateLimits({ ...defaultLimits, ...options.limits });
  const metrics = createMetrics({ openStreams: () => streams.size, plugins: options.pluginMetrics });
  const modules = pluginModules(statics.plugins ?? [], publicUrl.origin);
  const operation = {
    health: options.health,
    timers,
    metrics,
    metricsReaders: options.metricsReaders,
    version: options.version ?? '0.0.0',
    publicUrl: publicUrl.origin,
  };
  const handlers = createHandlers(domain, limits, operation, modules.urlOf);

  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  // Answers of the API are not kept by anybody; files have theirs from their own server.
  app.set('etag', false);

  app.use((request: Request, response: Response, next: NextFunction) => {
    const { trusted } = clientAddressOf(request.socket.remoteAddress, undefined, proxies);
    nameRequest(request, response, trusted);
    next();
  });
  app.use(securityHeaders(https));
  app.use(
    compression({
      // Events must leave at once, one by one.
      filter: (request: Request, response: Response) =>
        !String(response.getHeader('Content-Type')).startsWith('text/event-stream') &&
        compression.filter(request, response),
    }),
  );
  app.use(
    bindRoutes(handlers, {
      domain,
      failures,
      limits,
      metrics,
      proxies,
      cookie: createSessionCookie(https),
      publicOrigin: publicUrl.origin,
      timers,
      streams,
    }),
  );
  app.use(modules.router);
  if (statics.widget !== undefined) app.use(widgetFiles(statics.widget));
  if (statics.admin !== undefined) app.use(adminFiles(statics.admin));
  app.use((request: Request, response: Response) => {
    failures.refused(
      request,
      response,
      { code: 'notFound', message: 'There is nothing at this address. `/openapi.json` tells what there is.' },
      'none',
    );
  });
  // Express knows an error handler by its four parameters.
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    if (isCallersFault(error))
      failures.refused(
        request,
        response,
        {
          code: 'notFound',
          message: 'There is nothing at this address: it is not spelled as addresses are.',
        },
        'none',
      );
    else failures.broke(request, response, error, 'none');
  });
  return app;
}
