import { relationOf } from './relations';
import { group, type Group, type Literal, type Residue, type Tree } from './residue';

/** Of more conditions about one fact it is not looked how they stand to each other. */
const MOST_ABOUT_ONE_FACT = 24;

type Kind = Group['kind'];

/**
 * The smallest group that says what a group of these says: flat, nothing twice, nothing that what stands beside it settles
 * (`a and (a or b)` is `a`, more than 5 is more than 3, too), what all alternatives need in front of them, and no group at
 * all around a single part.
 *
 * Whether a part is a match is all that counts, so that it is Boolean algebra: a match of a condition and of its opposite
 * exclude each other, but a fact may be missing, so that neither need be one.
 */
export function join(kind: Kind, residues: readonly Residue[]): Residue {
  const stops = kind === 'any';
  let parts: Tree[] = [];
  for (const residue of residues) {
    if (residue === stops) return stops;
    if (typeof residue !== 'boolean') parts.push(...(residue.kind === kind ? residue.of : [residue]));
  }
  for (let isOpen = parts.length > 1; isOpen;) {
    isOpen = false;
    const settled = new Settled(kind, parts);
    const left = new Map<string, Tree>();
    for (const part of parts) {
      const residue = part.kind === 'literal' ? settled.amongOthers(part) : assume(part, settled);
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
  return factorOut(kind, parts) ?? group(kind, parts);
}

/** What the conditions of a group settle for all that stands beside them and in it. */
class Settled {
  private readonly byFact = new Map<number, Literal[]>();

  constructor(
    private readonly kind: Kind,
    parts: readonly Tree[],
  ) {
    for (const part of parts) {
      if (part.kind !== 'literal') continue;
      const about = this.byFact.get(part.question.fact);
      if (about) about.push(part);
      else this.byFact.set(part.question.fact, [part]);
    }
  }

  /** What is left of one of the conditions themselves. */
  amongOthers(literal: Literal): Residue {
    const about = this.byFact.get(literal.question.fact)!;
    if (about.length < 2) return literal;
    const place = about.indexOf(literal);
    for (const [at, other] of about.entries()) {
      if (at === place || other.key === literal.key) continue;
      const settled = this.by(other, literal, about.length);
      const excludes = settled === (this.kind === 'any');
      // Of two that say the same the first stays.
      if (
        settled !== undefined &&
        (excludes || at < place || this.by(literal, other, about.length) !== settled)
      )
        return settled;
    }
    return literal;
  }

  /** What is left of a condition that lies deeper. */
  within(literal: Literal): Residue {
    const about = this.byFact.get(literal.question.fact);
    if (!about) return literal;
    for (const other of about) {
      const settled = this.by(other, literal, about.length);
      if (settled !== undefined) return settled;
    }
    return literal;
  }

  /** What a condition of the group settles of another one: in an `all` it holds, in an `any` the rest counts where it does not. */
  private by(own: Literal, literal: Literal, many: number): boolean | undefined {
    if (own.key === literal.key) return this.kind === 'all';
    if (own.question === literal.question) {
      if (this.kind === 'all') return false;
      // A condition that is missed may be unknown; whether a fact is known never is.
      return own.question.node.tests[0]?.op === 'known' ? true : undefined;
    }
    const relation = many > MOST_ABOUT_ONE_FACT ? undefined : relationOf(own, literal);
    if (!relation) return undefined;
    if (this.kind === 'all') return relation.implies ? true : relation.excludes ? false : undefined;
    return relation.isImplied ? false : relation.covers ? true : undefined;
  }
}

/** What is left of a tree where some conditions are settled; the tree itself if they are not in it. */
function assume(tree: Tree, settled: Settled): Residue {
  if (tree.kind === 'literal') return settled.within(tree);
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

/** Takes out what all groups of a group share: `(a and b) or (a and c)` is `a and (b or c)`, as long as that is no deeper. */
function factorOut(kind: Kind, parts: readonly Tree[]): Tree | undefined {
  if (!parts.every((part): part is Group => part.kind !== 'literal')) return undefined;
  const [first, ...others] = parts;
  const shared = first!.of.filter(({ key }) => others.every(({ of }) => of.some((tree) => tree.key === key)));
  if (!shared.length) return undefined;
  const keys = new Set(shared.map(({ key }) => key));
  const inner = kind === 'all' ? 'any' : 'all';
  const rests = parts.map(({ of }) =>
    join(
      inner,
      of.filter(({ key }) => !keys.has(key)),
    ),
  );
  const factored = join(inner, [...shared, join(kind, rests)]);
  const deepest = 1 + Math.max(...parts.map(({ height }) => height));
  return typeof factored !== 'boolean' && factored.height <= deepest ? factored : undefined;
}
