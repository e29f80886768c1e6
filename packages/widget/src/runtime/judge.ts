import type { Residue } from '@beckon/protocol';
import { compileRules } from '@beckon/engine/browser';
import { type Facts, stilled, type Tracker } from '../tracker/tracker';
import type { Cancel, Clock } from './world';

type Rule = Residue['rules'][number];

/** What came of trying to show a rule's message: not again until a fact changes; else ms before which nothing is tried. */
export type Attempt = typeof REFUSED | number;
export const REFUSED = -1;
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
  /** Nothing may pop up now; `consider` will be called when it may. */
  readonly blocked: () => boolean;
  /** The residue has aged: ask for another. */
  readonly ask: () => void;
  readonly attempt: (rule: Rule, facts: Facts, residue: Residue) => Promise<Attempt>;
}

interface RuleSet {
  match(facts: Facts): Rule | undefined;
  wakeAfter(facts: Facts): number;
}

/** Rules that this version of the widget cannot read are not for it: `undefined`. */
export function compile(
  rules: readonly Rule[],
  { criteria }: Pick<Residue, 'criteria'>,
): RuleSet | undefined {
  try {
    return compileRules(rules, { criteria }).ruleSet as RuleSet;
  } catch {
    return undefined;
  }
}

export function createJudge({ clock, tracker, blocked, ask, attempt }: JudgeOptions): Judge {
  let residue: Residue | undefined;
  let ruleSet: RuleSet | undefined;
  let takenAt = 0;
  let notBefore = 0;
  let trying = false;
  let asked = false;
  let cancel: Cancel | undefined;
  let refused: string[] = [];
  let refusedWith = '';

  /** The facts that do not move by themselves. */
  const standing = (facts: Facts): string => JSON.stringify({ ...facts, ...stilled });

  const build = (without: string[]): void => {
    refused = without;
    ruleSet =
      residue &&
      compile(
        residue.rules.filter(({ id }) => !refused.includes(id)),
        residue,
      );
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
    if (wait < Infinity) cancel = clock.after(Math.max(1, Math.ceil(wait)), consider);
  }

  return {
    use(fresh) {
      const known = fresh.revision === residue?.revision ? refused : [];
      residue = fresh;
      takenAt = clock.now();
      asked = false;
      build(known);
      consider();
    },
    consider,
    matches: (rule) => Boolean(residue && compile([rule], residue)?.match(tracker.facts())),
    residue: () => residue,
  };
}
