import { type ServerResponse } from 'node:http';

/** How long browsers keep a file that is named by its content. */
export const KEPT_FOR_GOOD = 'public, max-age=31536000, immutable';

/** Lets any page load a script, with or without `crossorigin`, under COEP too. */
export function forAnyPage(response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  // Of a script it means nothing, and the admin's would mislead.
  response.removeHeader('Content-Security-Policy');
}
