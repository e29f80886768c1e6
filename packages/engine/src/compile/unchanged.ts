import { type When } from '../declare/rule';
import { type Kept } from './kept';
import { type RuleNode } from './program';

/** How many rules at the beginning and at the end are as they were. */
export interface Unchanged {
  readonly front: number;
  readonly back: number;
}

const NOTHING: Unchanged = { front: 0, back: 0 };

/**
 * Finds the rules at either end that say the same as before, so that a change of one rule of many is checked alone. That a
 * rule is the same object proves nothing: it may have been changed in place.
 * If a rule between them has the id of one of them, nothing counts as unchanged: then all are looked at for doubles.
 */
export function findUnchanged(rules: readonly unknown[], before: readonly RuleNode[], kept: Kept): Unchanged {
  const least = Math.min(rules.length, before.length);
  const isSameTree = (when: unknown, at: number): boolean => isSame(when, before[at]!.when);
  try {
    let front = 0;
    while (front < least && kept.says(front, rules[front], isSameTree)) front += 1;
    let back = 0;
    while (
      back < least - front &&
      kept.says(before.length - 1 - back, rules[rules.length - 1 - back], isSameTree)
    )
      back += 1;
    if (!keepsIds(rules, kept, before.length, front, back)) {
      const ids = new Set<unknown>();
      for (let at = front; at < rules.length - back; at += 1)
        ids.add((rules[at] as { readonly id?: unknown } | null | undefined)?.id);
      for (let at = 0; at < front; at += 1) if (ids.has(kept.idOf(at))) return NOTHING;
      for (let at = 0; at < back; at += 1) if (ids.has(kept.idOf(before.length - 1 - at))) return NOTHING;
    }
    return { front, back };
  } catch {
    // A rule that cannot be read is found, and named, by the check.
    return NOTHING;
  }
}

/** Whether the rules between the ends have the ids that were there before: then there are no doubles, as there were none. */
function keepsIds(
  rules: readonly unknown[],
  kept: Kept,
  length: number,
  front: number,
  back: number,
): boolean {
  if (rules.length !== length) return front + back === rules.length;
  for (let at = front; at < rules.length - back; at += 1) {
    if ((rules[at] as { readonly id?: unknown } | null | undefined)?.id !== kept.idOf(at)) return false;
  }
  return true;
}

/** The rules in order: those at the ends as they were compiled before, but each with the object that answers now. */
export function joinUnchanged<R>(
  rules: readonly unknown[],
  before: readonly RuleNode[],
  middle: readonly RuleNode<R>[],
  { front, back }: Unchanged,
  kept: Kept,
): RuleNode<R>[] {
  const joined = (before.slice(0, front) as RuleNode<R>[]).concat(
    middle,
    before.slice(before.length - back) as RuleNode<R>[],
  );
  const end = rules.length - back;
  for (let at = 0; at < rules.length; at += 1) {
    if (at === front) at = end;
    if (at < rules.length && !kept.answersWith(at, rules[at]))
      joined[at] = { ...joined[at]!, rule: rules[at] as R };
  }
  return joined;
}

/** Whether a tree that may be anything says the same as one of our own copies. */
export function isSame(raw: unknown, own: When): boolean {
  if (typeof raw !== 'object' || raw === null) return false;
  const theirs = raw as Record<string, unknown>;
  const mine = own as Record<string, unknown>;
  return (
    theirs.criterion === mine.criterion &&
    theirs.operator === mine.operator &&
    isSameValue(theirs.value, mine.value) &&
    theirs.of === mine.of &&
    isSameList(theirs.all, mine.all) &&
    isSameList(theirs.any, mine.any) &&
    (theirs.not === mine.not || (mine.not !== undefined && isSame(theirs.not, mine.not as When)))
  );
}

/** Values are one scalar or a list of them. */
function isSameValue(theirs: unknown, mine: unknown): boolean {
  if (!Array.isArray(mine)) return theirs === mine;
  if (!Array.isArray(theirs) || theirs.length !== mine.length) return false;
  for (let at = 0; at < mine.length; at += 1) if (theirs[at] !== mine[at]) return false;
  return true;
}

/** Groups hold trees. Our own copies are never the caller's lists. */
function isSameList(theirs: unknown, mine: unknown): boolean {
  if (mine === undefined) return theirs === undefined;
  const own = mine as readonly When[];
  if (!Array.isArray(theirs) || theirs.length !== own.length) return false;
  for (let at = 0; at < own.length; at += 1) if (!isSame(theirs[at], own[at]!)) return false;
  return true;
}
