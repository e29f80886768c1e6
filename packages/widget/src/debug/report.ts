import type { Residue } from '@beckon/protocol';
import type { Facts } from '../tracker/tracker';
import { compile } from '../runtime/judge';
import { ignored } from '../runtime/page-facts';
import type { Runtime } from '../runtime/runtime';

type When = Residue['rules'][number]['when'];

interface State {
  readonly facts: Facts;
  readonly residue: Residue | undefined;
}

/** Writes to the console how things stand: the facts, and each rule that is still open with its conditions. */
export function report(runtime: Runtime | undefined): void {
  if (!runtime)
    return console.info('Beckon is not running: no "init" yet, no consent, or a browser that is too old.');
  const { tracker, judge } = runtime;
  const facts = tracker.facts();
  const residue = judge.residue();
  const state: State = { facts, residue };
  console.groupCollapsed(
    `Beckon: visit ${tracker.visit()?.id ?? 'not known to the server'}, ${residue?.rules.length ?? 'no'} open rules`,
  );
  console.table(facts);
  for (const line of ignored) console.warn(`Facts of the page: ${line}`);
  for (const { id, when } of residue?.rules ?? []) {
    console.group(`Rule ${id}: ${stands(when, state)}`);
    for (const condition of conditions(when))
      console.info(`${JSON.stringify(condition)} → ${stands(condition, state)}`);
    console.groupEnd();
  }
  console.groupEnd();
}

function stands(when: When, { facts, residue }: State): string {
  const matches = (tested: When): boolean =>
    compile([{ id: '', when: tested }], residue ?? { criteria: [] })?.match(facts) !== undefined;
  return matches(when) ? 'match' : matches({ not: when }) ? 'no match' : 'unknown';
}

function conditions(when: When): When[] {
  if ('all' in when) return when.all.flatMap(conditions);
  if ('any' in when) return when.any.flatMap(conditions);
  return 'not' in when ? conditions(when.not) : [when];
}
