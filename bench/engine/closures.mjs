// The baseline: what a careful programmer writes by hand. One closure a condition, values normalised when it is made, facts
// normalised once an evaluation.
const fold = (text) => text.normalize().replace(/\s+/g, ' ').trim().toLowerCase();
const letters = { ł: 'l', ø: 'o', đ: 'd', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe' };
const foldCity = (text) =>
  fold(text.normalize('NFKD').replace(/\p{M}/gu, '')).replace(/[łøđıßæœ]/g, (letter) => letters[letter]);
const escapes = /%[0-9a-f]{2}/i;
const decode = (text) => {
  if (!escapes.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
const withoutSlash = (path) => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path);

function splitUrl(raw) {
  const [, host = '', path = '', query = ''] = /^((?:https?:)?\/\/[^/?#]*)?([^?#]*)(\?[^#]*)?/i.exec(raw);
  const folded = fold(decode(path)) || (host && '/');
  const rest = fold(decode(query));
  const start = host.toLowerCase().replace(/:(443|80)$/, '');
  return { whole: start + folded + rest, path: folded, bare: withoutSlash(folded), pathQuery: folded + rest };
}

/** The facts as the closures, and all peers, read them. */
export function normalize(facts) {
  const url = splitUrl(facts.pageUrl);
  return {
    pageUrl: url.whole,
    pagePath: url.path,
    pageBare: url.bare,
    pageTitle: fold(facts.pageTitle),
    referrerUrl: facts.referrerUrl === '' ? '' : splitUrl(facts.referrerUrl).whole,
    browserLanguage: fold(facts.browserLanguage).replace(/_/g, '-'),
    country: fold(facts.country),
    city: foldCity(facts.city),
    businessHours: facts.businessHours,
    engagedThisVisit: facts.engagedThisVisit,
    pageVisits: facts.pageVisits,
    pagesViewed: facts.pagesViewed,
    timeOnSite: facts.timeOnSite,
    timeOnPage: facts.timeOnPage,
  };
}

/** A condition in the plainest words: which normalised fact, which comparison, which normalised value. */
export function plain({ criterion, operator, value }) {
  const isUrl = criterion === 'pageUrl' || criterion === 'referrerUrl';
  const one = (text) =>
    typeof text !== 'string'
      ? text
      : criterion === 'city'
        ? foldCity(text)
        : criterion === 'businessHours'
          ? text
          : fold(text);
  const values = Array.isArray(value) ? value.map(one) : one(value);
  let fact = criterion;
  if (
    isUrl &&
    operator !== 'contains' &&
    operator !== 'notContains' &&
    operator !== 'endsWith' &&
    operator !== 'matches'
  ) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first.startsWith('/')) fact = operator === 'is' || operator === 'isOneOf' ? 'pageBare' : 'pagePath';
  }
  return { fact, operator, value: values, raw: value };
}

/** The pattern that a text condition comes down to, for those who know nothing but regular expressions. */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
export const likeSource = (value) => `^${value.split('*').map(escaped).join('.*')}$`;

function closureOf(condition) {
  const { fact, operator, value, raw } = plain(condition);
  if (fact === 'browserLanguage') {
    const dashed = `${value}-`;
    return operator === 'is'
      ? (facts) => facts[fact] === value || facts[fact].startsWith(dashed)
      : (facts) => facts[fact] !== value && !facts[fact].startsWith(dashed);
  }
  switch (operator) {
    case 'is':
      return (facts) => facts[fact] === value;
    case 'isOneOf': {
      const set = new Set(value);
      return (facts) => set.has(facts[fact]);
    }
    case 'isNoneOf': {
      const set = new Set(value);
      return (facts) => !set.has(facts[fact]);
    }
    case 'contains':
      return (facts) => facts[fact].includes(value);
    case 'notContains':
      return (facts) => !facts[fact].includes(value);
    case 'startsWith':
      return (facts) => facts[fact].startsWith(value);
    case 'endsWith':
      return (facts) => facts[fact].endsWith(value);
    case 'like': {
      const pattern = new RegExp(likeSource(value));
      return (facts) => pattern.test(facts[fact]);
    }
    case 'matches': {
      const pattern = new RegExp(raw, 'i');
      return (facts) => pattern.test(facts[fact]);
    }
    case 'greaterThan':
      return (facts) => facts[fact] > value;
    case 'greaterThanOrEqual':
      return (facts) => facts[fact] >= value;
    case 'lessThan':
      return (facts) => facts[fact] < value;
    case 'between': {
      const [from, to] = value;
      return (facts) => facts[fact] >= from && facts[fact] <= to;
    }
    default:
      throw new Error(`No closure for ${operator}`);
  }
}

/** One closure a rule over one closure a condition. */
export function closuresOf(rules) {
  return rules.map(({ when }) => {
    const checks = when.all.map(closureOf);
    return (facts) => {
      for (let at = 0; at < checks.length; at += 1) if (!checks[at](facts)) return false;
      return true;
    };
  });
}

/** The baseline: facts in, index of the first rule that matches out. */
export function makeClosures(rules) {
  const checks = closuresOf(rules);
  return (raw) => {
    const facts = normalize(raw);
    for (let at = 0; at < checks.length; at += 1) if (checks[at](facts)) return at;
    return -1;
  };
}
