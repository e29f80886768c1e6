import { compileRules } from '@beckon/engine';
import { standardCriteria } from '@beckon/criteria';
import { makeClosures } from './closures.mjs';
import { median, now, passesFor, quartiles, time, timeAsync } from './measure.mjs';
import { peers } from './peers.mjs';
import { readAlone } from './reading.mjs';
import { fromJson, makeWorkload } from './workload.mjs';

/** Compiles rules with the engine, or says what is wrong with them. */
export function compile(rules, options = {}) {
  const result = compileRules(rules, { criteria: standardCriteria, ...options });
  if (!result.ok) throw new Error(JSON.stringify(result.issues[0]));
  return result.ruleSet;
}

function makeEngine(rules) {
  // The engine carries along all that rules say besides, and answers with the rule as it was given.
  const ruleSet = compile(rules.map((rule, place) => ({ ...rule, place })));
  return (facts) => ruleSet.match(facts)?.place ?? -1;
}

/** So much processor time each contender may warm up. */
const WARM_UP = 60e6;

/**
 * Ratios to the closures for one kind of workload: contenders take turns within each round, so that what slows the machine
 * slows all of them.
 */
export async function measureMatching({ kind, fresh, size, rounds, ms, withPeers }) {
  const workload = makeWorkload(kind, size);
  const contenders = [
    { name: 'closures', first: makeClosures(workload.rules) },
    { name: 'closures again', first: makeClosures(workload.rules) },
    { name: '@beckon/engine', first: makeEngine(workload.rules) },
    ...(withPeers
      ? peers.map(({ name, make, async }) => ({ name, first: make(workload.rules), async }))
      : []),
    ...(fresh ? [{ name: 'reading the facts alone', first: readAlone, decides: false }] : []),
  ];
  const expected = workload.visitors.map(contenders[0].first);
  for (const { name, first, async: isAsync, decides } of contenders) {
    if (decides === false) continue;
    for (let at = 0; at < expected.length; at += isAsync ? 20 : 1) {
      const found = await first(workload.visitors[at]);
      if (found !== expected[at])
        throw new Error(`${name} finds rule ${found} for visitor ${at}, the closures ${expected[at]}.`);
    }
  }
  for (const facts of fresh ? workload.fresh(300) : []) {
    if (contenders[0].first(facts) !== contenders[2].first(facts))
      throw new Error(`The engine and the closures disagree on ${JSON.stringify(facts)}`);
  }
  const matchedAt = median(expected);
  const results = contenders.map(() => []);
  for (const contender of contenders) {
    // Each has facts of its own: what one makes of a string, or of an object, is not to slow down another.
    contender.visitors = fromJson(workload.visitors);
    const facts = fresh ? workload.fresh(64) : contender.visitors.slice(0, 64);
    const warm = contender.async ? timeAsync : time;
    contender.cost = await warm(contender.first, facts.slice(0, 2), 1);
    const begin = now();
    while (contender.cost < 1e6 && now() - begin < WARM_UP) {
      const more = fresh ? workload.fresh(1000) : facts;
      contender.cost = await warm(contender.first, more, fresh ? 1 : passesFor(contender.cost, more, ms));
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    for (let at = 0; at < contenders.length; at += 1) {
      const { first, cost, visitors, async: isAsync } = contenders[at];
      const wanted = Math.max(2, Math.min(20_000, Math.round((ms * 1e6) / cost)));
      const facts = fresh ? workload.fresh(wanted) : cost > 1e6 ? visitors.slice(0, wanted) : visitors;
      const passes = fresh ? 1 : passesFor(cost, facts, ms);
      results[at].push(isAsync ? await timeAsync(first, facts, passes) : time(first, facts, passes));
    }
  }
  return {
    matchedAt,
    rows: contenders.map(({ name }, at) => {
      const ratios = results[at].map((spent, round) => results[0][round] / spent);
      return { name, nanoseconds: median(results[at]), ratio: median(ratios), between: quartiles(ratios) };
    }),
  };
}
