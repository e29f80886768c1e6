import { type Node, type Program } from '../compile/program';
import { type Condition, type Facts, type Verdict, type When } from '../declare/rule';
import { readerOf, type ReadFact } from '../interpret/judge';
import { settle } from './settle';

/** What is left of a rule: no title, no action, the conditions that are still open. */
export interface ResidueRule<C = Condition> {
  readonly id: string;
  readonly when: When<C>;
}

/** A tree that is still open, or whether what is wanted of it is settled. */
type Residue = When | boolean;

/**
 * Partial evaluation: the rules that can still match, with the conditions that are still open, in order. What stands
 * behind a rule that is sure to match is dropped.
 */
export function specialize(program: Program, facts: Facts): ResidueRule[] {
  const readFact = readerOf(facts);
  const residue: ResidueRule[] = [];
  for (const rule of program.rules) {
    if (!rule.enabled) continue;
    const when = reduce(rule.node, true, facts, readFact);
    if (when === false) continue;
    residue.push({ id: rule.id, when: when === true ? { all: [] } : when });
    if (when === true) break;
  }
  return residue;
}

/**
 * Reduces a node of which it matters only whether it is a match (`wanted`), or only whether it is a no-match (under
 * `not`). With that, `unknown` is as good as the opposite of what is wanted, and all folds as in two values.
 *
 * The law: the residue is a match (a no-match) for all later facts exactly if the node is.
 */
function reduce(node: Node, wanted: boolean, facts: Facts, readFact: ReadFact): Residue {
  if (node.kind === 'condition') {
    const settled = settle(node, facts, readFact);
    const aim: Verdict = wanted ? 'match' : 'noMatch';
    return settled === undefined ? node.condition : settled === aim;
  }
  if (node.kind === 'not') {
    const inner = reduce(node.of, !wanted, facts, readFact);
    if (typeof inner === 'boolean') return inner;
    return 'not' in inner ? inner.not : { not: inner };
  }
  const { kind } = node;
  // What is wanted needs every child (a match of all, a no-match of any), or one of them.
  const needsEvery = (kind === 'all') === wanted;
  const open = new Map<string, When>();
  for (const child of node.of) {
    const residue = reduce(child, wanted, facts, readFact);
    if (residue === !needsEvery) return residue;
    if (typeof residue !== 'boolean') for (const part of partsOf(residue, kind)) open.set(JSON.stringify(part), part);
  }
  const parts = [...open.values()];
  if (parts.length < 2) return parts[0] ?? needsEvery;
  return kind === 'all' ? { all: parts } : { any: parts };
}

/** The children of a group of the same kind, which the group around it takes over; else the tree itself. */
function partsOf(when: When, kind: 'all' | 'any'): readonly When[] {
  if (kind === 'all') return 'all' in when ? when.all : [when];
  return 'any' in when ? when.any : [when];
}
