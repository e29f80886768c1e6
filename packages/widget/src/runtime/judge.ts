import type { Residue } from '@beckon/protocol';
import { type BrowserRuleSet, compileWith, type Read, readCommon } from '@beckon/engine/browser';
import type { Facts, Tracker } from '../tracker/tracker';
import type { Cancel, Clock } from './world';

type Rule = Residue['rules'][number];

/** What came of trying to show a rule's message: not again until a fact changes; else ms before which nothing is tried. */
export type Attempt = typeof REFUSED | number;
export const REFUSED = -1;
/** ms until the next try where one has failed. */
export const AFTER_FAILURE = 30_000;

/** Judges the residue at every change, with one timer to the next moment at which time alone decides. */
export interface Judge {
  /** Takes a (fresh) residue and judges; `read` where it takes more than the common value types. */
  use(residue: Residue, read?: Read): void;
  consider(): void;
  /** Does this match as things are now? */
  holds(when: Rule['when']): boolean;
  residue(): Residue | undefined;
}

export interface JudgeOptions {
  readonly clock: Clock;
  readonly tracker: Pick<Tracker, 'facts' | 'present'>;
  /** Nothing may pop up now; `consider` will be called when it may. */
  readonly blocked: () => boolean;
  /** The residue has aged: ask for another. */
  readonly ask: () => void;
  readonly attempt: (rule: Rule, facts: Facts, residue: Residue) => Promise<Attempt>;
}

export function createJudge({ clock, tracker, blocked, ask, attempt }: JudgeOptions): Judge {
  let residue: Residue | undefined;
  let ruleSet: BrowserRuleSet<Rule, Facts> | undefined;
  let read = readCommon;
  let takenAt = 0;
  let notBefore = 0;
  let trying = false;
  let asked = false;
  let cancel: Cancel | undefined;
  let refused: string[] = [];
  let refusedWith = '';

  /** The facts that do not move by themselves. */
  const standing = (facts: Facts): string => JSON.stringify({ ...facts, timeOnPage: 0, timeOnSite: 0 });

  /** `undefined`: what this version of the widget cannot read is not for it. */
  const compile = (rules?: readonly Rule[]): typeof ruleSet => {
    try {
      const { rules: open, criteria } = residue as Residue;
      return compileWith(read, rules ?? open.filter(({ id }) => !refused.includes(id)), criteria);
    } catch {
      return undefined;
    }
  };

  const build = (without: string[]): void => {
    refused = without;
    ruleSet = compile();
  };

  async function attemptTo(rule: Rule, facts: Facts, from: Residue): Promise<void> {
    trying = true;
    // An answer that nobody could expect is as good as none.
    const pause = await attempt(rule, facts, from).catch(() => AFTER_FAILURE);
    trying = false;
    notBefore = clock.now() + pause;
    if (pause === REFUSED) {
      refusedWith = standing(facts);
      build([...refused, rule.id]);
    }
    consider();
  }

  function consider(): void {
    cancel?.();
    if (!residue || !ruleSet || trying || blocked() || !tracker.present()) return;
    const now = clock.now();
    const goodFor = (residue.validFor ?? Infinity) + takenAt - now;
    if (goodFor <= 0) {
      if (!asked) ask();
      asked = true;
      return;
    }
    const facts = tracker.facts();
    if (refused[0] && standing(facts) !== refusedWith) build([]);
    let wait = notBefore - now;
    if (wait <= 0) {
      const rule = ruleSet.match(facts);
      if (rule) return void attemptTo(rule, facts, residue);
      wait = ruleSet.wakeAfter(facts);
    }
    wait = Math.min(wait, goodFor);
    if (wait < Infinity) cancel = clock.wait(wait, consider);
  }

  return {
    use(fresh, better = read) {
      const known = fresh.revision === residue?.revision ? refused : [];
      residue = fresh;
      read = better;
      takenAt = clock.now();
      asked = false;
      build(known);
      consider();
    },
    consider,
    holds: (when) => Boolean(compile([{ id: '', when }])?.match(tracker.facts())),
    residue: () => residue,
  };
}
