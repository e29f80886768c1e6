import { type Condition, type Criterion, type Facts, type Verdict, type When } from '../index';
import { criteria } from './criteria';

/**
 * The meaning of rules, written down once more as plainly as possible. It shares no code with the engine: it is what the
 * engine is held to. For URLs it relies on the platform's `URL`, so that it knows absolute http(s) URLs only.
 */
export function oracle(when: When, facts: Facts): Verdict {
  if ('all' in when) {
    const verdicts = when.all.map((child) => oracle(child, facts));
    return verdicts.some((verdict) => verdict === 'noMatch')
      ? 'noMatch'
      : verdicts.every((verdict) => verdict === 'match')
        ? 'match'
        : 'unknown';
  }
  if ('any' in when) {
    const verdicts = when.any.map((child) => oracle(child, facts));
    return verdicts.some((verdict) => verdict === 'match')
      ? 'match'
      : verdicts.every((verdict) => verdict === 'noMatch')
        ? 'noMatch'
        : 'unknown';
  }
  if ('not' in when)
    return ({ match: 'noMatch', noMatch: 'match', unknown: 'unknown' } as const)[oracle(when.not, facts)];
  const criterion = criteria.find(({ id }) => id === when.criterion)!;
  const fact = facts[when.of ? `${criterion.fact}/${when.of}` : criterion.fact];
  const known = isOfType(criterion, fact);
  if (when.operator === 'isKnown') return known ? 'match' : 'noMatch';
  if (when.operator === 'isUnknown') return known ? 'noMatch' : 'match';
  return known ? (asks(criterion, when, fact) ? 'match' : 'noMatch') : 'unknown';
}

function isOfType({ type }: Criterion, fact: unknown): boolean {
  if (type === 'number') return typeof fact === 'number' && !Number.isNaN(fact);
  if (type === 'boolean') return fact === true || fact === false;
  if (type === 'date') return typeof fact === 'string' && !Number.isNaN(Date.parse(fact));
  return typeof fact === 'string';
}

function fold(text: string): string {
  return text.normalize('NFC').split(/\s+/).filter(Boolean).join(' ').toLowerCase();
}

function city(text: string): string {
  const plain = [...fold(text.normalize('NFD'))]
    .filter((letter) => !/\p{M}/u.test(letter))
    .join('')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
  return [...plain]
    .map((letter) => ({ ł: 'l', ø: 'o', đ: 'd', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe' })[letter] ?? letter)
    .join('');
}

/** What a value of a URL condition is compared with, both without a trailing slash where that does not count. */
function urlSides(operator: string, fact: string, value: string): [string, string] {
  const url = new URL(fact);
  const route = /^#[/!]/.test(url.hash) ? url.hash : '';
  const slashless = /^is/.test(operator) || (/like$/i.test(operator) && !value.endsWith('*'));
  const strip = (path: string): string =>
    slashless && path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  const [bare, query] = value.split('?');
  const stripValue = (text: string): string =>
    slashless && text.length > 1 && text.endsWith('/') ? text.slice(0, -1) : text;
  const wanted = query === undefined ? stripValue(value) : `${stripValue(bare!)}?${query}`;
  const path = route ? url.pathname + strip(route) : strip(url.pathname);
  const pathAndQuery = route ? url.pathname + url.search + strip(route) : strip(url.pathname) + url.search;
  if (!value.startsWith('/')) {
    const root = path === '/' && slashless ? url.search : pathAndQuery;
    return [fold(decodeURI(url.origin + root)), fold(wanted)];
  }
  return [fold(decodeURI(query === undefined ? path : pathAndQuery)), fold(wanted)];
}

function asks(criterion: Criterion, { operator, value }: Condition, fact: unknown): boolean {
  const ticks = typeof criterion.changes === 'object';
  if (criterion.type === 'number' || criterion.type === 'date') {
    const number = (raw: unknown): number =>
      criterion.type === 'date' ? Date.parse(raw as string) : (raw as number);
    const x = number(fact);
    const [from, to] = Array.isArray(value) ? [number(value[0]), number(value[1])] : [number(value), NaN];
    const same = ticks ? Math.floor(x) === Math.floor(from) : x === from;
    const answers: Readonly<Record<string, boolean>> = {
      is: same,
      isNot: !same,
      greaterThan: x > from,
      after: x > from,
      greaterThanOrEqual: x >= from,
      lessThan: x < from,
      before: x < from,
      lessThanOrEqual: x <= from,
      between: x >= from && x <= to,
    };
    return answers[operator]!;
  }
  if (criterion.type === 'boolean') return fact === value;
  const text = fact as string;
  const negative = /^(isNo|not)/.test(operator);
  const positive = operator
    .replace(/^isNot$/, 'is')
    .replace('isNoneOf', 'isOneOf')
    .replace(/^not(.)/, (_, letter: string) => letter.toLowerCase());
  const hit = (Array.isArray(value) ? value : [value]).some((one: string) =>
    textAsks(criterion, operator, positive, text, one),
  );
  return hit !== negative;
}

function textAsks(
  criterion: Criterion,
  operator: string,
  positive: string,
  text: string,
  value: string,
): boolean {
  if (criterion.type === 'choice') return text === value;
  if (criterion.type === 'country') return text.trim().toUpperCase() === value.toUpperCase();
  if (criterion.type === 'language') {
    const [tag, range] = [text.toLowerCase().split('-'), value.toLowerCase().split('-')];
    return range.every((part, index) => tag[index] === part);
  }
  const whole = criterion.fold ? city : fold;
  if (positive === 'matches') {
    const seen = criterion.type === 'url' ? fold(decodeURI(text.replace(/#(?![/!]).*$/, ''))) : whole(text);
    return new RegExp(value, 'i').test(seen);
  }
  let [seen, wanted] = [whole(text), whole(value)];
  if (criterion.type === 'url') {
    if (positive === 'contains' || positive === 'endsWith')
      seen = fold(decodeURI(text.replace(/#(?![/!]).*$/, '')));
    else [seen, wanted] = urlSides(operator, text, value);
  }
  switch (positive) {
    case 'contains':
      return seen.includes(wanted);
    case 'startsWith':
      return seen.startsWith(wanted);
    case 'endsWith':
      return seen.endsWith(wanted);
    case 'like':
      return new RegExp(
        `^${wanted
          .split('*')
          .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
          .join('[^]*')}$`,
      ).test(seen);
    default:
      return seen === wanted;
  }
}
