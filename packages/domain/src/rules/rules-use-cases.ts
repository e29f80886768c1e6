import { analyzeRules } from '@beckon/engine';
import { type Answer, done, refuse } from '../answer';
import { fromSaved, invalid, missing } from '../answer/from-saved';
import { deny } from '../answer/permit';
import { type Context } from '../context';
import { keyedId } from '../keyed-id';
import { type Rule } from '../model';
import { isUsable, teamOf } from '../people/people-cache';
import { fingerprint, keyReused, saidOther } from '../reused-key';
import { serverKeys } from '../rule-sets/conditions';
import { filledRule } from '../rule-sets/fill-team';
import { businessHoursFacts } from '../rule-sets/server-facts';
import { type SiteCriteria } from '../rule-sets/site-criteria';
import { refuseDraft } from './check-draft';
import { type RuleDraft, type Rules, type RuleWithCounts } from './rules';

/** The use-cases of engagement rules. */
export function createRules(context: Context): Rules {
  const { storage, clock, ids, secrets, bus, people, ruleSets, factSource, teamHours } = context;

  async function listWithCounts(siteId: string): Promise<{ revision: number; rules: RuleWithCounts[] }> {
    const [list, counts] = await Promise.all([
      storage.rules.list(siteId),
      storage.engagements.countByRule(siteId, null, null),
    ]);
    const byRule = new Map(counts.map(({ ruleId, ...rest }) => [ruleId, rest]));
    return {
      revision: list.revision,
      rules: list.rules.map((rule) => ({
        ...rule,
        counts: byRule.get(rule.id) ?? { delivered: 0, clicked: 0, conversations: 0 },
      })),
    };
  }

  /** A rule that is not deleted. */
  async function present(ruleId: string): Promise<Rule | null> {
    const rule = await storage.rules.get(ruleId);
    return rule?.deletedAt === null ? rule : null;
  }

  async function criteriaFor(rule: Rule): Promise<SiteCriteria> {
    return ruleSets.criteriaOf((await storage.sites.get(rule.siteId)) ?? { facts: [] });
  }

  async function write(rule: Rule, revision: number): Promise<Answer<Rule>> {
    const answer = fromSaved(await storage.rules.save({ ...rule, updatedAt: clock.now() }, revision), 'rule');
    if (answer.ok) bus.publish({ type: 'rules.changed', siteId: rule.siteId });
    return answer;
  }

  return {
    async list({ actor, siteId }) {
      const denied = deny(actor, 'automations:read');
      if (denied) return denied;
      if (!(await storage.sites.get(siteId))) return missing('site');
      return done(await listWithCounts(siteId));
    },

    async get({ actor, ruleId }) {
      const denied = deny(actor, 'automations:read');
      if (denied) return denied;
      const rule = await present(ruleId);
      return rule ? done(rule) : missing('rule');
    },

    async create({ actor, siteId, draft, key }) {
      const denied = deny(actor, 'automations:manage');
      if (denied) return denied;
      const site = await storage.sites.get(siteId);
      if (!site) return missing('site');
      const refused = refuseDraft(draft, await people.snapshot(), ruleSets.criteriaOf(site));
      if (refused) return refused;
      const who = actor.kind === 'agent' ? actor.agentId : actor.kind;
      const now = clock.now();
      const written = fields(draft);
      const creationFingerprint = fingerprint(secrets, written);
      const rule: Rule = {
        ...written,
        id: key === undefined ? ids.next() : keyedId(secrets, 'rule', siteId, who, key),
        siteId,
        revision: 1,
        creationFingerprint,
        createdAt: now,
        updatedAt: now,
        deletedAt: null,
      };
      const inserted = await storage.rules.insert(rule);
      if (inserted.ok) {
        bus.publish({ type: 'rules.changed', siteId });
        return done(inserted.value);
      }
      const repeated = await storage.rules.get(rule.id);
      if (repeated)
        return saidOther(repeated.creationFingerprint, creationFingerprint) ? keyReused() : done(repeated);
      throw new Error(`A new rule's ${inserted.field} is taken: ids repeat`);
    },

    async save({ actor, ruleId, draft, revision }) {
      const denied = deny(actor, 'automations:manage');
      if (denied) return denied;
      const rule = await present(ruleId);
      if (!rule) return missing('rule');
      const refused = refuseDraft(draft, await people.snapshot(), await criteriaFor(rule));
      return refused ?? write({ ...rule, ...fields(draft) }, revision);
    },

    async enable({ actor, ruleId, enabled, revision }) {
      const denied = deny(actor, 'automations:manage');
      if (denied) return denied;
      const rule = await present(ruleId);
      if (!rule) return missing('rule');
      const refused = enabled ? refuseDraft(rule, await people.snapshot(), await criteriaFor(rule)) : null;
      return refused ?? write({ ...rule, enabled }, revision);
    },

    async remove({ actor, ruleId, revision }) {
      const denied = deny(actor, 'automations:manage');
      if (denied) return denied;
      const rule = await present(ruleId);
      return rule ? write({ ...rule, deletedAt: clock.now() }, revision) : missing('rule');
    },

    async restore({ actor, ruleId, revision }) {
      const denied = deny(actor, 'automations:manage');
      if (denied) return denied;
      const rule = await storage.rules.get(ruleId);
      return rule ? write({ ...rule, deletedAt: null }, revision) : missing('rule');
    },

    async reorder({ actor, siteId, ids: order, revision }) {
      const denied = deny(actor, 'automations:manage');
      if (denied) return denied;
      if (!(await storage.sites.get(siteId))) return missing('site');
      const result = await storage.rules.reorder(siteId, order, revision);
      if (!result.ok && result.reason === 'mismatch') {
        return invalid([
          { path: '/ids', code: 'notTheRules', message: "Must hold each of the site's rules exactly once." },
        ]);
      }
      if (!result.ok) {
        return refuse(
          'stale',
          'Somebody else has changed the rules since you opened them. Look at them as they are now and order them again.',
          {
            current: await listWithCounts(siteId),
          },
        );
      }
      bus.publish({ type: 'rules.changed', siteId });
      return done(await listWithCounts(siteId));
    },

    async explain({ actor, siteId, facts }) {
      const denied = deny(actor, 'automations:read');
      if (denied) return denied;
      const site = await storage.sites.get(siteId);
      if (!site) return missing('site');
      const criteria = ruleSets.criteriaOf(site);
      const [list, snapshot] = await Promise.all([storage.rules.list(siteId), people.snapshot()]);
      const all = list.rules.map((rule) =>
        filledRule(
          rule,
          teamOf(rule.then.from, snapshot),
          criteria.byId,
          rule.enabled && isUsable(rule.then.from, snapshot),
        ),
      );
      const now = clock.now();
      const hours = businessHoursFacts(
        serverKeys(
          all.map(({ when }) => when),
          criteria.byId,
        ),
        snapshot,
        teamHours,
        now,
        now,
      );
      const current = Object.fromEntries([...hours].map(([key, { value }]) => [key, value]));
      return done(ruleSets.compile(all, criteria).explain({ ...current, ...facts }));
    },

    async analyze({ actor, siteId }) {
      const denied = deny(actor, 'automations:read');
      if (denied) return denied;
      const site = await storage.sites.get(siteId);
      if (!site) return missing('site');
      const criteria = ruleSets.criteriaOf(site);
      const [list, snapshot] = await Promise.all([storage.rules.list(siteId), people.snapshot()]);
      const enforced = list.rules
        .filter((rule) => rule.enabled && isUsable(rule.then.from, snapshot))
        .map((rule) => filledRule(rule, teamOf(rule.then.from, snapshot), criteria.byId));
      return done(analyzeRules(enforced, criteria.compileOptions));
    },

    async criteria({ actor, siteId }) {
      const denied = deny(actor, 'automations:read');
      if (denied) return denied;
      if (siteId === undefined) return done(factSource.criteria);
      const site = await storage.sites.get(siteId);
      return site ? done(ruleSets.criteriaOf(site).list) : missing('site');
    },
  };
}

function fields(draft: RuleDraft): Pick<Rule, 'title' | 'enabled' | 'when' | 'then'> {
  const { from, message, assign } = draft.then;
  return {
    title: draft.title.trim(),
    enabled: draft.enabled,
    when: draft.when,
    then: {
      from: 'team' in from ? { team: from.team } : { agent: from.agent },
      message: message.trim(),
      assign,
    },
  };
}
