import { type Domain, type Rule, type RuleDraft, type RuleWithCounts } from '@beckon/domain';
import { type RuleListResponse, type RuleWire } from '@beckon/protocol';
import { translate } from '../../routing/answer';
import { type Handlers } from '../../routing/handler';

function toRuleWire(rule: Rule): RuleWire {
  const { id, siteId, title, enabled, when, then, revision, createdAt, updatedAt } = rule;
  return {
    id,
    siteId,
    title,
    enabled,
    when,
    then,
    revision,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

function toRuleListWire({
  revision,
  rules,
}: {
  revision: number;
  rules: RuleWithCounts[];
}): RuleListResponse {
  return { revision, rules: rules.map((rule) => ({ ...toRuleWire(rule), counts: rule.counts })) };
}

function draftOf({ title, enabled, when, then }: RuleDraft): RuleDraft {
  return { title, enabled, when, then };
}

type Ids =
  | 'listRules'
  | 'createRule'
  | 'orderRules'
  | 'explainRules'
  | 'analyzeRules'
  | 'getRule'
  | 'saveRule'
  | 'enableRule'
  | 'removeRule'
  | 'restoreRule'
  | 'listCriteria'
  | 'listSiteCriteria';

export function ruleHandlers({ rules }: Domain): Handlers<Ids> {
  return {
    listRules: async ({ actor, params }) =>
      translate(await rules.list({ actor, siteId: params.siteId }), toRuleListWire),
    createRule: async ({ actor, params, body, key }) =>
      translate(await rules.create({ actor, siteId: params.siteId, draft: draftOf(body), key }), toRuleWire),
    orderRules: async ({ actor, params, body }) =>
      translate(
        await rules.reorder({ actor, siteId: params.siteId, ids: body.ids, revision: body.revision }),
        toRuleListWire,
      ),
    explainRules: async ({ actor, params, body }) =>
      translate(
        await rules.explain({ actor, siteId: params.siteId, facts: body.facts }),
        ({ winner, rules: verdicts }) => ({
          winner: winner ?? null,
          rules: verdicts.map(({ ruleId, verdict, because }) => ({
            ruleId,
            verdict,
            because: because as Record<string, unknown>,
          })),
        }),
      ),
    analyzeRules: async ({ actor, params }) =>
      translate(await rules.analyze({ actor, siteId: params.siteId }), (findings) => ({
        findings: findings.map((finding) => ({
          ...finding,
          ruleIds: [...finding.ruleIds],
          places: finding.places.map((place) => ({ ...place })),
        })),
      })),
    getRule: async ({ actor, params }) =>
      translate(await rules.get({ actor, ruleId: params.id }), toRuleWire),
    saveRule: async ({ actor, params, body }) =>
      translate(
        await rules.save({ actor, ruleId: params.id, draft: draftOf(body), revision: body.revision }),
        toRuleWire,
      ),
    enableRule: async ({ actor, params, body }) =>
      translate(
        await rules.enable({ actor, ruleId: params.id, enabled: body.enabled, revision: body.revision }),
        toRuleWire,
      ),
    removeRule: async ({ actor, params, query }) =>
      translate(await rules.remove({ actor, ruleId: params.id, revision: query.revision }), toRuleWire),
    restoreRule: async ({ actor, params, body }) =>
      translate(await rules.restore({ actor, ruleId: params.id, revision: body.revision }), toRuleWire),
    listCriteria: async ({ actor }) =>
      translate(await rules.criteria({ actor }), (criteria) => ({ criteria: [...criteria] })),
    listSiteCriteria: async ({ actor, params }) =>
      translate(await rules.criteria({ actor, siteId: params.siteId }), (criteria) => ({
        criteria: [...criteria],
      })),
  };
}
