import { type View } from '../values/view';
import { type TextBytes } from './text-bytes';

/** The views of a URL; a place in an array for each. */
export const urlViews = [
  'url',
  'url/',
  'path',
  'path/',
  'pathQuery',
  'pathQuery/',
] as const satisfies readonly View[];

/** Bytes, and words of them: an enumeration, since bundlers write it into the code (see `text-bytes.ts`). */
const enum Sign {
  Bang = 0x21,
  Hash = 0x23,
  Slash = 0x2f,
  Colon = 0x3a,
  Question = 0x3f,
  /** `http`, the first byte lowest, */
  Http = 0x70747468,
  /** and what follows it. */
  AfterHttp = 0x2f2f3a,
  AfterHttps = 0x2f2f3a73,
}

/** Origins longer than this are not remembered. */
const ORIGIN_WORDS = 16;

/**
 * Takes plain URLs apart, the same as `readUrl` does.
 *
 * Plain: `http://` or `https://`, ASCII with a host and a path, without white space, escapes, a port or a route.
 */
export class UrlParts {
  /** Where the views lie in the URL: `from[view]` to `to[view]`. */
  readonly from = new Int32Array(urlViews.length);
  readonly to = new Int32Array(urlViews.length);
  /** A bit for each view that lacks a slash in the middle of the URL. */
  lacking = 0;
  /** Where that slash is. */
  slashAt = 0;
  /** The origin of the last URL with the slash behind it: most URLs that a site sees have the same. */
  private readonly origin = new Int32Array(ORIGIN_WORDS);
  private originEnd = 0;

  /**
   * Writes down where the views lie.
   *
   * @param text the URL's bytes, without any sign that {@link TextBytes.takeUrl} turns away
   * @returns `false` if the URL is not plain
   */
  split(raw: string, text: TextBytes): boolean {
    const { from, to } = this;
    const { bytes } = text;
    const path = this.isOriginOf(text) ? this.originEnd - 1 : this.findPath(text);
    if (path < 0) return false;
    let { end } = text;
    if (text.mayBeMarked) {
      if (raw.includes('%')) return false;
      const fragment = raw.indexOf('#', path);
      if (fragment >= 0) end = fragment;
      if (bytes[end] === Sign.Hash && (bytes[end + 1] === Sign.Slash || bytes[end + 1] === Sign.Bang))
        return false;
    }
    let query = raw.indexOf('?', path);
    if (query < 0 || query > end) query = end;

    const slash = bytes[query - 1] === Sign.Slash;
    const hasQuery = query < end;
    const cut = slash && query - path > 1;
    this.slashAt = query - 1;
    this.lacking = slash && hasQuery ? (cut ? 0b100010 : 0b000010) : 0;
    from[0] = from[1] = 0;
    to[0] = end;
    to[1] = slash ? end - 1 : end;
    from[2] = from[3] = from[4] = from[5] = path;
    to[2] = query;
    to[3] = cut ? query - 1 : query;
    to[4] = end;
    to[5] = cut ? end - 1 : end;
    return true;
  }

  private isOriginOf({ words, bytes, end }: TextBytes): boolean {
    const { origin, originEnd } = this;
    if (originEnd === 0 || end < originEnd) return false;
    const whole = originEnd >> 2;
    for (let at = 0; at < whole; at += 1) if (words[at] !== origin[at]) return false;
    const unused = 32 - ((originEnd & 3) << 3);
    return (
      (unused === 32 || words[whole]! << unused === origin[whole]! << unused) &&
      bytes[originEnd - 1] === Sign.Slash
    );
  }

  /** Where the host ends and the path begins; -1 if the URL is not plain. */
  private findPath({ words, bytes, end }: TextBytes): number {
    if (end < 8 || words[0] !== Sign.Http) return -1;
    const after = words[1]!;
    const host = after === Sign.AfterHttps ? 8 : (after & 0xffffff) === Sign.AfterHttp ? 7 : -1;
    if (host < 0) return -1;
    let path = host;
    while (path < end && bytes[path] !== Sign.Slash) {
      const byte = bytes[path]!;
      if (byte === Sign.Colon || byte === Sign.Question || byte === Sign.Hash) return -1;
      path += 1;
    }
    if (path === host || path === end) return -1;
    if (path < ORIGIN_WORDS * 4) {
      this.originEnd = path + 1;
      for (let at = 0; at < this.originEnd; at += 4) this.origin[at >> 2] = words[at >> 2]!;
    }
    return path;
  }
}
