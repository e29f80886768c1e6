import { type Node, type Program } from '../compile/program';
import { type Condition, type Facts, type When } from '../declare/rule';
import { join } from './join';
import { createQuestions, type Question, type Questions } from './questions';
import { group, literal, type Literal, type Residue, type Tree, write } from './residue';

/** What is left of a rule: no title, no action, the conditions that are still open. */
export interface ResidueRule<C = Condition> {
  readonly id: string;
  readonly when: When<C>;
}

/** A tree made ready: with the facts that it reads. */
interface Ready {
  readonly tree: Tree;
  readonly facts: readonly number[];
  readonly of: readonly Ready[];
}

/**
 * Partial evaluation of a program. Its answer is the rules that can still match, with the conditions that are still open,
 * in order; what stands behind a rule that is sure to match is dropped.
 */
export function createSpecializer(program: Program): (facts: Facts) => ResidueRule[] {
  const questions = createQuestions();
  const ready: { readonly id: string; readonly node: Ready | boolean }[] = [];
  for (const { id, node, enabled } of program.rules) {
    const residue = enabled && toTree(node, false, questions);
    if (residue !== false) ready.push({ id, node: residue === true || makeReady(residue) });
  }
  return (facts) => {
    questions.begin(facts);
    const left: ResidueRule[] = [];
    for (const { id, node } of ready) {
      const residue = typeof node === 'boolean' ? node : reduce(node, questions);
      if (residue === false) continue;
      left.push({ id, when: residue === true ? { all: [] } : write(residue) });
      if (residue === true) break;
    }
    return left;
  };
}

/** A node, or its opposite, as a tree. */
function toTree(node: Node, turned: boolean, questions: Questions): Residue {
  if (node.kind === 'condition') {
    const { question, isOpposite } = questions.of(node);
    return literal(node, question, isOpposite === turned, turned);
  }
  if (node.kind === 'not') return toTree(node.of, !turned, questions);
  return join(
    (node.kind === 'all') === turned ? 'any' : 'all',
    node.of.map((child) => toTree(child, turned, questions)),
  );
}

function makeReady(tree: Tree): Ready {
  if (tree.kind === 'literal') return { tree, facts: [tree.question.fact], of: [] };
  const of = tree.of.map(makeReady);
  return { tree, facts: [...new Set(of.flatMap((child) => child.facts))], of };
}

/**
 * Reduces a tree of which it matters only whether it is a match. With that, `unknown` is as good as a no-match, and all
 * folds as in two values.
 *
 * The law: the residue is a match for all later facts exactly if the tree is.
 */
function reduce({ tree, facts, of }: Ready, questions: Questions): Residue {
  if (!facts.some((fact) => questions.isPresent(fact))) return tree;
  if (tree.kind === 'literal') {
    const settled = questions.settle(tree.question);
    return settled === undefined
      ? narrow(tree, questions)
      : settled === (tree.positive ? 'match' : 'noMatch');
  }
  const stops = tree.kind === 'any';
  const left: Residue[] = [];
  let isPlain = true;
  for (const child of of) {
    const residue = reduce(child, questions);
    if (residue === stops) return stops;
    if (residue === !stops) continue;
    if (residue !== child.tree) isPlain = false;
    left.push(residue);
  }
  if (left.length === of.length && isPlain) return tree;
  // Parts that are as they were are as small together as they were.
  if (!isPlain || left.length < 2) return join(tree.kind, left);
  return group(tree.kind, left as Tree[]);
}

/** By question, which belongs to one program: nodes are shared by those that follow one another. */
const narrowed = new WeakMap<Question, { readonly match: Residue; readonly noMatch: Residue }>();

/** A condition that is still open, without what is settled of it. */
function narrow(tree: Literal, questions: Questions): Residue {
  const { question, positive } = tree;
  const narrower = questions.narrow(question);
  if (!narrower) return tree;
  let both = narrowed.get(question);
  if (!both) {
    both = { match: toTree(narrower, false, questions), noMatch: toTree(narrower, true, questions) };
    narrowed.set(question, both);
  }
  // A negated condition is met where the narrower one, which never is negated, is not.
  return positive === question.node.negated ? both.noMatch : both.match;
}
