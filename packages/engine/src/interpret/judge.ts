import { type ConditionNode, type Node, type Test } from '../compile/program';
import { type Facts, type Verdict } from '../declare/rule';
import { isInLanguage, isLike } from '../values/compare';
import { read } from '../values/read';
import { type Scalar, type View } from '../values/view';

/** Gives a fact as a view shows it, `undefined` if it is missing. */
export type ReadFact = (fact: string, view: View) => Scalar | undefined;

/** Reads each view of each fact once. It keeps what it read: make one for each evaluation. */
export function readerOf(facts: Facts): ReadFact {
  const seen = new Map<string, Scalar | undefined>();
  return (fact, view) => {
    const key = `${view} ${fact}`;
    if (!seen.has(key)) seen.set(key, read(view, facts[fact]));
    return seen.get(key);
  };
}

/** Whether a test holds for a present value; `undefined` if a plugin's operator failed. */
export function holds(test: Test, actual: Scalar): boolean | undefined {
  switch (test.op) {
    case 'known':
      return true;
    case 'in':
      return test.values.includes(actual);
    case 'contains':
      return (actual as string).includes(test.value);
    case 'startsWith':
      return (actual as string).startsWith(test.value);
    case 'endsWith':
      return (actual as string).endsWith(test.value);
    case 'like':
      return isLike(actual as string, test.parts);
    case 'regex':
      return test.regex.test(actual as string);
    case 'language':
      return test.values.some((range) => isInLanguage(actual as string, range));
    case 'range': {
      const number = actual as number;
      const aboveFrom = test.fromOpen ? number > test.from : number >= test.from;
      return aboveFrom && (test.toOpen ? number < test.to : number <= test.to);
    }
    case 'custom':
      return test.test(actual);
  }
}

/** The verdict of one condition. */
export function judgeCondition(node: ConditionNode, readFact: ReadFact): Verdict {
  const verdict = (held: boolean): Verdict => (held === node.negated ? 'noMatch' : 'match');
  for (const test of node.tests) {
    const actual = readFact(node.fact, test.view);
    if (actual === undefined) return test.op === 'known' ? verdict(false) : 'unknown';
    const held = holds(test, actual);
    if (held === undefined) return 'unknown';
    if (held) return verdict(true);
  }
  return verdict(false);
}

/** Kleene's `all` or `any` of verdicts. */
export function join(kind: 'all' | 'any', verdicts: readonly Verdict[]): Verdict {
  const decisive: Verdict = kind === 'all' ? 'noMatch' : 'match';
  if (verdicts.includes(decisive)) return decisive;
  if (verdicts.includes('unknown')) return 'unknown';
  return kind === 'all' ? 'match' : 'noMatch';
}

/** Kleene's `not`. */
export function negate(verdict: Verdict): Verdict {
  if (verdict === 'unknown') return verdict;
  return verdict === 'match' ? 'noMatch' : 'match';
}

/** The verdict of a tree: the plainest form, which all others are held to. */
export function judge(node: Node, readFact: ReadFact): Verdict {
  if (node.kind === 'condition') return judgeCondition(node, readFact);
  if (node.kind === 'not') return negate(judge(node.of, readFact));
  return join(
    node.kind,
    node.of.map((child) => judge(child, readFact)),
  );
}
