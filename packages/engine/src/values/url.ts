import { foldText } from './text';

// The grammar of RFC 3986, appendix B; a scheme counts only where // follows, so that `localhost:80/x` has none.
// Of the fragment only a route is a part.
const PARTS = /^(?:([a-z][a-z\d+.-]*:)?\/\/([^/?#]*))?([^?#]*)(\?[^#]*)?(#[/!][^]*)?/i;

// One escaped character in UTF-8. What is no valid escape stays as it is written.
const ESCAPED = /%[0-7]\w|%[CD]\w%[89AB]\w|%E\w(%[89AB]\w){2}|%F\w(%[89AB]\w){3}/gi;

const DEFAULT_PORT = /^(http:.*):80$|^(https:.*):443$/i;

/** Decodes valid percent-escapes and leaves the others. */
export function decodeEscapes(text: string): string {
  return text.replace(ESCAPED, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
}

const withoutSlash = (text: string): string => text.replace(/(?!^)\/$/, '');

/**
 * One view of a URL, normalised: the whole (`url`), its path with a `#/` or `#!` route (`path`), or path, query and
 * route (`pathQuery`); with a `/` behind the view's name the path's trailing slash is taken off.
 *
 * @example
 * readUrl('HTTPS://Shop.test:443/a%20b/?x=1#top', 'url')   // 'https://shop.test/a b/?x=1'
 * readUrl('HTTPS://Shop.test:443/a%20b/?x=1#top', 'path/') // '/a b'
 */
export function readUrl(raw: string, view: string): string {
  const [, scheme = '', host, path = '', query = '', fragment = ''] = PARTS.exec(raw.trim())!;
  const whole = view[0] === 'u';
  let head = path;
  let route = fragment;
  // A URL with a host always has a path, `/` at least.
  if (host !== undefined)
    head = whole ? (scheme + '//' + host).replace(DEFAULT_PORT, '$1$2') + path : path || '/';
  if (view.endsWith('/')) {
    if (route) route = withoutSlash(route);
    else head = withoutSlash(head);
  }
  return foldText(decodeEscapes(head + (whole || view[4] === 'Q' ? query : '') + route));
}

/**
 * A value of a condition in the view in which it is compared.
 *
 * @example
 * readUrlValue('/product/', 'path/') // '/product'
 */
export function readUrlValue(value: string, view: string): string {
  // A path may begin with two slashes; a host of its own keeps the second from being read as one.
  return readUrl(view[0] === 'u' ? value : 'x://x' + value.trim(), view);
}
