import { compileRules, type Issue, type RuleSet } from '@beckon/engine';
import { type Rule, type RuleList, type Site } from '../model';
import { isUsable, type PeopleCache, type PeopleSnapshot, teamOf } from '../people/people-cache';
import { type FactSource, type Logger, type Storage } from '../ports';
import { serverKeys } from './conditions';
import { filledRule, type FilledRule } from './fill-team';
import { createSiteCriteria, type SiteCriteria } from './site-criteria';

/** A site's rules as they are enforced now. */
export interface SiteRules {
  /** Of the list they were made from. */
  revision: number;
  /** The rules that take part, in order, as the administrator wrote them: enabled, valid, and with a sender who can be used. */
  rules: ReadonlyMap<string, Rule>;
  ruleSet: RuleSet<FilledRule>;
  /** What they were compiled with. */
  criteria: SiteCriteria;
  /** For each rule, the fact keys that the server alone knows. */
  serverKeys: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface RuleSets {
  /** The criteria that a site's rules may use. */
  criteriaOf(site: Pick<Site, 'facts'>): SiteCriteria;
  /** The site's rules as they are stored now. */
  of(site: Pick<Site, 'id' | 'facts'>): Promise<SiteRules>;
  /** The rule set without these rules: what is left of a visit in which they were engaged. */
  without(siteRules: SiteRules, engaged: ReadonlySet<string>): RuleSet<FilledRule>;
  /** Compiles what is valid of these rules, besides what is enforced: to explain them. */
  compile(rules: readonly FilledRule[], criteria: SiteCriteria): RuleSet<FilledRule>;
}

/** So many sites' rule sets are kept; the one that was asked for longest ago goes first. */
const MAX_SITES = 200;
/** So many smaller rule sets are kept of one; most visits are engaged by one or two rules. */
const MAX_PARTS = 50;

interface Kept {
  revision: number;
  people: PeopleSnapshot;
  criteria: SiteCriteria;
  rules: Promise<Compiled>;
}

interface Filled {
  rule: FilledRule;
  revision: number;
  team: string | null;
}

interface Compiled extends SiteRules {
  list: RuleList;
  /** What each rule was filled from, so that an unchanged rule is the same object in the next compilation. */
  filled: ReadonlyMap<string, Filled>;
  /** Those that the engine refused: they are not tried again before they change. */
  refused: ReadonlyMap<string, Filled>;
}

/**
 * The rule sets of all sites: compiled once for each revision of a site's rules and each change of what its pages push, and incrementally from the one before. A rule whose
 * sender is gone or disabled, or that is no longer valid (its plugin was taken out), is left out and stops no other one; it takes part
 * again as soon as it can.
 */
export function createRuleSets(dependencies: {
  storage: Pick<Storage, 'rules'>;
  people: PeopleCache;
  factSource: FactSource;
  logger: Logger;
}): RuleSets {
  const { storage, people, factSource, logger } = dependencies;
  const criteriaOf = createSiteCriteria(factSource);
  const kept = new Map<string, Kept>();

  async function build(
    siteId: string,
    revision: number,
    snapshot: PeopleSnapshot,
    criteria: SiteCriteria,
    kept: Compiled | undefined,
  ): Promise<Compiled> {
    const list = kept?.revision === revision ? kept.list : await storage.rules.list(siteId);
    // What was compiled, or refused, with other criteria says nothing.
    const previous = kept?.criteria === criteria ? kept : undefined;
    const filled = new Map<string, Filled>();
    const refused = new Map<string, Filled>();
    for (const rule of list.rules) {
      if (!rule.enabled || !isUsable(rule.then.from, snapshot)) continue;
      const team = teamOf(rule.then.from, snapshot);
      const isSame = (before: Filled | undefined) =>
        before?.revision === rule.revision && before.team === team;
      const [before, refusedBefore] = [previous?.filled.get(rule.id), previous?.refused.get(rule.id)];
      if (refusedBefore && isSame(refusedBefore)) refused.set(rule.id, refusedBefore);
      else
        filled.set(
          rule.id,
          before && isSame(before)
            ? before
            : { rule: filledRule(rule, team, criteria.byId), revision: rule.revision, team },
        );
    }
    if (previous && previous.list === list && hasSame(previous.filled, filled)) return previous;
    const { ruleSet, issues } = compileValid(
      [...filled.values()].map(({ rule }) => rule),
      criteria,
      previous?.ruleSet,
    );
    if (issues.length > 0) logger.warn('Rules that are no longer valid do not fire', { siteId, issues });
    for (const { ruleId } of issues) {
      const entry = filled.get(ruleId);
      if (entry) refused.set(ruleId, entry);
      filled.delete(ruleId);
    }
    return {
      revision: list.revision,
      list,
      rules: new Map(list.rules.filter((rule) => filled.has(rule.id)).map((rule) => [rule.id, rule])),
      ruleSet,
      criteria,
      serverKeys: new Map([...filled].map(([id, { rule }]) => [id, serverKeys([rule.when], criteria.byId)])),
      filled,
      refused,
    };
  }

  /** Compiles what is valid, and says what is not. */
  function compileValid(
    rules: readonly FilledRule[],
    { compileOptions }: SiteCriteria,
    previous?: RuleSet<FilledRule>,
  ): { ruleSet: RuleSet<FilledRule>; issues: readonly Issue[] } {
    const issues: Issue[] = [];
    let valid = rules;
    for (;;) {
      const result = compileRules(valid, previous ? { ...compileOptions, previous } : compileOptions);
      if (result.ok) return { ruleSet: result.ruleSet, issues };
      const bad = new Set(result.issues.map((issue) => issue.ruleId));
      const rest = valid.filter(({ id }) => !bad.has(id));
      if (rest.length === valid.length)
        throw new Error(`The rules cannot be compiled: ${result.issues[0]?.message ?? 'no issue is named'}`);
      issues.push(...result.issues);
      valid = rest;
    }
  }

  const parts = new WeakMap<RuleSet<FilledRule>, Map<string, RuleSet<FilledRule>>>();

  return {
    criteriaOf,
    compile: (rules, criteria) => compileValid(rules, criteria).ruleSet,
    without({ ruleSet, criteria }, engaged) {
      const rest = ruleSet.rules.filter((rule) => !engaged.has(rule.id));
      if (rest.length === ruleSet.rules.length) return ruleSet;
      const known = parts.get(ruleSet) ?? new Map<string, RuleSet<FilledRule>>();
      parts.set(ruleSet, known);
      const name = ruleSet.rules.flatMap(({ id }) => (engaged.has(id) ? [id] : [])).join(' ');
      const before = known.get(name);
      if (before) return before;
      const result = compileRules(rest, { ...criteria.compileOptions, previous: ruleSet });
      if (!result.ok)
        throw new Error(`Valid rules became invalid by leaving some out: ${result.issues[0]?.message ?? ''}`);
      if (known.size >= MAX_PARTS) known.clear();
      known.set(name, result.ruleSet);
      return result.ruleSet;
    },
    async of(site) {
      const siteId = site.id;
      const criteria = criteriaOf(site);
      const [revision, snapshot] = await Promise.all([storage.rules.revision(siteId), people.snapshot()]);
      const before = kept.get(siteId);
      // Taken out and put in again: the map's order is the order of use.
      kept.delete(siteId);
      if (before?.revision === revision && before.people === snapshot && before.criteria === criteria) {
        kept.set(siteId, before);
        return before.rules;
      }
      const rules = (before?.rules.catch(() => undefined) ?? Promise.resolve(undefined)).then((previous) =>
        build(siteId, revision, snapshot, criteria, previous),
      );
      const entry: Kept = { revision, people: snapshot, criteria, rules };
      kept.set(siteId, entry);
      const oldest = kept.keys().next().value;
      if (kept.size > MAX_SITES && oldest !== undefined) kept.delete(oldest);
      rules.catch(() => {
        if (kept.get(siteId) === entry) kept.delete(siteId);
      });
      return rules;
    },
  };
}

/** Are these the same entries in the same order? */
function hasSame(before: ReadonlyMap<string, Filled>, now: ReadonlyMap<string, Filled>): boolean {
  if (before.size !== now.size) return false;
  const entries = before.values();
  return [...now.values()].every((entry) => entries.next().value === entry);
}
