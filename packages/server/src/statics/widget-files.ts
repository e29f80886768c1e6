import { type ServerResponse } from 'node:http';
import { basename } from 'node:path';
import express, { type NextFunction, type Request, type Response, Router } from 'express';

const YEAR = 'public, max-age=31536000, immutable';
/** A new release reaches every page within five minutes; meanwhile the old one serves. */
const SHORT = 'public, max-age=300, stale-while-revalidate=86400';
/** `runtime-BxK3f9aZ.js`: named by its content. */
const NAMED_BY_CONTENT = /[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+(\.map)?$/;

/**
 * What pages of other origins load: `/beckon.js` (short-lived) and what it loads from `/widget/` (named by content, kept for good).
 * It is public; any page may use it, with or without `crossorigin`, under COEP too.
 */
export function widgetFiles(folder: string): Router {
  const router = Router({ caseSensitive: true });
  const files = express.static(folder, {
    index: false,
    redirect: false,
    fallthrough: true,
    setHeaders: (response: ServerResponse, path: string) => {
      response.setHeader('Cache-Control', NAMED_BY_CONTENT.test(basename(path)) ? YEAR : SHORT);
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
      // Of a script it means nothing, and the admin's would mislead.
      response.removeHeader('Content-Security-Policy');
    },
  });
  router.get('/beckon.js', (request: Request, response: Response, next: NextFunction) => files(request, response, next));
  router.use('/widget', files);
  return router;
}
