import { type Condition, type Criterion, type When } from '@beckon/engine';
import { type Actor, type Answer } from '../answer';
import { type Rule, type RuleAction, type RuleCounts } from '../model';
import { type Explanation, type Finding } from '../rule-sets/explanation';
import { type SentFacts } from '../visits/visits';

/** What an administrator writes of a rule. */
export interface RuleDraft {
  title: string;
  enabled: boolean;
  when: When<Condition>;
  then: RuleAction;
}

export interface RuleWithCounts extends Rule {
  counts: Omit<RuleCounts, 'ruleId'>;
}

/**
 * Engagement rules. Reading wants `automations:read`, changing `automations:manage` (`forbidden` else). Changes name the revision they saw:
 * `stale` with `current` where it has moved on. A rule that the engine refuses: `invalidRule`, with a JSON Pointer from the rule in each issue.
 * A sender who does not exist or cannot be used: `invalidReference`.
 */
export interface Rules {
  list(request: {
    actor: Actor;
    siteId: string;
  }): Promise<Answer<{ revision: number; rules: RuleWithCounts[] }>>;
  get(request: { actor: Actor; ruleId: string }): Promise<Answer<Rule>>;
  /** Appends it. The same `key` again answers the rule that is there. */
  create(request: {
    actor: Actor;
    siteId: string;
    draft: RuleDraft;
    key?: string | undefined;
  }): Promise<Answer<Rule>>;
  save(request: { actor: Actor; ruleId: string; draft: RuleDraft; revision: number }): Promise<Answer<Rule>>;
  /** A rule that is no longer valid can be switched off, not on. */
  enable(request: {
    actor: Actor;
    ruleId: string;
    enabled: boolean;
    revision: number;
  }): Promise<Answer<Rule>>;
  remove(request: { actor: Actor; ruleId: string; revision: number }): Promise<Answer<Rule>>;
  /** Takes a deleted rule back to where it stood. */
  restore(request: { actor: Actor; ruleId: string; revision: number }): Promise<Answer<Rule>>;
  /** Exactly the site's rules in their new order, and the list's revision. */
  reorder(request: {
    actor: Actor;
    siteId: string;
    ids: string[];
    revision: number;
  }): Promise<Answer<{ revision: number; rules: RuleWithCounts[] }>>;
  /**
   * For these facts, each rule's verdict and why. A rule that is switched off, or whose sender cannot be used, is `disabled`; one that is no longer valid is
   * left out. Business hours that are not given are those of now.
   */
  explain(request: { actor: Actor; siteId: string; facts: SentFacts }): Promise<Answer<Explanation>>;
  analyze(request: { actor: Actor; siteId: string }): Promise<Answer<Finding[]>>;
  /** What conditions can be made of; of a site's rules: with the facts that its pages push. */
  criteria(request: { actor: Actor; siteId?: string }): Promise<Answer<readonly Criterion[]>>;
}
