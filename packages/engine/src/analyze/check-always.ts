import { operatorsOf } from '../declare/criterion';
import { type ConditionNode } from '../compile/program';
import { type Check, childrenOf, excluded, fewest, goal, missed, type Part, say, sayAll } from './part';

/** Reports a condition or alternatives that hold for every known fact. */
export function reportAlways(part: Part, check: Check): boolean {
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
  const isAlways = !check.satisfiable([missed(part)]);
  if (!isAlways && parts.length > 1 && parts.every(isNegative)) {
    check.report(
      'notAOrNotB',
      'warning',
      [part],
      `One of these always holds: ${sayAll(parts, '; or ')}.`,
      joinMend(part, parts, canBeNoneOf(parts) ? 'use "is none of" with all the values' : ''),
    );
    return true;
  }
  const holds = isAlways ? 'this always holds' : 'this holds for every value';
  const alone = parts.find((child) => !check.satisfiable([excluded(child)]));
  if (alone && alone.node.kind === 'condition' && !isAlways) {
    check.report(
      'alwaysTrue',
      'warning',
      [alone],
      `${say(alone)}: ${holds}, so that the alternatives beside it do not matter.`,
      'Remove it, or remove the alternatives.',
    );
    return true;
  }
  const core = fewest(parts, (some) => !check.satisfiable(some.map(isAlways ? missed : excluded)));
  check.report(
    'alwaysTrue',
    'warning',
    [part],
    core.length
      ? `One of these ${isAlways ? 'always holds' : 'holds for every value'}: ${sayAll(core, '; or ')}.`
      : `${say(part)}: ${holds}.`,
    alwaysMend(part, core, isAlways),
  );
  return true;
}

function alwaysMend(part: Part, core: readonly Part[], isAlways: boolean): string {
  const [about, ...others] = (core.length ? core : [part]).map(conditionOf);
  const isOneFact = about && others.every((other) => other?.fact === about.fact);
  const remove = part.path === '/when' ? 'Ask for something that is not always so' : 'Remove it';
  return isOneFact && !isAlways
    ? `${remove}, or ask only whether ${about.criterion.label} is known.`
    : `${remove}.`;
}

/** The condition that a part is, perhaps within a `not`. */
const conditionOf = ({ node }: Part): ConditionNode | undefined =>
  node.kind === 'condition'
    ? node
    : node.kind === 'not' && node.of.kind === 'condition'
      ? node.of
      : undefined;

const isNegative = (part: Part): boolean => {
  const asked = goal(part);
  return 'present' in asked && asked.present === false;
};

const canBeNoneOf = (parts: readonly Part[]): boolean =>
  parts.every((part) => {
    const condition = conditionOf(part);
    return (
      condition !== undefined &&
      ['is', 'isNot', 'isOneOf', 'isNoneOf'].includes(condition.condition.operator) &&
      operatorsOf(condition.criterion).some(({ id }) => id === 'isNoneOf')
    );
  });

/** How alternatives that were meant to be needed together are written, or else. */
function joinMend({ node, aim }: Part, parts: readonly Part[], otherwise: string): string {
  const isWithinNot = node.kind === 'all' && aim === 'noMatch';
  const join = isWithinNot ? 'Write "any" in place of "all" within the "not"' : 'Join them with "and"';
  return otherwise
    ? `${join}, or ${otherwise}.`
    : `${join}, or leave one of ${parts.length > 2 ? 'them' : 'the two'} alone.`;
}

/** Reports alternatives that ask about one text that it lacks one thing or another: few texts have all of them. */
export function reportNearlyAlways(part: Part, alive: readonly Part[], check: Check): boolean {
  const facts = new Set<string>();
  for (const child of alive) {
    const asked = goal(child);
    if (!('present' in asked) || asked.present !== false) return false;
    const op = asked.node.tests[0]?.op;
    if (op !== 'contains' && op !== 'like' && op !== 'regex') return false;
    facts.add(asked.node.fact);
  }
  if (alive.length < 2 || facts.size > 1) return false;
  check.report(
    'notAOrNotB',
    'warning',
    [part],
    `One of these nearly always holds: ${sayAll(alive, '; or ')}.`,
    joinMend(part, alive, 'keep the one that is meant to suffice alone'),
  );
  return true;
}
