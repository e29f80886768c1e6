/** One question about one fact. */
export interface Condition {
  /** The id of a criterion. */
  readonly criterion: string;
  /** The id of one of its operators. */
  readonly operator: string;
  /** What the operator compares with; absent for `isKnown` and `isUnknown`. */
  readonly value?: unknown;
  /** Of what the fact is, for a criterion with a qualifier. */
  readonly of?: string;
}

/** A tree of conditions. An empty `all` is true, an empty `any` is false. */
export type When<C = Condition> =
  C | { readonly all: readonly When<C>[] } | { readonly any: readonly When<C>[] } | { readonly not: When<C> };

/** What the engine reads of a rule. All else on a rule is carried along untouched. */
export interface Rule<C = Condition> {
  readonly id: string;
  /** A disabled rule is validated and never matched. Default `true`. */
  readonly enabled?: boolean;
  readonly when: When<C>;
}

/**
 * What is known, by fact key. `undefined` and an absent key are unknown; `''` is known to be empty.
 * With a qualifier the key is `fact/OF`, for example `businessHours/01J…`.
 */
export type Facts = Readonly<Record<string, unknown>>;

/** Kleene's three values. A rule fires on `match` only. */
export type Verdict = 'match' | 'noMatch' | 'unknown';

/** Why rules or declarations were refused. A closed set; the message says it in words and how to mend it. */
export type IssueCode =
  | 'notAList'
  | 'tooManyRules'
  | 'tooManyIssues'
  | 'ruleInvalid'
  | 'unreadable'
  | 'idInvalid'
  | 'idDuplicate'
  | 'enabledInvalid'
  | 'whenInvalid'
  | 'cycle'
  | 'tooDeep'
  | 'tooManyConditions'
  | 'criterionInvalid'
  | 'criterionUnknown'
  | 'operatorUnknown'
  | 'operatorNotForCriterion'
  | 'operatorNotImplemented'
  | 'valueMissing'
  | 'valueNotAllowed'
  | 'valueWrongType'
  | 'valueNotText'
  | 'valueEmpty'
  | 'valueTooLong'
  | 'valueTooMany'
  | 'valueNotAnOption'
  | 'valueNotWhole'
  | 'rangeReversed'
  | 'languageInvalid'
  | 'countryInvalid'
  | 'dateInvalid'
  | 'ofMissing'
  | 'ofNotAllowed'
  | 'ofInvalid'
  | 'regexInvalid'
  | 'regexUnsafe';

/** One thing that is wrong with a rule. */
export interface Issue {
  /** The rule's id; `''` if it has none or the issue is not about one rule. */
  readonly ruleId: string;
  /** A JSON Pointer from the rule: `/when/all/0/value`. For a declaration: `/criteria/3/type`. */
  readonly path: string;
  readonly code: IssueCode;
  /** What is wrong and how to mend it, in a sentence. */
  readonly message: string;
}
