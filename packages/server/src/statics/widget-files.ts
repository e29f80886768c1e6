import { type ServerResponse } from 'node:http';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type Response, Router } from 'express';

const YEAR = 'public, max-age=31536000, immutable';
/** A new release reaches every page within five minutes; meanwhile the old one serves. */
const SHORT = 'public, max-age=300, stale-while-revalidate=86400';

/**
 * What pages of other origins load from `folder`: `/beckon.js` (short-lived), and what it loads from `/widget/`, each named by its content
 * (kept for good). It is public; any page may use it, with or without `crossorigin`, under COEP too.
 */
export function widgetFiles(folder: string): Router {
  const router = Router({ caseSensitive: true });
  const named = join(folder, 'widget');
  const files = express.static(folder, {
    index: false,
    redirect: false,
    setHeaders: (response: ServerResponse, path: string) => {
      response.setHeader('Cache-Control', path.startsWith(named) ? YEAR : SHORT);
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
      // Of a script it means nothing, and the admin's would mislead.
      response.removeHeader('Content-Security-Policy');
    },
  });
  router.use((request: Request, response: Response, next: NextFunction) => {
    if (request.path === '/beckon.js' || request.path.startsWith('/widget/')) files(request, response, next);
    else next();
  });
  return router;
}
