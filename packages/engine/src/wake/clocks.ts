import { type Node } from '../compile/program';
import { type Clock } from './wake-after';

/** The ticking facts that a tree depends on, with the values at which a condition about them turns over. */
export function clocksOf(node: Node): Clock[] {
  if (node.kind === 'not') return clocksOf(node.of);
  if (node.kind !== 'condition') return node.of.flatMap(clocksOf);
  const { changes } = node.criterion;
  if (typeof changes !== 'object') return [];
  const bounds = node.tests.flatMap((test) =>
    test.op === 'range' ? [test.from, test.to].filter(Number.isFinite) : [],
  );
  return bounds.length ? [{ fact: node.fact, rate: changes.ticks, bounds }] : [];
}
