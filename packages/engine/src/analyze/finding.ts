/**
 * What analysis finds.
 *
 * - `contradiction`: conditions that exclude each other
 * - `unreachableTime`: a time that a visit does not reach
 * - `alwaysTrue`: it holds for everybody, or for everybody whose fact is known
 * - `notAOrNotB`: "is not A or is not B" holds for everything, "does not contain A or does not contain B" for nearly everything
 * - `redundant`: the conditions beside it say as much
 * - `duplicate`: two conditions or two rules that ask the same
 * - `unlikelyValue`: it compares with what facts hardly ever are, such as a URL without its `https://`
 * - `shadowed`: whenever the rule matches, an earlier one does, too
 * - `riskyRegex`: a regular expression that can take too long
 * - `invalid`: a rule that cannot be compiled at all
 */
export type FindingCode =
  | 'contradiction'
  | 'unreachableTime'
  | 'alwaysTrue'
  | 'notAOrNotB'
  | 'redundant'
  | 'duplicate'
  | 'unlikelyValue'
  | 'shadowed'
  | 'riskyRegex'
  | 'invalid';

/** A place in a rule: a JSON Pointer from the rule. */
export interface Place {
  readonly ruleId: string;
  readonly path: string;
}

/** One finding. */
export interface Finding {
  readonly code: FindingCode;
  /** `error`: the rule can never win as things are (where rules step aside after they fired: not before an earlier one did). `warning`: it works, but probably not as it was meant. */
  readonly severity: 'error' | 'warning';
  /** The rules it is about, the one to mend first. */
  readonly ruleIds: readonly string[];
  /** The conditions and groups it is about. */
  readonly places: readonly Place[];
  /** What is the matter, in a sentence. */
  readonly message: string;
  /** How to mend it, in a sentence. */
  readonly mend: string;
}
