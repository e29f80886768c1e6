import { group, type Group, type Residue, type Tree } from './residue';

/**
 * The smallest group that says what a group of these says: flat, nothing twice, nothing that what stands beside it settles
 * (`a and (a or b)` is `a`), and none at all around a single part.
 *
 * Whether a part is a match is all that counts, so that it is Boolean algebra: a match of a condition and of its opposite
 * exclude each other, but a fact may be missing, so that neither need be one.
 */
export function join(kind: 'all' | 'any', residues: readonly Residue[]): Residue {
  const stops = kind === 'any';
  let parts: Tree[] = [];
  for (const residue of residues) {
    if (residue === stops) return stops;
    if (typeof residue !== 'boolean') parts.push(...(residue.kind === kind ? residue.of : [residue]));
  }
  for (let isOpen = parts.length > 1; isOpen;) {
    isOpen = false;
    const settled = settledBy(kind, parts);
    const left = new Map<string, Tree>();
    for (const part of parts) {
      // A condition and its opposite in an `all`.
      if (part.kind === 'literal' && kind === 'all' && settled.get(part.key) === false) return false;
      const residue = part.kind === 'literal' ? part : assume(part, settled);
      if (residue === stops) return stops;
      if (residue !== part) isOpen = true;
      if (typeof residue === 'boolean') continue;
      for (const tree of residue.kind === kind ? residue.of : [residue])
        if (!left.has(tree.key)) left.set(tree.key, tree);
    }
    parts = [...left.values()];
  }
  parts = withoutWeaker(parts);
  if (parts.length < 2) return parts[0] ?? !stops;
  return group(kind, parts);
}

/** What the conditions of a group settle for all that stands beside them. */
function settledBy(kind: 'all' | 'any', parts: readonly Tree[]): ReadonlyMap<string, boolean> {
  const settled = new Map<string, boolean>();
  for (const part of parts) {
    if (part.kind !== 'literal') continue;
    settled.set(part.key, kind === 'all');
    if (kind === 'all') settled.set(oppositeKey(part.key), false);
  }
  return settled;
}

const oppositeKey = (key: string): string => (key[0] === '!' ? key.slice(1) : `!${key}`);

/** What is left of a tree where some conditions are settled; the tree itself if they are not in it. */
function assume(tree: Tree, settled: ReadonlyMap<string, boolean>): Residue {
  if (tree.kind === 'literal') return settled.get(tree.key) ?? tree;
  let isSame = true;
  const of = tree.of.map((part) => {
    const residue = assume(part, settled);
    if (residue !== part) isSame = false;
    return residue;
  });
  return isSame ? tree : join(tree.kind, of);
}

/** Leaves out groups that another one makes superfluous: of `a or b` and `a or b or c` the first is enough in an `all`. */
function withoutWeaker(parts: readonly Tree[]): Tree[] {
  const groups = parts.filter((part): part is Group => part.kind !== 'literal');
  if (groups.length < 2) return [...parts];
  const keysOf = new Map(groups.map((part) => [part, new Set(part.of.map((tree) => tree.key))]));
  return parts.filter(
    (part) =>
      part.kind === 'literal' ||
      !groups.some(
        (other) =>
          other !== part &&
          other.of.length < part.of.length &&
          other.of.every((tree) => keysOf.get(part)!.has(tree.key)),
      ),
  );
}
