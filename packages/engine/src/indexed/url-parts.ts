import { type View } from '../values/view';
import { PlainText } from './plain-text';

/** The views of a URL; a place in an array for each. */
export const urlViews = [
  'url',
  'url/',
  'path',
  'path/',
  'pathQuery',
  'pathQuery/',
] as const satisfies readonly View[];

const SLASH = 47;

/**
 * Where the views of a plain URL lie in its folded text: `from[view]` to `to[view]`, or -1 where a view is no part of the text.
 * Plain: `http://` or `https://`, ASCII with a host, without white space, escapes, a port or a route;
 * the same as `readUrl` there.
 */
export class UrlParts {
  readonly plain = new PlainText();
  readonly from = new Int32Array(urlViews.length);
  readonly to = new Int32Array(urlViews.length);

  /** Takes a URL apart; `false` if it is not plain. */
  split(raw: string): boolean {
    const { plain, from, to } = this;
    if (!plain.take(raw, false)) return false;
    const { text, bytes } = plain;
    const host = text.startsWith('https://') ? 8 : text.startsWith('http://') ? 7 : 0;
    if (host === 0 || text.includes('%')) return false;
    let end = text.indexOf('#', host);
    if (end < 0) end = plain.length;
    else if (bytes[end + 1] === SLASH || bytes[end + 1] === 33) return false;
    let query = text.indexOf('?', host);
    if (query < 0 || query > end) query = end;
    let path = text.indexOf('/', host);
    if (path > query) path = -1;
    const hostEnd = path < 0 ? query : path;
    const port = text.indexOf(':', host);
    if (hostEnd === host || (port >= 0 && port < hostEnd)) return false;

    const slash = path >= 0 && bytes[query - 1] === SLASH;
    const hasQuery = query < end;
    // A trailing slash before a query is cut out of the middle, and what is left is no part of the text.
    from[0] = 0;
    to[0] = end;
    from[1] = slash && hasQuery ? -1 : 0;
    to[1] = slash ? end - 1 : end;
    const cut = slash && query - path > 1;
    from[2] = from[3] = from[4] = path;
    to[2] = query;
    to[3] = cut ? query - 1 : query;
    to[4] = end;
    from[5] = cut && hasQuery ? -1 : path;
    to[5] = cut ? end - 1 : end;
    return true;
  }
}
