import { lower } from '../compile/lower';
import { type ConditionNode, type Test } from '../compile/program';
import { changesOf, operatorsOf } from '../declare/criterion';
import { type Facts, type Verdict } from '../declare/rule';
import { judgeCondition, type ReadFact } from '../interpret/judge';
import { read } from '../values/read';
import { type Scalar, type View } from '../values/view';

/** A condition as specialising sees it: those that ask the same, or the opposite, in several rules are one question. */
export interface Question {
  readonly node: ConditionNode;
  readonly negated: boolean;
  /** Which of the facts it reads. */
  readonly fact: number;
  readonly index: number;
}

/** The questions of a program, and their answers for the facts of one call. */
export interface Questions {
  /** The question of a condition, and whether the condition asks the opposite of it. */
  of(node: ConditionNode): { readonly question: Question; readonly isOpposite: boolean };
  /** Takes the facts of the call that follows. */
  begin(facts: Facts): void;
  /** Whether the key of a fact is there, though perhaps as `undefined`. */
  isPresent(fact: number): boolean;
  /**
   * The verdict that a question keeps for the rest of the visit (as long as held facts hold), or `undefined` while it is
   * still open.
   */
  settle(question: Question): Verdict | undefined;
  /**
   * The condition that says the same from now on, of which less is still open: a fact that has risen beyond the lower end
   * of a range can only leave it at the upper one. `undefined` if nothing is settled.
   */
  narrow(question: Question): ConditionNode | undefined;
}

type Answer = Verdict | 'open' | undefined;

/** Collects the questions of a program. Facts and verdicts are looked at once a call. */
export function createQuestions(): Questions {
  const factKeys = new Map<string, number>();
  const questions = new Map<string, Question>();
  const present: (boolean | undefined)[] = [];
  const answers: Answer[] = [];
  const seen = new Map<string, Map<View, Scalar | undefined>>();
  let facts: Facts = {};

  const readFact: ReadFact = (fact, view) => {
    let views = seen.get(fact);
    if (!views) seen.set(fact, (views = new Map<View, Scalar | undefined>()));
    if (!views.has(view)) views.set(view, read(view, facts[fact]));
    return views.get(view);
  };

  const answer = ({ node, fact }: Question): Answer => {
    if (!present[fact]) return 'open';
    // Present as undefined: nobody will know it.
    if (facts[node.fact] === undefined) return judgeCondition(node, readFact);
    const changes = changesOf(node.criterion);
    if (changes === 'final' || changes === 'held') return judgeCondition(node, readFact);
    return rises(node) && isSettledRise(node, readFact) ? judgeCondition(node, readFact) : 'open';
  };

  return {
    of(node) {
      const { key, negated } = askedBy(node);
      let question = questions.get(key);
      if (!question) {
        const fact = factKeys.get(node.fact) ?? factKeys.size;
        factKeys.set(node.fact, fact);
        questions.set(key, (question = { node, negated, fact, index: questions.size }));
        answers.push(undefined);
      }
      return { question, isOpposite: question.negated !== negated };
    },
    begin(next) {
      facts = next;
      seen.clear();
      answers.fill(undefined);
      for (const [key, fact] of factKeys) present[fact] = Object.hasOwn(facts, key);
    },
    isPresent: (fact) => present[fact] === true,
    settle(question) {
      if (!present[question.fact]) return undefined;
      const found = (answers[question.index] ??= answer(question));
      return found === 'open' ? undefined : found;
    },
    narrow({ node, fact }) {
      if (!present[fact] || !rises(node)) return undefined;
      const [test] = node.tests;
      if (test?.op !== 'range' || test.view !== 'number') return undefined;
      const value = readFact(node.fact, test.view) as number | undefined;
      return value !== undefined && isReached(test, value) ? upperEnd(node, test) : undefined;
    },
  };
}

type Range = Extract<Test, { readonly op: 'range' }>;

/** Whether a fact never goes back within a visit. */
function rises({ criterion }: ConditionNode): boolean {
  const changes = changesOf(criterion);
  return changes === 'rises' || (typeof changes === 'object' && !changes.anew);
}

const isReached = ({ from, fromOpen }: Range, value: number): boolean =>
  fromOpen ? value > from : value >= from;

const upperEnds = new WeakMap<ConditionNode, ConditionNode>();

/** The condition that a range is met or not by its upper end alone, if there is a lower one and an operator for it. */
function upperEnd(node: ConditionNode, test: Range): ConditionNode | undefined {
  const operator = 'lessThanOrEqual';
  // One number, or unit, is said best as it is.
  if (node.condition.operator !== 'between' || test.from === test.to) return undefined;
  if (!operatorsOf(node.criterion).some(({ id }) => id === operator)) return undefined;
  let upper = upperEnds.get(node);
  if (!upper) {
    const condition = Object.freeze({ ...node.condition, operator, value: test.to });
    upper = { ...node, condition, ...lower(condition, node.criterion) };
    upperEnds.set(node, upper);
  }
  return upper;
}

/** What a condition asks, the same for all that ask it or its opposite, however they are written. */
function askedBy({ condition, criterion, fact, tests, negated }: ConditionNode): {
  readonly key: string;
  readonly negated: boolean;
} {
  let isOpposite = false;
  const asked = tests.map((test) => {
    // The code of a plugin's operator has no text; its condition has.
    if (test.op === 'custom') return condition;
    if (test.op === 'regex') return [test.op, test.view, test.regex.source];
    if (test.op === 'range' && test.from === -Infinity) {
      isOpposite = true;
      return { ...test, from: test.to, fromOpen: !test.toOpen, to: Infinity, toOpen: false };
    }
    if (test.op === 'in' && test.values[0] === false) {
      isOpposite = true;
      return { ...test, values: [true] };
    }
    return test;
  });
  return { key: JSON.stringify([criterion.id, fact, asked]), negated: negated !== isOpposite };
}

/** Whether the answer about a fact that never goes back cannot change any more. */
function isSettledRise({ tests, fact }: ConditionNode, readFact: ReadFact): boolean {
  const [test] = tests;
  const value = test && readFact(fact, test.view);
  if (value === undefined) return false;
  if (test?.op === 'known') return true;
  if (test?.op === 'in') return value === true;
  if (test?.op !== 'range') return false;
  const number = value as number;
  const passed = test.toOpen ? number >= test.to : number > test.to;
  return passed || (isReached(test, number) && test.to === Infinity);
}
