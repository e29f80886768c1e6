import { type Goal } from './literal';
import { type Check, fewest, goal, missed, type Part, say, sayAll } from './part';

/** How parts lie beside each other: all of them are needed, or one of them suffices. */
export interface Beside {
  readonly every: boolean;
  /** What else is needed for them to matter: what stands beside the groups around them. */
  readonly around: readonly Goal[];
}

/**
 * Reports parts that the others make superfluous. From the last to the first, so that of two that ask the same the first
 * stays.
 *
 * @returns the parts that are left
 */
export function reportSuperfluous(
  parts: readonly Part[],
  { every, around }: Beside,
  check: Check,
): readonly Part[] {
  // Of parts that are needed the one adds nothing that cannot be missed where the others hold; of alternatives, the one
  // that cannot hold where the others are missed.
  const [others, own] = every ? [goal, missed] : [missed, goal];
  let left = parts;
  for (const part of [...parts].reverse()) {
    const rest = left.filter((one) => one !== part);
    const isSettledBy = (some: readonly Part[]): boolean =>
      !check.satisfiable([...around, ...some.map(others), own(part)]);
    if ((!rest.length && !around.length) || !check.satisfiable([own(part)]) || !isSettledBy(rest)) continue;
    // Of alternatives one is needed.
    if (!rest.length && !every) continue;
    left = rest;
    const same = rest.find((one) => isSame(one, part, check));
    if (same) {
      check.report(
        'duplicate',
        'warning',
        [part, same],
        `${say(part)}: this is asked twice.`,
        'Remove one of them.',
      );
      continue;
    }
    const core = fewest(rest, isSettledBy);
    const beside = core.length && core.length < 3 ? sayAll(core, ' and ') : 'the other conditions';
    check.report(
      'redundant',
      'warning',
      [part],
      `${say(part)}: this changes nothing beside ${beside}.`,
      'Remove it, or choose another value.',
    );
  }
  return left;
}

/** Whether two parts always have the same answer to what is asked of them. */
function isSame(a: Part, b: Part, check: Check): boolean {
  return !check.satisfiable([goal(a), missed(b)]) && !check.satisfiable([goal(b), missed(a)]);
}
