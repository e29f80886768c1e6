import { closuresOf, makeClosures, normalize } from './closures.mjs';
import { compile } from './matching.mjs';
import { median, quartiles } from './measure.mjs';
import { makeWorkload } from './workload.mjs';

/** What the server knows at the start of a visit. */
const held = ['city', 'country', 'browserLanguage', 'businessHours', 'referrerUrl', 'engagedThisVisit'];

/** Specialising a rule set for a visitor, in evaluations of the same rules by the closures. */
export function measureSpecializing(kind, size, rounds) {
  const { rules, visitors } = makeWorkload(kind, size);
  const ruleSet = compile(rules);
  const evaluate = makeClosures(rules);
  const known = visitors.map((facts) => Object.fromEntries(held.map((name) => [name, facts[name]])));
  const checks = closuresOf(rules);
  const ratios = [];
  const costs = [];
  let sizes = 0;
  for (let round = 0; round < rounds; round += 1) {
    const clock = () => Number(process.hrtime.bigint());
    const begin = clock();
    for (let at = 0; at < 20; at += 1) sizes += ruleSet.specialize(known[(round * 20 + at) % known.length]).length;
    const middle = clock();
    for (let at = 0; at < 200; at += 1) evaluate(visitors[(round * 200 + at) % visitors.length]);
    const end = clock();
    costs.push((middle - begin) / 20);
    ratios.push((middle - begin) / 20 / ((end - middle) / 200));
  }
  // The same against closures that look at every rule, as specialising must.
  const begin = Number(process.hrtime.bigint());
  let matching = 0;
  for (let at = 0; at < 200; at += 1) {
    const facts = normalize(visitors[at % visitors.length]);
    for (const check of checks) if (check(facts)) matching += 1;
  }
  const all = (Number(process.hrtime.bigint()) - begin) / 200;
  return { nanoseconds: median(costs), ratio: median(ratios), between: quartiles(ratios), left: sizes / rounds / 20, all: median(costs) / all, matching };
}
