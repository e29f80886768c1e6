import { opposites } from '../compile/lower';
import { type ConditionNode } from '../compile/program';
import { operatorsOf } from '../declare/criterion';
import { type Condition, type When } from '../declare/rule';
import { type Question } from './questions';

/** A condition of which a match is wanted, or a no-match. */
export interface Literal {
  readonly kind: 'literal';
  readonly question: Question;
  /** Whether a match of the question is wanted. */
  readonly positive: boolean;
  /** The same for conditions that say the same, however they are written. */
  readonly key: string;
  readonly height: 0;
  /** How it is written as it is wanted, and the other way round; each counts what it takes to get there. */
  readonly as: Written;
  readonly opposite: Written;
}

/** A group in which nothing is negated but conditions, and no group lies in one of its kind. */
export interface Group {
  readonly kind: 'all' | 'any';
  readonly of: readonly Tree[];
  /** How many groups lie within each other. */
  readonly height: number;
  readonly key: string;
  readonly as: Written;
  readonly opposite: Written;
}

/** What is left of a rule: negations are pushed inwards by De Morgan's laws, which hold for three values, too. */
export type Tree = Literal | Group;

/** A tree that is still open, or whether it is settled as a match. */
export type Residue = Tree | boolean;

/** A tree written down: how many `not` it needs, or operators that are turned round, and the text itself once it is asked for. */
interface Written {
  readonly turns: number;
  when(): When;
}

/** A condition of which a match is wanted, or (`turned`) a no-match; `positive` says which of them is wanted of its question. */
export function literal(
  node: ConditionNode,
  question: Question,
  positive: boolean,
  turned: boolean,
): Literal {
  const written: Written = { turns: 0, when: () => node.condition };
  const other: Written = { turns: 1, when: once(() => turn(node)) };
  return {
    kind: 'literal',
    question,
    positive,
    height: 0,
    key: `${positive ? '' : '!'}${question.index}`,
    as: turned ? other : written,
    opposite: turned ? written : other,
  };
}

/** The operators that answer the other way round, and unknown for the same facts. */
const turned: Readonly<Record<string, string>> = {
  ...opposites,
  ...Object.fromEntries(Object.entries(opposites).map(([negative, base]) => [base, negative])),
};
const turnedComparisons: Readonly<Record<string, string>> = {
  greaterThan: 'lessThanOrEqual',
  lessThanOrEqual: 'greaterThan',
  lessThan: 'greaterThanOrEqual',
  greaterThanOrEqual: 'lessThan',
};

/** The opposite of a condition, as a person would write it. */
function turn({ condition, criterion }: ConditionNode): When {
  const { operator, value } = condition;
  if (criterion.type === 'boolean' && operator === 'is')
    return Object.freeze<Condition>({ ...condition, value: !value });
  const other = turned[operator] ?? (criterion.type === 'number' ? turnedComparisons[operator] : undefined);
  return other !== undefined && operatorsOf(criterion).some(({ id }) => id === other)
    ? Object.freeze<Condition>({ ...condition, operator: other })
    : Object.freeze({ not: condition });
}

/** A group of two trees and more, as they are. What is rarely asked of it is made when it is asked for. */
export function group(kind: 'all' | 'any', of: readonly Tree[]): Group {
  return new WrittenGroup(kind, of);
}

class WrittenGroup implements Group {
  private ownKey: string | undefined;
  private plain: Written | undefined;
  private turnedRound: Written | undefined;

  constructor(
    readonly kind: 'all' | 'any',
    readonly of: readonly Tree[],
  ) {}

  get height(): number {
    let highest = 0;
    for (const tree of this.of) highest = Math.max(highest, tree.height);
    return highest + 1;
  }

  get key(): string {
    return (this.ownKey ??= `${this.kind}(${this.of
      .map((tree) => tree.key)
      .sort()
      .join()})`);
  }

  get as(): Written {
    return (this.plain ??= this.write(true));
  }

  get opposite(): Written {
    return (this.turnedRound ??= this.write(false));
  }

  /** The group, or its opposite, as it is, or as a `not` around the other one, whichever needs fewer turns. */
  private write(isPlain: boolean): Written {
    const turns = this.turns(isPlain);
    const otherTurns = turns > 1 ? this.turns(!isPlain) + 1 : turns;
    return otherTurns < turns
      ? { turns: otherTurns, when: once(() => Object.freeze({ not: this.parts(!isPlain) })) }
      : { turns, when: once(() => this.parts(isPlain)) };
  }

  private turns(isPlain: boolean): number {
    let sum = 0;
    for (const tree of this.of) sum += (isPlain ? tree.as : tree.opposite).turns;
    return sum;
  }

  private parts(isPlain: boolean): When {
    const kind = (this.kind === 'all') === isPlain ? 'all' : 'any';
    return writeGroup(
      kind,
      this.of.map((tree) => (isPlain ? tree.as : tree.opposite).when()),
    );
  }
}

function writeGroup(kind: 'all' | 'any', of: readonly When[]): When {
  Object.freeze(of);
  return Object.freeze(kind === 'all' ? { all: of } : { any: of });
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** How many groups may lie within each other. */
const DEEPEST = 8;

/** A tree as conditions and groups. */
export function write(tree: Tree): When {
  const when = tree.as.when();
  // A `not` around a group can save several within, and be one level too many.
  return 2 * tree.height + 1 > DEEPEST && depthOf(when) > DEEPEST ? writePlain(tree) : when;
}

const depthOf = (when: When): number =>
  'criterion' in when
    ? 0
    : 'not' in when
      ? 1 + depthOf(when.not)
      : 1 + Math.max(0, ...('all' in when ? when.all : when.any).map(depthOf));

function writePlain(tree: Tree): When {
  return tree.kind === 'literal' ? tree.as.when() : writeGroup(tree.kind, tree.of.map(writePlain));
}
