import { type ConditionNode, type Node } from '../compile/program';

/** All conditions of a tree, in order. */
export function conditionsOf(node: Node): ConditionNode[] {
  if (node.kind === 'condition') return [node];
  return node.kind === 'not' ? conditionsOf(node.of) : node.of.flatMap(conditionsOf);
}
