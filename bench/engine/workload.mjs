// Rules and visitors: 12 facts, 2 to 5 conditions a rule, and visitors whose first match lies about half-way through the order.
import { closuresOf, normalize } from './closures.mjs';
import { mixes } from './conditions.mjs';
import { randomFrom } from './random.mjs';
import { visitor } from './visitors.mjs';

function ruleFrom(random, mix, scale) {
  const count = 2 + random.below(4);
  const chosen = new Set();
  while (chosen.size < count) chosen.add(random.weighted(mix.weights));
  return {
    all: [...chosen].map((criterion) => ({ criterion, ...mix.conditions[criterion](random, scale) })),
  };
}

/**
 * Rules and visitors of one kind and size. Up to 45 % of the order no visitor matches; from there to 55 % lie rules that were
 * made to fit some visitor, and at 55 % one that fits all; behind it anything.
 *
 * @returns `{ rules, visitors, fresh }`; `fresh(count)` makes facts that have not been seen before: texts and times differ each time
 */
export function makeWorkload(kind, size, { seed = 1, people = kind === 'wide' ? 48 : 200 } = {}) {
  const mix = mixes[kind];
  const random = randomFrom(seed * 7919 + size);
  const visitors = Array.from({ length: people }, () => visitor(random));
  const seen = visitors.map(normalize);
  const scale = Math.ceil(size / 100);
  const matches = (when) => {
    const [check] = closuresOf([{ when }]);
    return seen.some((facts) => check(facts));
  };
  const rules = [];
  const from = Math.round(size * 0.45);
  const to = Math.min(size - 1, Math.round(size * 0.55));
  while (rules.length < size) {
    const place = rules.length;
    let when = ruleFrom(random, mix, scale);
    if (place < from) while (matches(when)) when = ruleFrom(random, mix, scale);
    else if (place < to)
      for (let tries = 0; tries < 50 && !matches(when); tries += 1) when = ruleFrom(random, mix, scale);
    else if (place === to)
      when = {
        all: [
          { criterion: 'timeOnPage', operator: 'greaterThanOrEqual', value: 0 },
          { criterion: 'pagesViewed', operator: 'lessThan', value: 1000 },
        ],
      };
    rules.push({
      id: `rule-${place}`,
      title: `Rule ${place}`,
      enabled: true,
      when,
      then: { from: { team: 'sales' }, message: 'Need a hand?', assign: true },
    });
  }
  let serial = 0;
  const fresh = (count) =>
    fromJson(
      Array.from({ length: count }, () => {
        serial += 1;
        const facts = visitors[random.below(visitors.length)];
        return {
          ...facts,
          pageUrl: `${facts.pageUrl}${facts.pageUrl.includes('?') ? '&' : '?'}session=${(serial * 2654435761) >>> 0}`,
          pageTitle: `${facts.pageTitle} (${serial})`,
          referrerUrl: facts.referrerUrl && `${facts.referrerUrl}&click=${(serial * 40503) >>> 0}`,
          timeOnSite: facts.timeOnSite + random.next() / 1000,
          timeOnPage: facts.timeOnPage + random.next() / 1000,
        };
      }),
    );
  return { rules: fromJson(rules), visitors: fromJson(visitors), fresh };
}

/** As facts and rules come from outside: strings in one piece, objects of one shape. */
export const fromJson = (value) => JSON.parse(JSON.stringify(value));
