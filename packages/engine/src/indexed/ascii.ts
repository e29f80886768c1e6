import { type Scalar, type View } from '../values/view';
import { read } from '../values/read';
import { LONGEST_TEXT } from '../values/text';

const UPPER = 1;
const SPACE = 2;
const OTHER = 4;
const PERCENT = 8;

/** What each ASCII unit means for normalising. */
const kinds = new Uint8Array(128);
for (let unit = 0; unit < 128; unit += 1) {
  if (unit >= 65 && unit <= 90) kinds[unit] = UPPER;
  else if (unit === 32) kinds[unit] = SPACE;
  else if (unit >= 9 && unit <= 13) kinds[unit] = OTHER;
  else if (unit === 37) kinds[unit] = PERCENT;
}

/** All the kinds that stand in a text, as bits; {@link OTHER} if it is not short plain ASCII. */
function kindsIn(text: string): number {
  const { length } = text;
  if (length > LONGEST_TEXT) return OTHER;
  let found = 0;
  let units = 0;
  for (let at = 0; at < length; at += 1) {
    const unit = text.charCodeAt(at);
    units |= unit;
    found |= kinds[unit & 127]!;
  }
  return units > 127 ? OTHER : found;
}

/** `read(view, raw)` for views that fold text, with a short way for plain ASCII, which is most of what there is. */
export function foldQuickly(view: View, raw: string): Scalar | undefined {
  if (view === 'choice') return raw;
  const found = kindsIn(raw);
  if ((found & OTHER) !== 0 || ((found & SPACE) !== 0 && !hasSingleSpaces(raw))) return read(view, raw);
  const text = (found & UPPER) !== 0 ? raw.toLowerCase() : raw;
  return view === 'language' ? text.replace(/_/g, '-') : text;
}

function hasSingleSpaces(text: string): boolean {
  return text.charCodeAt(0) !== 32 && text.charCodeAt(text.length - 1) !== 32 && !text.includes('  ');
}

/** The views of a URL; a place in an array for each. */
export const urlViews = ['url', 'url/', 'path', 'path/', 'pathQuery', 'pathQuery/'] as const satisfies readonly View[];

/**
 * Where the views of a plain URL lie in its folded text: `from[view]` to `to[view]`, or -1 where a view is no part of the text.
 * Plain: `http://` or `https://`, ASCII without white space, escapes, a port or a route; the same as `readUrl` there.
 */
export class UrlParts {
  text = '';
  readonly from = new Int32Array(urlViews.length);
  readonly to = new Int32Array(urlViews.length);

  /** Takes a URL apart; `false` if it is not plain. */
  split(raw: string): boolean {
    const found = kindsIn(raw);
    if ((found & ~UPPER) !== 0) return false;
    const text = (found & UPPER) !== 0 ? raw.toLowerCase() : raw;
    const host = text.startsWith('https://') ? 8 : text.startsWith('http://') ? 7 : 0;
    if (host === 0) return false;
    let path = -1;
    let query = -1;
    let end = text.length;
    for (let at = host; at < end; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit > 63) continue;
      if (unit === 47) {
        if (path < 0 && query < 0) path = at;
      } else if (unit === 63) {
        if (query < 0) query = at;
      } else if (unit === 35) {
        const next = text.charCodeAt(at + 1);
        if (next === 47 || next === 33) return false;
        end = at;
      } else if (unit === 58 && path < 0 && query < 0) return false;
    }
    this.text = text;
    const { from, to } = this;
    const pathEnd = query < 0 ? end : query;
    const slash = path >= 0 && text.charCodeAt(pathEnd - 1) === 47;
    from[0] = 0;
    to[0] = end;
    from[1] = slash && query >= 0 ? -1 : 0;
    to[1] = slash ? end - 1 : end;
    from[2] = path;
    to[2] = pathEnd;
    from[3] = path;
    to[3] = slash && pathEnd - path > 1 ? pathEnd - 1 : pathEnd;
    from[4] = path;
    to[4] = end;
    const cut = slash && pathEnd - path > 1;
    from[5] = cut && query >= 0 ? -1 : path;
    to[5] = cut ? end - 1 : end;
    return true;
  }
}
