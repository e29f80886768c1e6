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
  const decisive = verdict === 'match' ? undefined : findDecisive(because, verdict);
  return {
    ruleId: rule.id,
    verdict,
    reason,
    ...(reason === 'shadowedBy' && winner !== undefined ? { shadowedBy: winner } : {}),
    ...(reason === 'tooEarly' ? { matchesAfter: after } : {}),
    sentence: ruleSentence(
      reason,
      decisive && { sentence: decisive.sentence, isUnwanted: decisive.verdict === 'match' },
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
  const { condition, path } = node;
  const actual = facts[node.fact];
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

/** The first condition that gave a tree its verdict: one that time alone does not mend, if there is one. */
function findDecisive(because: Because, verdict: Verdict): BecauseCondition | undefined {
  const decisive = findAllDecisive(because, verdict);
  return decisive.find(({ reason }) => reason !== 'tooEarly') ?? decisive[0];
}

function findAllDecisive(because: Because, verdict: Verdict): BecauseCondition[] {
  if (because.verdict !== verdict) return [];
  if ('not' in because) return findAllDecisive(because.not, negate(verdict));
  if ('all' in because) return because.all.flatMap((child) => findAllDecisive(child, verdict));
  return 'any' in because ? because.any.flatMap((child) => findAllDecisive(child, verdict)) : [because];
}
