import { type Criterion, factKey, type When } from '@beckon/engine';
import { isAll, isAny, isCondition, isNot } from '../form/when-form';

/** A fact that somebody may suppose, to see what the rules make of it. */
export interface AskedFact {
  key: string;
  criterion: Criterion;
  of: string | undefined;
}

function* conditionsOf(when: When): Generator<{ criterion: string; of?: string }> {
  if (isCondition(when)) yield when;
  else
    for (const part of isNot(when) ? [when.not] : isAll(when) ? when.all : isAny(when) ? when.any : [])
      yield* conditionsOf(part);
}

/**
 * The facts that rules read, each once, in the order of the criteria. A fact of something that the server fills in by
 * itself (the hours of the team that the message comes from) is not asked.
 */
export function askedFacts(
  rules: readonly { when: When; enabled: boolean }[],
  criteria: readonly Criterion[],
): AskedFact[] {
  const found = new Map<string, AskedFact>();
  for (const rule of rules) {
    for (const condition of rule.enabled ? conditionsOf(rule.when) : []) {
      const criterion = criteria.find(({ id }) => id === condition.criterion);
      if (!criterion || (criterion.qualifier && condition.of === undefined)) continue;
      const key = factKey(criterion, condition.of);
      if (!found.has(key)) found.set(key, { key, criterion, of: condition.of });
    }
  }
  return [...found.values()].sort((a, b) => criteria.indexOf(a.criterion) - criteria.indexOf(b.criterion));
}
