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
      const { stdout, stderr, status } = spawnSync(process.execPath, [script, who, file], { encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
      return JSON.parse(stdout);
    };
    const pairs = Array.from({ length: rounds }, () => [run('closures'), run('engine')]);
    if (pairs.some(([closures, engine]) => closures.found !== engine.found)) throw new Error('The engine and the closures disagree.');
    const ratios = pairs.map(([closures, engine]) => engine.ms / closures.ms);
    return { closures: median(pairs.map(([one]) => one.ms)), engine: median(pairs.map(([, one]) => one.ms)), ratio: median(ratios), between: quartiles(ratios) };
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
  const spent = [];
  let before = compile(rules);
  before.match(visitors[0]);
  for (let round = 0; round < rounds; round += 1) {
    const [whole, fresh] = timed(() => {
      const ruleSet = compile(rules);
      ruleSet.match(visitors[round % visitors.length]);
      return ruleSet;
    });
    const changed = [...rules];
    const at = (round * 7919) % size;
    changed[at] = { ...rules[at], when: { all: [...rules[at].when.all, { criterion: 'pageVisits', operator: 'lessThan', value: 100 + round }] } };
    const [part, after] = timed(() => {
      const ruleSet = compile(changed, { previous: before });
      ruleSet.match(visitors[round % visitors.length]);
      return ruleSet;
    });
    if (after.match(visitors[1])?.id !== fresh.match(visitors[1])?.id && at > 0) throw new Error('A change of one rule changed another.');
    spent.push([whole, part]);
    before = compile(rules, { previous: after });
    before.match(visitors[0]);
  }
  const ratios = spent.map(([whole, part]) => whole / part);
  return { whole: median(spent.map(([whole]) => whole)), part: median(spent.map(([, part]) => part)), ratio: median(ratios), between: quartiles(ratios) };
}
