// One contender in a process of its own: compiles the rules of a file, evaluates once, and prints the ms of processor time that
// took. Processor time, since what else runs on the machine would be counted as well otherwise.
import { readFileSync } from 'node:fs';
import { standardCriteria } from '@beckon/criteria';
import { compileRules } from '@beckon/engine';
import { makeClosures } from './closures.mjs';

const [, , who, file] = process.argv;
const { rules, facts } = JSON.parse(readFileSync(file, 'utf8'));
const begin = process.cpuUsage();
let found;
if (who === 'closures') found = makeClosures(rules)(facts);
else {
  const result = compileRules(rules, { criteria: standardCriteria });
  if (!result.ok) throw new Error(JSON.stringify(result.issues[0]));
  found = rules.indexOf(result.ruleSet.match(facts));
}
const { user, system } = process.cpuUsage(begin);
console.log(JSON.stringify({ ms: (user + system) / 1000, found }));
