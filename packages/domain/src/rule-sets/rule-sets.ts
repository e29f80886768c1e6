import { compileRules, type Criterion, type CustomTests, type Issue, type RuleSet } from '@beckon/engine';
import { type Rule, type RuleList } from '../model';
import { isUsable, type PeopleCache, type PeopleSnapshot, teamOf } from '../people/people-cache';
import { type FactSource, type Logger, type Storage } from '../ports';
import { type CriteriaById, isServerOnly, serverKeys } from './conditions';
import { filledRule, type FilledRule } from './fill-team';

/** A site's rules as they are enforced now. */
export interface SiteRules {
  /** Of the list they were made from. */
  revision: number;
  /** The rules that take part, in order, as the administrator wrote them: enabled, valid, and with a sender who can be used. */
  rules: ReadonlyMap<string, Rule>;
  ruleSet: RuleSet<FilledRule>;
  /** For each rule, the fact keys that the server alone knows. */
  serverKeys: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface RuleSets {
  /** The criteria of this installation, by id. */
  readonly criteria: CriteriaById;
  /** The site's rules as they are stored now. */
  of(siteId: string): Promise<SiteRules>;
  /** The rule set without these rules: what is left of a visit in which they were engaged. */
  without(siteRules: SiteRules, engaged: ReadonlySet<string>): RuleSet<FilledRule>;
  /** Compiles what is valid of these rules, besides what is enforced: to explain them. */
  compile(rules: readonly FilledRule[]): RuleSet<FilledRule>;
  /** What `compileRules` is called with. */
  readonly compileOptions: CompileOptions;
}

/** What every compilation of this installation is given. */
export interface CompileOptions {
  criteria: readonly Criterion[];
  operators?: CustomTests;
}

/** So many sites' rule sets are kept; the one that was asked for longest ago goes first. */
const MAX_SITES = 200;
/** So many smaller rule sets are kept of one; most visits are engaged by one or two rules. */
const MAX_PARTS = 50;

interface Kept {
  revision: number;
  people: PeopleSnapshot;
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
 * The rule sets of all sites: compiled once for each revision of a site's rules, and incrementally from the one before. A rule whose
 * sender is gone or disabled, or that is no longer valid (its plugin was taken out), is left out and stops no other one; it takes part
 * again as soon as it can.
 */
export function createRuleSets(dependencies: { storage: Pick<Storage, 'rules'>; people: PeopleCache; factSource: FactSource; logger: Logger }): RuleSets {
  const { storage, people, factSource, logger } = dependencies;
  const criteria: CriteriaById = new Map(factSource.criteria.map((criterion) => [criterion.id, criterion]));
  const compileOptions: CompileOptions = {
    criteria: factSource.criteria.map(settledByServer),
    // The engine calls a test with what the criterion's declaration promises, which no type here can say.
    ...(factSource.operators ? { operators: factSource.operators as CustomTests } : {}),
  };
  const kept = new Map<string, Kept>();

  async function build(siteId: string, revision: number, snapshot: PeopleSnapshot, previous: Compiled | undefined): Promise<Compiled> {
    const list = previous?.revision === revision ? previous.list : await storage.rules.list(siteId);
    const filled = new Map<string, Filled>();
    const refused = new Map<string, Filled>();
    for (const rule of list.rules) {
      if (!rule.enabled || !isUsable(rule.then.from, snapshot)) continue;
      const team = teamOf(rule.then.from, snapshot);
      const isSame = (before: Filled | undefined) => before?.revision === rule.revision && before.team === team;
      const [before, refusedBefore] = [previous?.filled.get(rule.id), previous?.refused.get(rule.id)];
      if (refusedBefore && isSame(refusedBefore)) refused.set(rule.id, refusedBefore);
      else filled.set(rule.id, before && isSame(before) ? before : { rule: filledRule(rule, team, criteria), revision: rule.revision, team });
    }
    if (previous && previous.list === list && hasSame(previous.filled, filled)) return previous;
    const { ruleSet, issues } = compileValid([...filled.values()].map(({ rule }) => rule), previous?.ruleSet);
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
      serverKeys: new Map([...filled].map(([id, { rule }]) => [id, serverKeys([rule.when], criteria)])),
      filled,
      refused,
    };
  }

  /** Compiles what is valid, and says what is not. */
  function compileValid(rules: readonly FilledRule[], previous?: RuleSet<FilledRule>): { ruleSet: RuleSet<FilledRule>; issues: readonly Issue[] } {
    const issues: Issue[] = [];
    let valid = rules;
    for (;;) {
      const result = compileRules(valid, previous ? { ...compileOptions, previous } : compileOptions);
      if (result.ok) return { ruleSet: result.ruleSet, issues };
      const bad = new Set(result.issues.map((issue) => issue.ruleId));
      const rest = valid.filter(({ id }) => !bad.has(id));
      if (rest.length === valid.length) throw new Error(`The rules cannot be compiled: ${result.issues[0]?.message ?? 'no issue is named'}`);
      issues.push(...result.issues);
      valid = rest;
    }
  }

  const parts = new WeakMap<RuleSet<FilledRule>, Map<string, RuleSet<FilledRule>>>();

  return {
    criteria,
    compileOptions,
    compile: (rules) => compileValid(rules).ruleSet,
    without({ ruleSet }, engaged) {
      const rest = ruleSet.rules.filter((rule) => !engaged.has(rule.id));
      if (rest.length === ruleSet.rules.length) return ruleSet;
      const known = parts.get(ruleSet) ?? new Map<string, RuleSet<FilledRule>>();
      parts.set(ruleSet, known);
      const name = ruleSet.rules.flatMap(({ id }) => (engaged.has(id) ? [id] : [])).join(' ');
      const before = known.get(name);
      if (before) return before;
      const result = compileRules(rest, { ...compileOptions, previous: ruleSet });
      if (!result.ok) throw new Error(`Valid rules became invalid by leaving some out: ${result.issues[0]?.message ?? ''}`);
      if (known.size >= MAX_PARTS) known.clear();
      known.set(name, result.ruleSet);
      return result.ruleSet;
    },
    async of(siteId) {
      const [revision, snapshot] = await Promise.all([storage.rules.revision(siteId), people.snapshot()]);
      const before = kept.get(siteId);
      // Taken out and put in again: the map's order is the order of use.
      kept.delete(siteId);
      if (before?.revision === revision && before.people === snapshot) {
        kept.set(siteId, before);
        return before.rules;
      }
      const rules = (before?.rules.catch(() => undefined) ?? Promise.resolve(undefined)).then((previous) => build(siteId, revision, snapshot, previous));
      const entry: Kept = { revision, people: snapshot, rules };
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

/**
 * However a plugin declares that a fact of the server changes: to the browser it is held, for the server supplies it and says how long it
 * holds. So its conditions are settled and never leave the server.
 */
function settledByServer(criterion: Criterion): Criterion {
  return isServerOnly(criterion) && criterion.changes !== 'final' ? { ...criterion, changes: 'held' } : criterion;
}
