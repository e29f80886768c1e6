import { type ConditionNode, type Node } from '../compile/program';

/** What is asked of a verdict: to be a match, a no-match, or not to be one of them. */
export type Aim = 'match' | 'noMatch' | 'notMatch' | 'notNoMatch';

/** A condition with what is asked of it. */
export interface Literal {
  readonly node: ConditionNode;
  /** Whether a missing fact answers what is asked. */
  readonly missing: boolean;
  /** Whether a present fact answers it: where the tests hold (`true`), where they do not (`false`), always or never. */
  readonly present: boolean | 'always' | 'never';
}

/** A part of a question: a literal, or parts that are needed together, or one of which suffices. */
export type Goal = Literal | { readonly every: readonly Goal[] } | { readonly some: readonly Goal[] };

const opposite: Readonly<Record<Aim, Aim>> = {
  match: 'noMatch',
  noMatch: 'match',
  notMatch: 'notNoMatch',
  notNoMatch: 'notMatch',
};

/** What has to be so that a tree's verdict is what is asked, by Kleene's logic. */
export function goalOf(node: Node, aim: Aim): Goal {
  if (node.kind === 'not') return goalOf(node.of, opposite[aim]);
  if (node.kind === 'condition') return literalOf(node, aim);
  const children = node.of.map((child) => goalOf(child, aim));
  const every = (node.kind === 'all') === (aim === 'match' || aim === 'notNoMatch');
  return every ? { every: children } : { some: children };
}

function literalOf(node: ConditionNode, aim: Aim): Literal {
  const test = node.tests[0];
  const wantsMatch = aim === 'match' || aim === 'notNoMatch';
  if (test?.op === 'known') {
    // Two-valued: the fact is present, or it is not.
    const present = wantsMatch !== node.negated;
    return { node, missing: !present, present: present ? 'always' : 'never' };
  }
  const missing = aim === 'notMatch' || aim === 'notNoMatch';
  // A plugin's operator may fail on a present fact, which is unknown, too.
  if (test?.op === 'custom' && missing) return { node, missing, present: 'always' };
  return { node, missing, present: wantsMatch !== node.negated };
}
