/** A pattern that is plain enough to be judged without an automaton. */
export interface PlainRegex {
  /** Whether it is safe to run; `false` says nothing, it must be analysed. */
  readonly isSafe: boolean;
  /** Texts, in lower case, of which every match contains one. */
  readonly literals: readonly string[] | undefined;
}

/** What may stand for itself. All other signs are looked at by the parser. */
const PLAIN = /[\w\-/:=&%#@!~,;'"<> ]/;
const MOST_ALTERNATIVES = 8;

/**
 * Reads patterns of the kind that most people write: literals, `.`, `\d \w \s`, simple classes, groups of literal alternatives,
 * one repetition (another at the very end costs nothing), `^` first and `$` last. It is a short way through what
 * `checkRegex` and `requiredLiterals` find out at length, and agrees with them. The source must be a valid pattern.
 *
 * @returns `undefined` for patterns of any other kind
 */
export function readPlainRegex(source: string): PlainRegex | undefined {
  let best: readonly string[] | undefined;
  let run = '';
  let sets = 0;
  let same = 1;
  let stretch = 1;
  let loops = 0;
  let splits = 1;
  let canRepeat = false;
  const isWorth = (texts: readonly string[]): number =>
    Math.min(...texts.map((text) => text.length)) * 4 - texts.length;
  const endRun = (): void => {
    if (run && (!best || isWorth([run]) > isWorth(best))) best = [run];
    run = '';
    same = 1;
  };
  let at = source[0] === '^' ? 1 : 0;
  const end = source.endsWith('$') && source[source.length - 2] !== '\\' ? source.length - 1 : source.length;
  while (at < end) {
    const sign = source[at]!;
    const next = source[at + 1] ?? '';
    let literal = '';
    if (PLAIN.test(sign)) literal = sign;
    else if (sign === '\\') {
      at += 1;
      if ('dws'.includes(next) && next) sets += 1;
      else if (/[^\w\s]/.test(next) && next < '\x7f') literal = next;
      else return undefined;
    } else if (sign === '.') sets += 1;
    else if (sign === '[') {
      const close = source.indexOf(']', at);
      const inside = source.slice(at + 1, close);
      if (close < 0 || !/^\^?[\w\-/ .&?=]+$/.test(inside)) return undefined;
      at = close;
      sets += 1;
    } else if (sign === '(') {
      const close = source.indexOf(')', at);
      const inside = source.slice(next === '?' ? at + 3 : at + 1, close);
      if (
        close < 0 ||
        (next === '?' && source[at + 2] !== ':') ||
        !/^[\w\-/|]+$/.test(inside) ||
        '*+?{'.includes(source[close + 1] || ' ')
      )
        return undefined;
      const texts = inside.toLowerCase().split('|');
      if (texts.length > MOST_ALTERNATIVES || texts.includes('')) return undefined;
      endRun();
      if (!best || isWorth(texts) > isWorth(best)) best = [...new Set(texts)];
      splits *= texts.length;
      at = close + 1;
      sets = 0;
      canRepeat = false;
      continue;
    } else if ((sign === '*' || sign === '+' || sign === '?') && canRepeat) {
      const last = at + (next === '?' ? 2 : 1) === source.length;
      // What is repeated or left out is no part of a literal, unless it must stand there once.
      if (run && sign !== '+') run = run.slice(0, -1);
      endRun();
      if (sign === '?') splits *= 2;
      else if (!last) loops += 1;
      at += next === '?' ? 2 : 1;
      canRepeat = false;
      continue;
    } else return undefined;
    at += 1;
    canRepeat = true;
    if (literal) {
      const lower = literal.toLowerCase();
      same = run.endsWith(lower) ? same + 1 : 1;
      run += lower;
      stretch = Math.max(stretch, sets + same);
      sets = 0;
    } else {
      stretch = Math.max(stretch, sets + 1);
      endRun();
    }
  }
  endRun();
  return {
    isSafe: loops === 0 ? splits <= 64 && stretch <= 16 : loops === 1 && splits * 2 * stretch <= 8,
    literals: best,
  };
}
