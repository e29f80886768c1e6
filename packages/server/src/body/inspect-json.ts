import { type ProblemIssue } from '@beckon/protocol';
import { pointerOf } from './pointer';

/** Deeper than any request of ours needs, far from what a stack holds. */
export const MAX_JSON_DEPTH = 64;

interface Node {
  value: object;
  depth: number;
  key: string | number;
  parent: Node | undefined;
}

function pathOf(node: Node, key: string | number): string {
  const keys = [key];
  for (let at: Node = node; at.parent; at = at.parent) keys.push(at.key);
  return pointerOf(keys.reverse());
}

/**
 * Looks through a parsed body, before any schema does, for what no schema of ours asks for: nesting that could cost a stack, and the key
 * `__proto__`. Lone surrogates, which a text gets when it is cut in the middle of a character, become U+FFFD: no store keeps them.
 * Changes the value it is given.
 */
export function inspectJson(body: unknown): ProblemIssue | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const nodes: Node[] = [{ value: body, depth: 1, key: '', parent: undefined }];
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    const within = node.value as Record<string | number, unknown>;
    for (const key of Array.isArray(within) ? within.keys() : Object.keys(within)) {
      if (key === '__proto__')
        return {
          path: pathOf(node, key),
          code: 'keyNotAllowed',
          message: 'Must not be a key of an object. Leave it out.',
        };
      const value = within[key];
      if (typeof value === 'string') {
        if (!value.isWellFormed()) within[key] = value.toWellFormed();
      } else if (typeof value === 'object' && value !== null) {
        if (node.depth >= MAX_JSON_DEPTH)
          return {
            path: pathOf(node, key),
            code: 'tooDeep',
            message: `Must not be nested deeper than ${MAX_JSON_DEPTH} levels.`,
          };
        nodes.push({ value, depth: node.depth + 1, key, parent: node });
      }
    }
  }
  return undefined;
}
