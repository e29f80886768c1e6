import { type ConditionNode, type Node, type RuleNode } from '../compile/program';
import { sayCondition } from '../explain/sentences';
import { type Finding, type FindingCode } from './finding';
import { type Goal, goalOf } from './literal';
import { type Satisfiable } from './satisfiable';

/** Seconds that a visit lasts at most, unless a site is configured otherwise. */
const LONGEST_VISIT = 24 * 60 * 60;

/** A node with its place in the rule and what is asked of it on the way to a match. */
interface Part {
  readonly node: Node;
  readonly path: string;
  readonly aim: 'match' | 'noMatch';
}

const goal = ({ node, aim }: Part): Goal => goalOf(node, aim);
const missed = ({ node, aim }: Part): Goal => goalOf(node, aim === 'match' ? 'notMatch' : 'notNoMatch');
const excluded = ({ node, aim }: Part): Goal => goalOf(node, aim === 'match' ? 'noMatch' : 'match');

function childrenOf({ node, path, aim }: Part): { readonly every: boolean; readonly parts: readonly Part[] } {
  if (node.kind === 'condition') return { every: true, parts: [] };
  if (node.kind === 'not')
    return {
      every: true,
      parts: [{ node: node.of, path: `${path}/not`, aim: aim === 'match' ? 'noMatch' : 'match' }],
    };
  return {
    every: (node.kind === 'all') === (aim === 'match'),
    parts: node.of.map((child, index) => ({ node: child, path: `${path}/${node.kind}/${index}`, aim })),
  };
}

/** What one rule says about itself alone. */
export function checkRule(rule: RuleNode, satisfiable: Satisfiable): Finding[] {
  const root: Part = { node: rule.node, path: '/when', aim: 'match' };
  const findings: Finding[] = [];
  const report: Report = (code, severity, parts, message, mend) => {
    const places = parts.map(({ path }) => ({ ruleId: rule.id, path }));
    findings.push({ code, severity, ruleIds: [rule.id], places, message, mend });
  };
  const check: Check = { satisfiable, report };
  if (!check.satisfiable([goal(root)])) {
    reportConflict(root, 'error', check);
    return findings;
  }
  if (!check.satisfiable([goal(root)], { latest: LONGEST_VISIT })) {
    check.report(
      'unreachableTime',
      'warning',
      [root],
      'It needs more time than a visit lasts: a visit ends after 24 hours.',
      'Choose a shorter time, and mind the unit.',
    );
  }
  if (!check.satisfiable([missed(root)])) {
    check.report(
      'alwaysTrue',
      'warning',
      [root],
      'It matches for everybody, at once.',
      'Add a condition, or put the rule last.',
    );
  } else walk(root, check);
  return findings;
}

type Report = (
  code: FindingCode,
  severity: Finding['severity'],
  parts: readonly Part[],
  message: string,
  mend: string,
) => void;

/** What one check of a rule goes on. */
interface Check {
  readonly satisfiable: Satisfiable;
  readonly report: Report;
}

/** Reports the smallest part that cannot be what is asked of it. */
function reportConflict(part: Part, severity: Finding['severity'], check: Check): void {
  const { every, parts } = childrenOf(part);
  const dead = parts.find((child) => !check.satisfiable([goal(child)]));
  if (every && dead) return reportConflict(dead, severity, check);
  if (!parts.length || !every) {
    if (isUnreachableTime([part])) {
      return check.report(
        'unreachableTime',
        severity,
        [part],
        `${say(part)} is a time before the visit begins.`,
        'Times begin at 0: choose a later one.',
      );
    }
    const inner =
      !every && parts.length > 0
        ? 'None of the alternatives can ever hold.'
        : `${say(part)} can never hold${whyNever(part)}.`;
    return check.report(
      'contradiction',
      severity,
      [part],
      inner,
      parts.length ? 'Mend one of the alternatives.' : 'Change it, or remove it.',
    );
  }
  // Leave out one after the other what is not needed for the conflict.
  let core = parts;
  for (const child of parts) {
    const rest = core.filter((one) => one !== child);
    if (!check.satisfiable(rest.map(goal))) core = rest;
  }
  const code = isUnreachableTime(core) ? 'unreachableTime' : 'contradiction';
  check.report(
    code,
    severity,
    core,
    `These conditions exclude each other: ${core.map(say).join('; ')}.`,
    'Change or remove one of them, or make two rules of it.',
  );
}

/** What the declaration of a number says that rules a condition out, as the end of a sentence. */
function whyNever({ node }: Part): string {
  if (node.kind !== 'condition' || node.tests[0]?.op !== 'range') return '';
  const { least, whole } = node.criterion;
  const facts = [...(whole ? ['whole'] : []), ...(least === undefined ? [] : [`at least ${least}`])];
  return facts.length ? `: it is always ${facts.join(' and ')}` : '';
}

