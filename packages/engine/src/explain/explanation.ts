import { type Verdict } from '../declare/rule';

/**
 * Why a condition has its verdict.
 *
 * - `holds`: it does
 * - `missingFact`: nobody knows the fact
 * - `wrongType`: the fact is `null`, NaN or of another type than declared
 * - `wrongValue`: the value is another one
 * - `tooEarly`: it will hold if the page stays visible; `holdsAfter` says when
 * - `tooLate`: time has passed it
 * - `operatorFailed`: the code of a plugin's operator threw, or is not here
 */
export type ConditionReason =
  'holds' | 'missingFact' | 'wrongType' | 'wrongValue' | 'tooEarly' | 'tooLate' | 'operatorFailed';

/** One condition, explained. */
export interface BecauseCondition {
  readonly criterion: string;
  readonly operator: string;
  readonly of?: string;
  /** JSON Pointer from the rule. */
  readonly path: string;
  /** The value of the condition, as written; absent if the operator takes none. */
  readonly expected?: unknown;
  /** The fact as it was given. */
  readonly actual: unknown;
  readonly verdict: Verdict;
  readonly reason: ConditionReason;
  /** With `tooEarly`: after so many ms of visible time it holds. */
  readonly holdsAfter?: number;
  /** All of it in one line of plain English. */
  readonly sentence: string;
}

/** A tree of conditions, explained. */
export type Because =
  | BecauseCondition
  | { readonly all: readonly Because[]; readonly verdict: Verdict }
  | { readonly any: readonly Because[]; readonly verdict: Verdict }
  | { readonly not: Because; readonly verdict: Verdict };

/**
 * Why a rule won or did not.
 *
 * - `wins`: the first rule that matches
 * - `shadowedBy`: it matches, and an earlier rule does, too
 * - `tooEarly`: it will match after `matchesAfter` ms if nothing but visible time passes
 * - `notMet`: its conditions do not hold
 * - `notKnown`: a fact that it needs is missing
 * - `disabled`: it is switched off; `verdict` is what it would be
 */
export type RuleReason = 'wins' | 'shadowedBy' | 'tooEarly' | 'notMet' | 'notKnown' | 'disabled';

/** One rule, explained. */
export interface RuleExplanation {
  readonly ruleId: string;
  readonly verdict: Verdict;
  readonly reason: RuleReason;
  /** With the reason `shadowedBy`: the id of the rule that wins. */
  readonly shadowedBy?: string;
  /** With the reason `tooEarly`: ms of visible time. */
  readonly matchesAfter?: number;
  readonly sentence: string;
  readonly because: Because;
}

/** Why each rule did or did not fire. */
export interface Explanation {
  /** The id of the rule that wins. */
  readonly winner: string | undefined;
  readonly rules: readonly RuleExplanation[];
}
