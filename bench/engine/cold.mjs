// One contender in a process of its own: compiles the rules of a file, evaluates once, and prints the ms that took.
import { readFileSync } from 'node:fs';
import { standardCriteria } from '@beckon/criteria';
import { compileRules } from '@beckon/engine';
import { makeClosures } from './closures.mjs';

const [, , who, file] = process.argv;
const { rules, facts } = JSON.parse(readFileSync(file, 'utf8'));
const begin = process.hrtime.bigint();
let found;
if (who === 'closures') found = makeClosures(rules)(facts);
else {
  const result = compileRules(rules, { criteria: standardCriteria });
  if (!result.ok) throw new Error(JSON.stringify(result.issues[0]));
  found = rules.indexOf(result.ruleSet.match(facts));
}
console.log(JSON.stringify({ ms: Number(process.hrtime.bigint() - begin) / 1e6, found }));
