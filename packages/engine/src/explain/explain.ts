import { type ConditionNode, type Node, type Program, type RuleNode } from '../compile/program';
import { type Facts, type Verdict } from '../declare/rule';
import { join, judge, judgeCondition, negate, type ReadFact, readerOf } from '../interpret/judge';
import { clocksOf } from '../wake/clocks';
import { wakeAfter } from '../wake/wake-after';
import {
  type Because,
  type BecauseCondition,
  type ConditionReason,
  type Explanation,
  type RuleExplanation,
  type RuleReason,
} from './explanation';
import { conditionSentence, ruleSentence } from './sentences';

/** Judges every rule, the disabled ones too, and says why. */
export function explain(program: Program, facts: Facts): Explanation {
  const readFact = readerOf(facts);
  const judged = program.rules.map((rule) => ({ rule, because: explainNode(rule.node, facts, readFact) }));
  const winner = judged.find(({ rule, because }) => rule.enabled && because.verdict === 'match')?.rule.id;
  return { winner, rules: judged.map(({ rule, because }) => explainRule(rule, because, winner, facts)) };
}

function explainRule(
  rule: RuleNode,
  because: Because,
  winner: string | undefined,
  facts: Facts,
): RuleExplanation {
  const { verdict } = because;
  const after = verdict === 'match' ? Infinity : timeToMatch(rule.node, facts);
  let reason: RuleReason = verdict === 'unknown' ? 'notKnown' : 'notMet';
  if (!rule.enabled) reason = 'disabled';
  else if (verdict === 'match') reason = rule.id === winner ? 'wins' : 'shadowedBy';
  else if (after < Infinity) reason = 'tooEarly';
  const decisive = verdict === 'match' ? [] : findDecisive(because, verdict);
  return {
    ruleId: rule.id,
    verdict,
    reason,
    ...(reason === 'shadowedBy' && winner !== undefined ? { shadowedBy: winner } : {}),
    ...(reason === 'tooEarly' ? { matchesAfter: after } : {}),
    sentence: ruleSentence(
      reason,
      decisive.map(({ sentence, verdict: own }) => ({ sentence, isUnwanted: own === 'match' })),
      winner,
      after,
    ),
    because,
  };
}

/** In how many ms of visible time a tree becomes a match; Infinity if it does not by time alone. */
function timeToMatch(node: Node, facts: Facts): number {
  return wakeAfter(clocksOf(node), facts, (moved) => judge(node, readerOf(moved)) === 'match', Infinity);
}

function explainNode(node: Node, facts: Facts, readFact: ReadFact): Because {
  if (node.kind === 'condition') return explainCondition(node, facts, readFact);
  if (node.kind === 'not') {
    const not = explainNode(node.of, facts, readFact);
    return { not, verdict: negate(not.verdict) };
  }
  const children = node.of.map((child) => explainNode(child, facts, readFact));
  const verdict = join(
    node.kind,
    children.map((child) => child.verdict),
  );
  return node.kind === 'all' ? { all: children, verdict } : { any: children, verdict };
}

function explainCondition(node: ConditionNode, facts: Facts, readFact: ReadFact): BecauseCondition {
  const { condition, path, fact } = node;
  // What every object has is no fact.
  const actual = fact in Object.prototype && !Object.hasOwn(facts, fact) ? undefined : facts[fact];
  const verdict = judgeCondition(node, readFact);
  const after = verdict === 'noMatch' ? timeToMatch(node, facts) : Infinity;
  const reason = reasonOf(node, verdict, actual, after, readFact);
  return {
    criterion: condition.criterion,
    operator: condition.operator,
    ...(condition.of === undefined ? {} : { of: condition.of }),
    path,
    ...(condition.value === undefined ? {} : { expected: condition.value }),
    actual,
    verdict,
    reason,
    ...(reason === 'tooEarly' ? { holdsAfter: after } : {}),
    sentence: conditionSentence(
      node,
      reason,
      { held: verdict === 'match', isOfType: isPresent(node, readFact), actual },
      after,
    ),
  };
}

function isPresent({ tests, fact }: ConditionNode, readFact: ReadFact): boolean {
  const [test] = tests;
  return test !== undefined && readFact(fact, test.view) !== undefined;
}

function reasonOf(
  node: ConditionNode,
  verdict: Verdict,
  actual: unknown,
  after: number,
  readFact: ReadFact,
): ConditionReason {
  if (verdict === 'match') return 'holds';
  const [test] = node.tests;
  if (!test || !isPresent(node, readFact)) return actual === undefined ? 'missingFact' : 'wrongType';
  if (verdict === 'unknown') return 'operatorFailed';
  if (after < Infinity) return 'tooEarly';
  return test.op === 'range' && typeof node.criterion.changes === 'object' ? 'tooLate' : 'wrongValue';
}

/**
 * The conditions that gave a tree its verdict. Where one of several is enough it is the first one: if there is one that
 * time alone does not mend, that one.
 */
function findDecisive(because: Because, verdict: Verdict): readonly BecauseCondition[] {
  if (because.verdict !== verdict) return [];
  if ('not' in because) return findDecisive(because.not, negate(verdict));
  if (!('all' in because || 'any' in because)) return [because];
  const lists = ('all' in because ? because.all : because.any).map((child) => findDecisive(child, verdict));
  const oneDecides = verdict === 'unknown' || 'all' in because === (verdict === 'noMatch');
  if (!oneDecides) return lists.flat();
  const found = lists.filter((list) => list.length);
  return found.find((list) => list.some(({ reason }) => reason !== 'tooEarly')) ?? found[0] ?? [];
}
