import { type ConditionNode, type Node } from '../compile/program';

/** A condition, or its opposite. `unknown` stays unknown either way. */
export interface Literal {
  readonly condition: ConditionNode;
  readonly negated: boolean;
}

/** A part that is not taken apart any further: it is judged as it stands. */
export interface Remainder {
  readonly node: Node;
  readonly negated: boolean;
}

/** One way in which a rule can match: all the literals match and so do all the remainders. */
export interface Conjunction {
  readonly literals: readonly Literal[];
  readonly remainders: readonly Remainder[];
}

/** A rule is taken apart into at most this many ways; groups that would make more are judged as they stand. */
const MOST_WAYS = 8;

/**
 * Takes a tree apart into the ways in which it can be `match` (a disjunctive normal form of bounded size).
 * De Morgan's laws hold in Kleene's logic, and `match` is all that a matcher asks for, so nothing is lost.
 */
export function conjunctionsOf(node: Node): readonly Conjunction[] {
  return ways(node, false, MOST_WAYS);
}

const always: Conjunction = { literals: [], remainders: [] };

function ways(node: Node, negated: boolean, most: number): readonly Conjunction[] {
  if (node.kind === 'not') return ways(node.of, !negated, most);
  if (node.kind === 'condition')
    return [{ literals: [{ condition: node, negated: node.negated !== negated }], remainders: [] }];
  if ((node.kind === 'any') !== negated) {
    const all: Conjunction[] = [];
    for (const child of node.of) {
      all.push(...ways(child, negated, most));
      if (all.length > most) return [{ literals: [], remainders: [{ node, negated }] }];
    }
    return all;
  }
  let product: readonly Conjunction[] = [always];
  for (const child of node.of) {
    let added = ways(child, negated, most);
    if (added.length * product.length > most)
      added = [{ literals: [], remainders: [{ node: child, negated }] }];
    product =
      added.length === 1
        ? product.map((way) => and(way, added[0]!))
        : product.flatMap((way) => added.map((other) => and(way, other)));
  }
  return product;
}

function and(a: Conjunction, b: Conjunction): Conjunction {
  return { literals: [...a.literals, ...b.literals], remainders: [...a.remainders, ...b.remainders] };
}
