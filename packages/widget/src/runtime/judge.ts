import type { Criterion, Residue } from '@beckon/protocol';
import { compileRules } from '@beckon/engine/browser';
import { type Facts, stilled, type Tracker } from '../tracker/tracker';
import type { Cancel, Clock } from './world';

type Rule = Residue['rules'][number];

/** What came of trying to show a rule's message. `refused`: not again until a fact changes; `later`: not before so many ms. */
export type Attempt = { readonly is: 'shown' } | { readonly is: 'refused' } | { readonly is: 'later'; readonly after: number };

/** ms until the next try where one has failed. */
export const AFTER_FAILURE = 30_000;

/** Judges the residue at every change, with one timer to the next moment at which time alone decides. */
export interface Judge {
  /** Takes a (fresh) residue and judges. */
  use(residue: Residue): void;
  consider(): void;
  /** Does this rule match as things are now? */
  matches(rule: Rule): boolean;
  residue(): Residue | undefined;
}

export interface JudgeOptions {
  readonly clock: Clock;
  readonly tracker: Pick<Tracker, 'facts' | 'present'>;
  /** ms until a message may pop up: 0 now, Infinity: `consider` will be called when it may. */
  readonly blocked: () => number;
  /** The residue has aged: ask for another. */
  readonly ask: () => void;
  readonly attempt: (rule: Rule, facts: Facts, residue: Residue) => Promise<Attempt>;
}

interface RuleSet {
  match(facts: Facts): Rule | undefined;
  wakeAfter(facts: Facts): number;
}

export function compile(rules: readonly Rule[], criteria: readonly Criterion[]): RuleSet {
  return compileRules(rules, { criteria }).ruleSet as RuleSet;
}

export function createJudge({ clock, tracker, blocked, ask, attempt }: JudgeOptions): Judge {
  let residue: Residue | undefined;
  let ruleSet: RuleSet | undefined;
  let takenAt = 0;
  let notBefore = 0;
  let trying = false;
  let asked = false;
  let cancel: Cancel = () => undefined;
  const refused = new Set<string>();
  let refusedWith = '';

  /** The facts that do not move by themselves. */
  const standing = (facts: Facts): string => JSON.stringify({ ...facts, ...stilled });

  const build = (): void => {
    ruleSet = undefined;
    try {
      if (residue) ruleSet = compile(residue.rules.filter(({ id }) => !refused.has(id)), residue.criteria);
    } catch {
      // Rules that this version of the widget cannot read are not for it.
    }
  };

  async function attemptTo(rule: Rule, facts: Facts, from: Residue): Promise<void> {
    trying = true;
    // An answer that nobody could expect is as good as none.
    const result = await attempt(rule, facts, from).catch((): Attempt => ({ is: 'later', after: AFTER_FAILURE }));
    trying = false;
    if (result.is === 'refused') {
      refusedWith = standing(facts);
      refused.add(rule.id);
      build();
    }
    if (result.is === 'later') notBefore = clock.now() + result.after;
    consider();
  }

  const sleep = (ms: number): void => {
    if (ms < Infinity) cancel = clock.after(Math.max(1, Math.ceil(ms)), consider);
  };

  function consider(): void {
    cancel();
    if (!residue || !ruleSet || trying || !tracker.present()) return;
    const block = blocked();
    if (block > 0) return sleep(block);
    const now = clock.now();
    const goodFor = residue.validFor === null ? Infinity : takenAt + residue.validFor - now;
    if (goodFor <= 0) {
      if (!asked) ask();
      asked = true;
      return;
    }
    const facts = tracker.facts();
    if (refused.size > 0 && standing(facts) !== refusedWith) {
      refused.clear();
      build();
    }
    let wait = notBefore - now;
    if (wait <= 0) {
      const rule = ruleSet.match(facts);
      if (rule) return void attemptTo(rule, facts, residue);
      wait = ruleSet.wakeAfter(facts);
    }
    sleep(Math.min(wait, goodFor));
  }

  return {
    use(fresh) {
      if (fresh.revision !== residue?.revision) refused.clear();
      residue = fresh;
      takenAt = clock.now();
      asked = false;
      build();
      consider();
    },
    consider,
    matches(rule) {
      try {
        return residue !== undefined && compile([rule], residue.criteria).match(tracker.facts()) !== undefined;
      } catch {
        return false;
      }
    },
    residue: () => residue,
  };
}
