import { analyzeRules, type Condition, type Criterion, type Finding, type When } from '@beckon/engine';
import { type AgentWire, type FromWire, type TeamWire } from '@beckon/protocol';
import { isAll, isAny, isCondition } from '../form/when-form';

/** A rule as far as analysis looks at it. */
export interface AnalyzedRule {
  id: string;
  enabled: boolean;
  when: When;
  /** `null`: not chosen yet. */
  from: FromWire | null;
}

interface People {
  teams: readonly Pick<TeamWire, 'id'>[];
  agents: readonly Pick<AgentWire, 'id' | 'enabled' | 'primaryTeamId'>[];
}

/** With more earlier rules only the draft itself is judged: the browser must not stand still while somebody writes. */
const MOST_COMPARED = 100;

/** The form says by itself, at the field, what cannot be saved. */
const SAID_AT_THE_FIELD = new Set<Finding['code']>(['invalid', 'riskyRegex']);

/**
 * What there is to notice about a rule that is being written, among the rules before it: what the server's analysis would
 * say if it were saved.
 *
 * @example
 * analyzeDraft(draft, earlier, { criteria, people }).map(({ message }) => message)
 * // ['Whenever it matches, the earlier rule "01J…" matches, too.']
 */
export function analyzeDraft(
  draft: AnalyzedRule,
  earlier: readonly AnalyzedRule[],
  { criteria, people }: { criteria: readonly Criterion[]; people: People },
): Finding[] {
  const enforced = earlier.filter(({ enabled, from }) => enabled && isUsable(from, people));
  const compared = enforced.length > MOST_COMPARED ? [] : enforced;
  const rules = [...compared, draft].map(({ id, enabled, when, from }) => ({
    id,
    enabled,
    when: withTeam(when, teamOf(from, people), criteria),
  }));
  return analyzeRules(rules, { criteria }).filter(
    ({ ruleIds, code }) => ruleIds[0] === draft.id && !SAID_AT_THE_FIELD.has(code),
  );
}

/** Can messages come from there? */
const isUsable = (from: FromWire | null, { teams, agents }: People): boolean =>
  from !== null &&
  ('team' in from
    ? teams.some(({ id }) => id === from.team)
    : agents.some(({ id, enabled }) => id === from.agent && enabled));

const teamOf = (from: FromWire | null, { agents }: People): string | null =>
  from === null
    ? null
    : 'team' in from
      ? from.team
      : (agents.find(({ id }) => id === from.agent)?.primaryTeamId ?? null);

/** The sender's team where a condition asks of which team and does not say it, as the server fills it in. */
function withTeam(when: When, team: string | null, criteria: readonly Criterion[]): When {
  if (team === null) return when;
  const fill = (condition: Condition): Condition => {
    const options = criteria.find(({ id }) => id === condition.criterion)?.qualifier?.options;
    const asks = options !== undefined && 'load' in options && options.load === 'teams';
    return asks && condition.of === undefined ? { ...condition, of: team } : condition;
  };
  const walk = (node: When): When =>
    isCondition(node)
      ? fill(node)
      : isAll(node)
        ? { ...node, all: node.all.map(walk) }
        : isAny(node)
          ? { ...node, any: node.any.map(walk) }
          : { ...node, not: walk(node.not) };
  return walk(when);
}