/** Whether it is only that time begins at zero which makes it impossible. */
function isUnreachableTime(parts: readonly Part[]): boolean {
  const [part] = parts;
  if (
    parts.length !== 1 ||
    part?.node.kind !== 'condition' ||
    typeof part.node.criterion.changes !== 'object'
  )
    return false;
  const [test] = part.node.tests;
  return test?.op === 'range';
}

/** Looks for what is superfluous or can never hold within a rule that can match. */
function walk(part: Part, check: Check): void {
  const { every, parts } = childrenOf(part);
  if (reportAlways(part, check)) return;
  if (every) {
    reportSuperfluous(parts, goal, missed, check);
    for (const child of parts) walk(child, check);
    return;
  }
  const alive = parts.filter((child) => {
    if (check.satisfiable([goal(child)])) return true;
    reportConflict(child, 'warning', check);
    return false;
  });
  if (isNearlyAlways(alive)) {
    check.report(
      'notAOrNotB',
      'warning',
      [part],
      `One of these nearly always holds: ${parts.map(say).join('; or ')}.`,
      'Join them with "and", or make sure that one of them alone is meant to suffice.',
    );
    return;
  }
  // Of alternatives, one that implies the others adds nothing.
  reportSuperfluous(alive, missed, goal, check);
  for (const child of alive) walk(child, check);
}

/** Whether alternatives ask about one text that it lacks one thing or another: few texts have all of them. */
function isNearlyAlways(parts: readonly Part[]): boolean {
  const facts = new Set<string>();
  for (const part of parts) {
    const asked = goal(part);
    if (!('present' in asked) || asked.present !== false) return false;
    const op = asked.node.tests[0]?.op;
    if (op !== 'contains' && op !== 'like' && op !== 'regex') return false;
    facts.add(asked.node.fact);
  }
  return parts.length > 1 && facts.size === 1;
}

/** Reports a condition or alternatives that hold for every known fact. */
function reportAlways(part: Part, check: Check): boolean {
  const { node } = part;
  if (
    node.kind === 'not' ||
    (node.kind === 'condition' && node.tests[0]?.op === 'known') ||
    check.satisfiable([excluded(part)])
  )
    return false;
  const { every, parts } = childrenOf(part);
  // Where each of several does, each is reported.
  if (every && parts.length) return false;
  const always = !check.satisfiable([missed(part)]);
  const negatives = parts.map(goal).filter((one) => 'present' in one && one.present === false);
  if (!always && negatives.length > 1 && negatives.length === parts.length) {
    check.report(
      'notAOrNotB',
      'warning',
      [part],
      `One of these always holds: ${parts.map(say).join('; or ')}.`,
      'Join them with "and", or use "is none of" with both values.',
    );
    return true;
  }
  const holds = always ? 'always holds' : 'holds for every value';
  const alone = parts.find((child) => !check.satisfiable([excluded(child)]));
  if (alone && alone.node.kind === 'condition' && !always) {
    check.report(
      'alwaysTrue',
      'warning',
      [alone],
      `${say(alone)} ${holds}, so that the alternatives beside it do not matter.`,
      'Remove it, or remove the alternatives.',
    );
    return true;
  }
  const message = parts.length ? `One of the alternatives ${holds}.` : `${say(part)} ${holds}.`;
  const [first] = parts;
  const about = (first ?? part).node;
  check.report(
    'alwaysTrue',
    'warning',
    [part],
    message,
    always || about.kind !== 'condition'
      ? 'Remove it.'
      : `Remove it, or ask whether ${about.criterion.label} is known.`,
  );
  return true;
}

/**
 * Reports parts that the others make superfluous: each part whose `asked` cannot come with the `others` of the rest. From
 * the last to the first, so that of two that ask the same the first stays.
 */
function reportSuperfluous(
  parts: readonly Part[],
  others: (part: Part) => Goal,
  own: (part: Part) => Goal,
  check: Check,
): void {
  let left = parts;
  for (const part of [...parts].reverse()) {
    const rest = left.filter((one) => one !== part);
    if (
      !rest.length ||
      !check.satisfiable([own(part)]) ||
      check.satisfiable([...rest.map(others), own(part)])
    )
      continue;
    left = rest;
    const same = rest.find((one) => isSame(one, part, check));
    if (same) {
      check.report(
        'duplicate',
        'warning',
        [part, same],
        `${say(part)} is asked twice.`,
        'Remove one of them.',
      );
      continue;
    }
    check.report(
      'redundant',
      'warning',
      [part],
      `${say(part)} changes nothing: the conditions beside it say as much.`,
      'Remove it, or choose another value.',
    );
  }
}

/** Whether two parts always have the same answer to what is asked of them. */
function isSame(a: Part, b: Part, check: Check): boolean {
  return !check.satisfiable([goal(a), missed(b)]) && !check.satisfiable([goal(b), missed(a)]);
}

function say({ node, aim }: Part): string {
  if (node.kind !== 'condition') return 'The group';
  return (aim === 'match' ? '' : 'Not: ') + sayCondition(node satisfies ConditionNode);
}
