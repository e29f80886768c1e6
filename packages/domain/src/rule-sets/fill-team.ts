import { type Rule as EngineRule, type When } from '@beckon/engine';
import { type Rule } from '../model';
import { asksForTeam, type CriteriaById, mapConditions } from './conditions';

/** What is compiled of a rule: the conditions with the sender's team filled in. */
export interface FilledRule extends EngineRule {
  readonly id: string;
  readonly enabled: boolean;
}

/**
 * The conditions of a rule with the sender's team filled in wherever a condition asks of which team and does not say it. The stored rule
 * stays as it is. Without a team (an agent without a primary one) the condition stays without: its fact is unknown.
 */
export function fillTeam(when: When, team: string | null, criteria: CriteriaById): When {
  if (team === null) return when;
  return mapConditions(when, (condition) => {
    const criterion = criteria.get(condition.criterion);
    return criterion && condition.of === undefined && asksForTeam(criterion)
      ? { ...condition, of: team }
      : condition;
  });
}

/** A rule as it is compiled. */
export function filledRule(
  rule: Rule,
  team: string | null,
  criteria: CriteriaById,
  enabled = true,
): FilledRule {
  return { id: rule.id, enabled, when: fillTeam(rule.when, team, criteria) };
}
