import { canBe } from '../analyze/can-be';
import { goalOf, type Literal as Asked } from '../analyze/literal';
import { type ConditionNode, type Test } from '../compile/program';
import { type Criterion } from '../declare/criterion';
import { viewOf } from '../values/read';
import { type Question } from './questions';
import { type Literal } from './residue';

/** What two conditions about one fact say of each other, for all facts there can be. */
export interface Relation {
  /** Where the first holds the second does. */
  readonly implies: boolean;
  /** Where the second holds the first does. */
  readonly isImplied: boolean;
  /** They never hold both. */
  readonly excludes: boolean;
  /** One of them always holds. */
  readonly covers: boolean;
}

/** Lists with more values than this are not held against each other. */
const MOST_VALUES = 200;

const known = new WeakMap<Question, Map<string, Relation | undefined>>();

/** How two conditions stand to each other; `undefined` if they say nothing of each other. Found out once. */
export function relationOf(first: Literal, second: Literal): Relation | undefined {
  if (first.question.fact !== second.question.fact) return undefined;
  let relations = known.get(first.question);
  if (!relations) known.set(first.question, (relations = new Map<string, Relation | undefined>()));
  const key = `${first.positive} ${second.key}`;
  if (!relations.has(key)) relations.set(key, findRelation(first, second));
  return relations.get(key);
}

function findRelation(first: Literal, second: Literal): Relation | undefined {
  const [one, other] = [first.question.node, second.question.node];
  if (!areComparable(one, other)) return undefined;
  // What declarations promise counts for analysis alone: a residue says the same whatever the facts are.
  const criterion: Criterion = {
    id: one.criterion.id,
    label: one.criterion.label,
    fact: one.criterion.fact,
    type: one.criterion.type,
  };
  const isPossible = (firstIsMet: boolean, secondIsMet: boolean): boolean =>
    canBe({ criterion, literals: [asked(first, firstIsMet), asked(second, secondIsMet)] });
  const relation: Relation = {
    implies: !isPossible(true, false),
    isImplied: !isPossible(false, true),
    excludes: !isPossible(true, true),
    covers: !isPossible(false, false),
  };
  return relation.implies || relation.isImplied || relation.excludes || relation.covers
    ? relation
    : undefined;
}

/** A condition as it has to be, or that it is not so. */
function asked({ question, positive }: Literal, isMet: boolean): Asked {
  const aim = positive ? (isMet ? 'match' : 'notMatch') : isMet ? 'noMatch' : 'notNoMatch';
  return goalOf(question.node, aim) as Asked;
}

/** Whether two conditions look at their fact in the same way. A URL shows different things in its views. */
function areComparable(one: ConditionNode, other: ConditionNode): boolean {
  if (viewOf(one.criterion) !== viewOf(other.criterion)) return false;
  const tests = [...one.tests, ...other.tests].filter(({ op }) => op !== 'known');
  return (
    tests.every(({ view, op }) => op !== 'custom' && view === tests[0]!.view) &&
    tests.reduce((sum, test) => sum + countValues(test), 0) <= MOST_VALUES
  );
}

const countValues = (test: Test): number => ('values' in test ? test.values.length : 1);
