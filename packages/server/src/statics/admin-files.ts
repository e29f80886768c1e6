import { type ServerResponse } from 'node:http';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { KEPT_FOR_GOOD } from './file-headers';

/** Asked for again each time, and answered with 304 where nothing changed. */
const ALWAYS_CHECK = 'no-cache';

function isPage(request: Request): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const last = request.path.slice(request.path.lastIndexOf('/') + 1);
  return (
    !last.includes('.') &&
    !/^\/(v1|widget|assets|healthz|readyz|metrics)(\/|$)/.test(request.path) &&
    request.accepts('html') !== false
  );
}

/** The admin app: its files from `folder`; every other address that could be one of its pages gets `index.html`. */
export function adminFiles(folder: string): Router {
  const router = Router();
  router.use(
    express.static(folder, {
      index: false,
      redirect: false,
      // Vite names what lies in assets/ by its content.
      setHeaders: (response: ServerResponse, path: string) =>
        void response.setHeader(
          'Cache-Control',
          path.startsWith(join(folder, 'assets')) ? KEPT_FOR_GOOD : ALWAYS_CHECK,
        ),
    }),
  );
  router.use((request: Request, response: Response, next: NextFunction) => {
    if (!isPage(request)) return next();
    response.setHeader('Cache-Control', ALWAYS_CHECK);
    response.sendFile('index.html', { root: folder, cacheControl: false }, (error?: Error) => {
      if (error) next(error);
    });
  });
  return router;
}
