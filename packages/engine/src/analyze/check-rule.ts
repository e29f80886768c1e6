import { type RuleNode } from '../compile/program';
import { reportAlways, reportNearlyAlways } from './check-always';
import { reportSuperfluous } from './check-superfluous';
import { type Finding } from './finding';
import { type Goal } from './literal';
import { type Check, childrenOf, fewest, goal, missed, type Part, say, sayAll } from './part';
import { type Satisfiable } from './satisfiable';

/** Seconds that a visit lasts at most, unless a site is configured otherwise. */
const LONGEST_VISIT = 24 * 60 * 60;

/** What one rule says about itself alone. */
export function checkRule(rule: RuleNode, satisfiable: Satisfiable): Finding[] {
  const root: Part = { node: rule.node, path: '/when', aim: 'match' };
  const findings: Finding[] = [];
  const check: Check = {
    satisfiable,
    report(code, severity, parts, message, mend) {
      const places = parts.map(({ path }) => ({ ruleId: rule.id, path }));
      findings.push({ code, severity, ruleIds: [rule.id], places, message, mend });
    },
  };
  if (!satisfiable([goal(root)])) {
    reportConflict(root, 'error', check);
    return findings;
  }
  const isLate = isTooLate(root, check);
  if (isLate) reportTooLate(root, check);
  if (!satisfiable([missed(root)])) {
    check.report(
      'alwaysTrue',
      'warning',
      [root],
      'It matches for everybody, at once.',
      'Add a condition that not everybody meets.',
    );
  } else walk(root, { ...check, isLate }, []);
  return findings;
}

/** Reports the smallest part that cannot be what is asked of it. */
function reportConflict(part: Part, severity: Finding['severity'], check: Check): void {
  const { every, parts } = childrenOf(part);
  const dead = parts.find((child) => !check.satisfiable([goal(child)]));
  if (every && dead) return reportConflict(dead, severity, check);
  if (!every || !parts.length) return reportNever(part, severity, check);
  const core = fewest(parts, (some) => !check.satisfiable(some.map(goal)));
  check.report(
    'contradiction',
    severity,
    core,
    `These conditions exclude each other: ${sayAll(core)}.`,
    'Change or remove one of them, or make two rules of it.',
  );
}

/** Reports a condition that can never hold, or alternatives none of which can. */
function reportNever(part: Part, severity: Finding['severity'], check: Check): void {
  const { node, path } = part;
  if (node.kind !== 'condition') {
    const isEmpty = node.kind === 'not' || !node.of.length;
    return check.report(
      'contradiction',
      severity,
      [part],
      isEmpty
        ? 'There is no condition here of which one could hold.'
        : `None of these can ever hold: ${sayAll(childrenOf(part).parts)}.`,
      isEmpty ? 'Add a condition, or remove the group.' : 'Change one of them, and remove the others.',
    );
  }
  // Only that time begins at zero can make one condition about it impossible.
  const isTime = typeof node.criterion.changes === 'object' && node.tests[0]?.op === 'range';
  check.report(
    isTime ? 'unreachableTime' : 'contradiction',
    severity,
    [part],
    isTime
      ? `${say(part)}: no time is that early, as time begins at 0.`
      : `${say(part)}: this can never hold${whyNever(part)}.`,
    isTime ? 'Choose a later time.' : path === '/when' ? 'Change it.' : 'Change it, or remove it.',
  );
}

/** What the declaration of a number says that rules a condition out, as the end of a sentence. */
function whyNever({ node }: Part): string {
  if (node.kind !== 'condition' || node.tests[0]?.op !== 'range') return '';
  const { least, whole } = node.criterion;
  const facts = [...(whole ? ['whole'] : []), ...(least === undefined ? [] : [`at least ${least}`])];
  return facts.length ? `, as it is always ${facts.join(' and ')}` : '';
}

/** Whether a part that can hold needs more time than a visit lasts. */
const isTooLate = (part: Part, { satisfiable }: Check): boolean =>
  !satisfiable([goal(part)], { latest: LONGEST_VISIT });

/** Reports the smallest part that needs more time than a visit lasts. */
function reportTooLate(part: Part, check: Check): void {
  const { every, parts } = childrenOf(part);
  const late = parts.find((child) => isTooLate(child, check));
  if (every && late) return reportTooLate(late, check);
  check.report(
    'unreachableTime',
    'warning',
    [part],
    `${say(part)}: that takes longer than a visit, which ends after 24 hours unless the site says otherwise.`,
    'Choose a shorter time, and mind the unit.',
  );
}

/** What the walk through a rule goes on. */
interface WalkCheck extends Check {
  /** Whether the whole rule needs more time than a visit lasts, which was said then. */
  readonly isLate: boolean;
}

/**
 * Looks for what is superfluous or can never hold within a rule that can match.
 *
 * @param around what else is needed for the part to matter: what stands beside it and beside the groups around it
 */
function walk(part: Part, check: WalkCheck, around: readonly Goal[]): void {
  const { every, parts } = childrenOf(part);
  if (reportAlways(part, check)) return;
  if (every) {
    const left = reportSuperfluous(parts, { every, around }, check);
    for (const child of parts) {
      const beside = left.filter((one) => one !== child).map(goal);
      walk(child, check, left.includes(child) ? [...around, ...beside] : []);
    }
    return;
  }
  const alive = parts.filter((child) => isAlive(child, check, around));
  if (reportNearlyAlways(part, alive, check)) return;
  reportSuperfluous(alive, { every, around }, check);
  for (const child of alive) walk(child, check, around);
}

/** Whether an alternative can hold; reports it if not. */
function isAlive(part: Part, check: WalkCheck, around: readonly Goal[]): boolean {
  if (!check.satisfiable([goal(part)])) {
    reportConflict(part, 'warning', check);
    return false;
  }
  if (around.length && !check.satisfiable([...around, goal(part)])) {
    check.report(
      'contradiction',
      'warning',
      [part],
      `${say(part)}: this cannot hold where the conditions around it do.`,
      'Change it, or remove it.',
    );
    return false;
  }
  if (!check.isLate && isTooLate(part, check)) reportTooLate(part, check);
  return true;
}
