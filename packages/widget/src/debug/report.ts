import type { Residue } from '@beckon/protocol';
import { ignored } from '../runtime/page-facts';
import type { Runtime } from '../runtime/runtime';

type When = Residue['rules'][number]['when'];

/** Writes to the console how things stand: the facts, and each rule that is still open with its conditions. */
export function report(runtime: Runtime | undefined): void {
  if (!runtime)
    return console.info('Beckon is not running: no "init" yet, no consent, or a browser that is too old.');
  const { tracker, judge } = runtime;
  const facts = tracker.facts();
  const residue = judge.residue();
  const stands = (when: When): string =>
    judge.holds(when) ? 'match' : judge.holds({ not: when }) ? 'no match' : 'unknown';
  console.groupCollapsed(
    `Beckon: visit ${tracker.visit()?.id ?? 'not known to the server'}, ${residue?.rules.length ?? 'no'} open rules`,
  );
  console.table(facts);
  for (const line of ignored) console.warn(`Facts of the page: ${line}`);
  for (const { id, when } of residue?.rules ?? []) {
    console.group(`Rule ${id}: ${stands(when)}`);
    for (const condition of conditions(when))
      console.info(`${JSON.stringify(condition)} → ${stands(condition)}`);
    console.groupEnd();
  }
  console.groupEnd();
}

function conditions(when: When): When[] {
  if ('all' in when) return when.all.flatMap(conditions);
  if ('any' in when) return when.any.flatMap(conditions);
  return 'not' in when ? conditions(when.not) : [when];
}
