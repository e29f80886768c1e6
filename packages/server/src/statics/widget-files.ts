import { readdirSync } from 'node:fs';
import { type ServerResponse } from 'node:http';
import { join, sep } from 'node:path';
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { forAnyPage, KEPT_FOR_GOOD } from './file-headers';

/** A new release reaches every page within five minutes; meanwhile the old one serves. */
const SHORT = 'public, max-age=300, stale-while-revalidate=86400';

/**
 * What pages of other origins load from `folder`: `/beckon.js` (short-lived), and what it loads from `/widget/`, each named by its content
 * (kept for good). It is public; any page may use it, with or without `crossorigin`, under COEP too. Where the build has left a file
 * compressed beside it (`.br`), that is sent to browsers that read it.
 */
export function widgetFiles(folder: string): Router {
  const router = Router({ caseSensitive: true });
  const named = join(folder, 'widget');
  const files = express.static(folder, {
    index: false,
    redirect: false,
    setHeaders: (response: ServerResponse, path: string) => {
      response.setHeader('Cache-Control', path.startsWith(named) ? KEPT_FOR_GOOD : SHORT);
      forAnyPage(response);
    },
  });
  const ready = compressedFiles(folder);
  router.use((request: Request, response: Response, next: NextFunction) => {
    if (request.path !== '/beckon.js' && !/^\/widget\/.*\.js$/.test(request.path)) return next();
    response.vary('Accept-Encoding');
    if (ready.has(request.path) && request.acceptsEncodings('br')) {
      response.setHeader('Content-Encoding', 'br');
      response.setHeader('Content-Type', 'text/javascript; charset=utf-8');
      request.url = `${request.path}.br`;
    }
    files(request, response, next);
  });
  return router;
}

/** Paths of the files that have their compressed form beside them. */
function compressedFiles(folder: string): ReadonlySet<string> {
  return new Set(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.br'))
      .map((file) => `/${file.slice(0, -'.br'.length).replaceAll(sep, '/')}`),
  );
}
