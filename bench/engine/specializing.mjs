import { makeClosures } from './closures.mjs';
import { compile } from './matching.mjs';
import { median, now, quartiles } from './measure.mjs';
import { makeWorkload } from './workload.mjs';

/** What the server knows at the start of a visit. */
const held = ['city', 'country', 'browserLanguage', 'businessHours', 'referrerUrl', 'engagedThisVisit'];

/** Specialising a rule set for a visitor, in evaluations of the same rules by the closures. */
export function measureSpecializing(kind, size, rounds) {
  const { rules, visitors } = makeWorkload(kind, size);
  const ruleSet = compile(rules);
  const evaluate = makeClosures(rules);
  const known = visitors.map((facts) => Object.fromEntries(held.map((name) => [name, facts[name]])));
  const ratios = [];
  const costs = [];
  let sizes = 0;
  for (let round = 0; round < rounds; round += 1) {
    const begin = now();
    for (let at = 0; at < 50; at += 1)
      sizes += ruleSet.specialize(known[(round * 50 + at) % known.length]).length;
    const middle = now();
    for (let at = 0; at < 200; at += 1) evaluate(visitors[(round * 200 + at) % visitors.length]);
    const end = now();
    costs.push((middle - begin) / 50);
    ratios.push((middle - begin) / 50 / ((end - middle) / 200));
  }
  return {
    nanoseconds: median(costs),
    ratio: median(ratios),
    between: quartiles(ratios),
    left: sizes / rounds / 50,
  };
}
