import { type Condition, type Criterion, factKey, type When } from '@beckon/engine';

/** All conditions of a tree, each with its JSON Pointer from the rule. */
export function conditionsOf(when: When, path = '/when'): { condition: Condition; path: string }[] {
  if ('all' in when) return when.all.flatMap((child, index) => conditionsOf(child, `${path}/all/${index}`));
  if ('any' in when) return when.any.flatMap((child, index) => conditionsOf(child, `${path}/any/${index}`));
  if ('not' in when) return conditionsOf(when.not, `${path}/not`);
  return [{ condition: when, path }];
}

/** The same tree with each condition replaced. */
export function mapConditions(when: When, change: (condition: Condition) => Condition): When {
  if ('all' in when) return { all: when.all.map((child) => mapConditions(child, change)) };
  if ('any' in when) return { any: when.any.map((child) => mapConditions(child, change)) };
  if ('not' in when) return { not: mapConditions(when.not, change) };
  return change(when);
}

/** Does the server alone know the criterion's fact? */
export function isServerOnly(criterion: Criterion): boolean {
  return (criterion.knownBy ?? 'server') === 'server';
}

/** Does the criterion's qualifier name a team? Without one it is the team that the rule's message comes from. */
export function asksForTeam(criterion: Criterion): boolean {
  const options = criterion.qualifier?.options;
  return options !== undefined && 'load' in options && options.load === 'teams';
}

/** The criteria of an installation, by id. */
export type CriteriaById = ReadonlyMap<string, Criterion>;

/** The fact keys of these trees that the server alone knows. */
export function serverKeys(whens: Iterable<When>, criteria: CriteriaById): Set<string> {
  const keys = new Set<string>();
  for (const when of whens) {
    for (const { condition } of conditionsOf(when)) {
      const criterion = criteria.get(condition.criterion);
      if (criterion && isServerOnly(criterion)) keys.add(factKey(criterion, condition.of));
    }
  }
  return keys;
}
