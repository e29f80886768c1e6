import { type ConditionNode } from '../compile/program';
import { changesOf } from '../declare/criterion';
import { type Facts, type Verdict } from '../declare/rule';
import { judgeCondition, type ReadFact } from '../interpret/judge';

/**
 * The verdict that a condition keeps for the rest of the visit (as long as held facts hold), or `undefined` while it is
 * still open.
 */
export function settle(node: ConditionNode, facts: Facts, readFact: ReadFact): Verdict | undefined {
  if (!Object.hasOwn(facts, node.fact)) return undefined;
  const verdict = (): Verdict => judgeCondition(node, readFact);
  // Present as undefined: nobody will know it.
  if (facts[node.fact] === undefined) return verdict();
  const changes = changesOf(node.criterion);
  if (changes === 'final' || changes === 'held') return verdict();
  const rises = changes === 'rises' || (typeof changes === 'object' && !changes.anew);
  return rises && isSettledRise(node, readFact) ? verdict() : undefined;
}

/** Whether the answer about a fact that never goes back cannot change any more. */
function isSettledRise({ tests, fact }: ConditionNode, readFact: ReadFact): boolean {
  const [test] = tests;
  const value = test && readFact(fact, test.view);
  if (value === undefined) return false;
  if (test?.op === 'known') return true;
  if (test?.op === 'in') return value === true;
  if (test?.op !== 'range') return false;
  const number = value as number;
  const reached = test.fromOpen ? number > test.from : number >= test.from;
  const passed = test.toOpen ? number >= test.to : number > test.to;
  return passed || (reached && test.to === Infinity);
}
