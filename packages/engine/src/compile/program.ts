import { type Criterion } from '../declare/criterion';
import { type Condition, type Rule, type When } from '../declare/rule';
import { type Scalar, type View } from '../values/view';

/**
 * The intermediate representation that all forms are made from: rules that are checked, with values normalised and
 * the twenty-one operators brought down to these tests. A test looks at a present value only; what a missing fact
 * means is the same for all (see `ConditionNode`).
 */
export type Test =
  /** The value is present: `isKnown`. The only test that answers for a missing fact, too. */
  | { readonly op: 'known'; readonly view: View }
  /** The value is one of these (text, booleans). Order is as written, without doubles. */
  | { readonly op: 'in'; readonly view: View; readonly values: readonly Scalar[] }
  | { readonly op: 'contains' | 'startsWith' | 'endsWith'; readonly view: View; readonly value: string }
  /** The text is the literals in order with any run between them; always two or more (a pattern without `*` is an `in`). */
  | { readonly op: 'like'; readonly view: View; readonly parts: readonly string[] }
  /** `regex` ignores case and has no state (`i` flag alone); use its `source` to look for literals. */
  | { readonly op: 'regex'; readonly view: View; readonly regex: RegExp }
  /** RFC 4647 basic filtering: the tag is one of these or begins with one and a hyphen. */
  | { readonly op: 'language'; readonly view: 'language'; readonly values: readonly string[] }
  /** `from <= x <= to`; an open end excludes its bound. Bounds may be infinite. */
  | {
      readonly op: 'range';
      readonly view: 'number' | 'date';
      readonly from: number;
      readonly fromOpen: boolean;
      readonly to: number;
      readonly toOpen: boolean;
    }
  /** A plugin's own operator: undefined means that it failed (unknown). */
  | { readonly op: 'custom'; readonly view: View; readonly test: (actual: Scalar) => boolean | undefined };

/**
 * A condition: unknown if its fact is missing (unless its one test is `known`), else whether any of the tests holds,
 * the other way round if `negated`. All tests read the same fact; their views agree on whether it is missing.
 */
export interface ConditionNode {
  readonly kind: 'condition';
  /** The engine's own frozen copy of the condition as written. */
  readonly condition: Condition;
  /** JSON Pointer from the rule. */
  readonly path: string;
  readonly criterion: Criterion;
  /** The key in the facts, qualifier included. */
  readonly fact: string;
  readonly tests: readonly Test[];
  readonly negated: boolean;
}

/** Kleene's `all`, `any` or `not` over nodes. */
export type Node =
  | ConditionNode
  | { readonly kind: 'all' | 'any'; readonly of: readonly Node[] }
  | { readonly kind: 'not'; readonly of: Node };

/** One rule, compiled. */
export interface RuleNode<R = Rule> {
  /** The rule as it was given, for answers; nothing is read from it after compiling. */
  readonly rule: R;
  readonly id: string;
  readonly enabled: boolean;
  /** The engine's own frozen copy of `when`. */
  readonly when: When;
  readonly node: Node;
}

/** A rule set before it has a form: all rules in order, the disabled ones included. */
export interface Program<R = Rule> {
  readonly rules: readonly RuleNode<R>[];
}

/**
 * What a form of the rule set must be able to do. Numbers are indexes into `program.rules`; disabled rules never match.
 * Every form gives the same answers; `compileRules` of the main entry uses the one that `indexed/` builds.
 */
export interface Matcher {
  /** The first rule that matches, or -1. */
  first(facts: Readonly<Record<string, unknown>>): number;
  /** All rules that match, in order. */
  all(facts: Readonly<Record<string, unknown>>): number[];
}

/**
 * Makes a form of a program. `previous` is what the same builder made before. A rule that did not change has the same
 * `node` (the same object) in both programs, so that what was made of it may be taken over; its place may differ.
 */
export type BuildMatcher = (
  program: Program,
  previous?: { readonly program: Program; readonly matcher: Matcher },
) => Matcher;
