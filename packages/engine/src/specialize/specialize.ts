import { type Node, type Program } from '../compile/program';
import { type Condition, type Facts, type Verdict, type When } from '../declare/rule';
import { createQuestions, type Question, type Questions } from './questions';

/** What is left of a rule: no title, no action, the conditions that are still open. */
export interface ResidueRule<C = Condition> {
  readonly id: string;
  readonly when: When<C>;
}

/** A tree that is still open, or whether what is wanted of it is settled. */
type Residue = When | boolean;

/** A node made ready: what is left of it as long as nothing of it is settled, and which facts it reads. */
type Ready = { readonly when: Residue; readonly facts: readonly number[] } & (
  | { readonly kind: 'question'; readonly question: Question }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Ready[] }
  | { readonly kind: 'not'; readonly of: Ready }
);

/**
 * Partial evaluation of a program. Its answer is the rules that can still match, with the conditions that are still open,
 * in order; what stands behind a rule that is sure to match is dropped.
 */
export function createSpecializer(program: Program): (facts: Facts) => ResidueRule[] {
  const questions = createQuestions();
  const ready = program.rules
    .filter((rule) => rule.enabled)
    .map(({ id, node }) => ({ id, node: makeReady(node, true, questions) }));
  return (facts) => {
    questions.begin(facts);
    const residue: ResidueRule[] = [];
    for (const { id, node } of ready) {
      const when = reduce(node, true, questions);
      if (when === false) continue;
      residue.push({ id, when: when === true ? { all: [] } : when });
      if (when === true) break;
    }
    return residue;
  };
}

/** Whether what is wanted of a group needs every child (a match of all, a no-match of any), or one of them. */
const needsEvery = (kind: 'all' | 'any', wanted: boolean): boolean => (kind === 'all') === wanted;

function makeReady(node: Node, wanted: boolean, questions: Questions): Ready {
  if (node.kind === 'condition') {
    const question = questions.of(node);
    return { kind: 'question', question, when: question.node.condition, facts: [question.fact] };
  }
  if (node.kind === 'not') {
    const of = makeReady(node.of, !wanted, questions);
    return { kind: 'not', of, when: negated(of.when), facts: of.facts };
  }
  const of = node.of.map((child) => makeReady(child, wanted, questions));
  const when = joined(
    node.kind,
    wanted,
    of.map((child) => child.when),
  );
  return { kind: node.kind, of, when, facts: [...new Set(of.flatMap((child) => child.facts))] };
}

/**
 * Reduces a node of which it matters only whether it is a match (`wanted`), or only whether it is a no-match (under
 * `not`). With that, `unknown` is as good as the opposite of what is wanted, and all folds as in two values.
 *
 * The law: the residue is a match (a no-match) for all later facts exactly if the node is.
 */
function reduce(node: Ready, wanted: boolean, questions: Questions): Residue {
  if (node.kind === 'question') {
    const settled = questions.settle(node.question);
    const aim: Verdict = wanted ? 'match' : 'noMatch';
    return settled === undefined ? node.when : settled === aim;
  }
  if (!node.facts.some((fact) => questions.isPresent(fact))) return node.when;
  if (node.kind === 'not') return negated(reduce(node.of, !wanted, questions));
  const stops = !needsEvery(node.kind, wanted);
  let isSame = true;
  const left: Residue[] = [];
  for (const child of node.of) {
    const residue = reduce(child, wanted, questions);
    if (residue === stops) return residue;
    if (residue !== child.when) isSame = false;
    left.push(residue);
  }
  return isSame ? node.when : joined(node.kind, wanted, left);
}

function negated(inner: Residue): Residue {
  if (typeof inner === 'boolean') return inner;
  return 'not' in inner ? inner.not : Object.freeze({ not: inner });
}

/** A group of what is left of its children: flat, without doubles, and none at all around a single one. */
function joined(kind: 'all' | 'any', wanted: boolean, residues: readonly Residue[]): Residue {
  const every = needsEvery(kind, wanted);
  const parts: When[] = [];
  for (const residue of residues) {
    if (residue === !every) return residue;
    if (typeof residue !== 'boolean') addParts(parts, residue, kind);
  }
  if (parts.length < 2) return parts[0] ?? every;
  Object.freeze(parts);
  return Object.freeze(kind === 'all' ? { all: parts } : { any: parts });
}

/** Adds a tree to a group, or the children of a group of the same kind; what is there already is not added. */
function addParts(parts: When[], when: When, kind: 'all' | 'any'): void {
  const inner = (when as { readonly all?: readonly When[]; readonly any?: readonly When[] })[kind];
  if (inner) for (const part of inner) addParts(parts, part, kind);
  else if (!parts.some((other) => isEqual(other, when))) parts.push(when);
}

/** Conditions that ask the same are the same object here. */
function isEqual(a: When, b: When): boolean {
  if (a === b || 'criterion' in a || 'criterion' in b) return a === b;
  return JSON.stringify(a) === JSON.stringify(b);
}
