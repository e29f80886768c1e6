import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from './matching.mjs';
import { median, now, quartiles } from './measure.mjs';
import { makeWorkload } from './workload.mjs';

const script = fileURLToPath(new URL('cold.mjs', import.meta.url));

/** Compiling and the first evaluation, each time in a process of its own, as a multiple of what the closures take. */
export function measureCold(size, rounds) {
  const { rules, visitors } = makeWorkload('typical', size);
  const folder = mkdtempSync(join(tmpdir(), 'beckon-bench-'));
  try {
    const file = join(folder, 'rules.json');
    writeFileSync(file, JSON.stringify({ rules, facts: visitors[0] }));
    const run = (who) => {
      const { stdout, stderr, status } = spawnSync(process.execPath, [script, who, file], {
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(stderr);
      return JSON.parse(stdout);
    };
    const pairs = Array.from({ length: rounds }, () => [run('closures'), run('engine')]);
    if (pairs.some(([closures, engine]) => closures.found !== engine.found))
      throw new Error('The engine and the closures disagree.');
    const ratios = pairs.map(([closures, engine]) => engine.ms / closures.ms);
    return {
      closures: median(pairs.map(([one]) => one.ms)),
      engine: median(pairs.map(([, one]) => one.ms)),
      ratio: median(ratios),
      between: quartiles(ratios),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const timed = (work) => {
  const begin = now();
  const result = work();
  return [(now() - begin) / 1e6, result];
};

/** Changing one rule of many, first evaluation included, as a part of compiling all, first evaluation included. */
export function measureChange(size, rounds) {
  const { rules, visitors } = makeWorkload('typical', size);
  const evaluated = (list, previous, round) => {
    const ruleSet = compile(list, { previous });
    ruleSet.match(visitors[round % visitors.length]);
    return ruleSet;
  };
  const wholes = Array.from(
    { length: rounds },
    (_, round) => timed(() => evaluated(rules, undefined, round))[0],
  );
  // An editor at work: each rule set comes after the one before, so that what one makes the next one drops.
  let list = rules;
  let ruleSet = evaluated(list, undefined, 0);
  const parts = [];
  // The first half warms up, as for all contenders: a server that an editor works with has been running for a while.
  for (let round = 0; round < rounds * 8; round += 1) {
    const at = (round * 7919) % size;
    const extra = { criterion: 'pageVisits', operator: 'lessThan', value: 100 + round };
    list = list.with(at, { ...list[at], when: { all: [...list[at].when.all, extra] } });
    const [spent, next] = timed(() => evaluated(list, ruleSet, round));
    if (round >= rounds * 4) parts.push(spent);
    ruleSet = next;
  }
  const anew = compile(list);
  if (visitors.some((facts) => anew.match(facts) !== ruleSet.match(facts)))
    throw new Error('Changing rule by rule gives another rule set than compiling all.');
  const whole = median(wholes);
  return {
    whole,
    part: median(parts),
    ratio: whole / median(parts),
    between: quartiles(parts.map((part) => whole / part)),
  };
}
