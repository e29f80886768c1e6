import { type CustomTests } from '../compile/lower';
import { type Criterion } from '../declare/criterion';
import { type Condition, type Facts, type Rule, type When } from '../declare/rule';
import { isInLanguage, isLike } from '../values/compare';
import { foldText } from '../values/text';
import { decodeEscapes, readUrl } from '../values/url';
import { type Read, type View } from '../values/view';
import { type Clock, wakeAfter } from '../wake/wake-after';

/** A rule set in the browser. */
export interface BrowserRuleSet<R, F> {
  /** The first rule that matches, in order, as it was given. */
  match(facts: F): R | undefined;
  /** Milliseconds until passing visible time alone can change a verdict: 1 at least, Infinity for never. */
  wakeAfter(facts: F): number;
}

/** 0 no match, 1 unknown, 2 match: `all` is the least, `any` the greatest and `not` is 2 - x. */
type Check = () => number;

type Comparison = (actual: never, value: never) => boolean | undefined;

/** The comparison behind an operator, where it has another name; all of these but `isOneOf` are its negation. */
const bases: Readonly<Record<string, string>> = {
  isNot: 'is',
  isNoneOf: 'is',
  isOneOf: 'is',
  notContains: 'contains',
  notLike: 'like',
  notMatches: 'matches',
  isUnknown: 'isKnown',
};

const above: Comparison = (actual, value) => actual > value;
const below: Comparison = (actual, value) => actual < value;

const comparisons: Readonly<Record<string, Comparison>> = {
  isKnown: () => true,
  is: (actual, value) => actual === value,
  contains: (actual: string, value: string) => actual.includes(value),
  startsWith: (actual: string, value: string) => actual.startsWith(value),
  endsWith: (actual: string, value: string) => actual.endsWith(value),
  like: isLike,
  matches: (actual: string, value: RegExp) => value.test(actual),
  greaterThan: above,
  greaterThanOrEqual: (actual, value) => actual >= value,
  lessThan: below,
  lessThanOrEqual: (actual, value) => actual <= value,
  before: below,
  after: above,
};

/**
 * The same as `compileRules` for whoever counts each byte: `read` is `readAll`, or `readCommon` where no criterion is of the
 * type `date` or folds as a `city`. A bundler leaves out what is not asked for.
 *
 * @example
 * compileWith(readCommon, residue.rules, residue.criteria).match(facts)
 */
export function compileWith<R extends Rule>(
  read: Read,
  rules: readonly R[],
  criteria: readonly Criterion[],
  tests: CustomTests = {},
): BrowserRuleSet<R, Facts> {
  /** The facts of the evaluation under way, and what was read of them: each fact once in each view. */
  let facts: Facts;
  const seen = new Map<string, unknown>();

  const compileCondition = ({ criterion: id, operator, value, of }: Condition, clocks: Clock[]): Check => {
    const { fact: name, type, fold, changes } = criteria.find((criterion) => criterion.id === id)!;
    const fact = of ? name + '/' + of : name;
    const rate = (changes as { readonly ticks?: number } | undefined)?.ticks;
    const base = bases[operator] || operator;
    const values = ([] as unknown[]).concat(value);
    // What is not standard is a plugin's own operator: without its code it fails, which is unknown.
    let compare: Comparison =
      comparisons[base] ??
      ((actual) => {
        try {
          return tests[operator]!(actual, value);
        } catch {
          return undefined;
        }
      });
    if (type === 'language' && base === 'is') compare = isInLanguage;
    const compiled = values.map((raw): [key: string, view: View, value: never] => {
      let view: View = fold ?? type;
      let wanted: unknown = read(view, raw);
      if (type === 'url') {
        let text = String(raw).trim();
        if (['is', 'like', 'startsWith'].includes(base)) {
          if (text[0] === '/') {
            view = text.includes('?') ? 'pathQuery' : 'path';
            // A path may begin with two slashes; a host of its own keeps the second from being read as one.
            text = 'x://x' + text;
          }
          if (base === 'is' || (base === 'like' && !text.endsWith('*'))) view = `${view as 'url'}/`;
          wanted = readUrl(text, view);
        } else wanted = foldText(decodeEscapes(text));
      }
      if (base === 'matches') wanted = new RegExp(raw as string, 'i');
      if (base === 'like') wanted = (wanted as string).split('*');
      return [view + ' ' + fact, view, wanted as never];
    });
    if (rate) {
      clocks.push({ fact, rate, bounds: (values as number[]).flatMap((bound) => [bound, bound + 1]) });
      if (base === 'is') compare = (actual: number, value) => Math.floor(actual) === value;
    }
    if (base === 'between') compare = (actual) => actual >= compiled[0]![2] && actual <= compiled[1]![2];
    const yes = base === operator || operator === 'isOneOf' ? 2 : 0;
    return () => {
      for (const [key, view, wanted] of compiled) {
        if (!seen.has(key)) seen.set(key, read(view, facts[fact]));
        const actual = seen.get(key);
        if (actual === undefined) return base === 'isKnown' ? 2 - yes : 1;
        const holds = compare(actual as never, wanted);
        if (holds === undefined) return 1;
        if (holds) return yes;
      }
      return 2 - yes;
    };
  };

  const compile = (when: When, clocks: Clock[]): Check => {
    if ('not' in when) {
      const check = compile(when.not, clocks);
      return () => 2 - check();
    }
    const { all, any } = when as { readonly all?: readonly When[]; readonly any?: readonly When[] };
    const checks = (all || any)?.map((child) => compile(child, clocks));
    if (!checks) return compileCondition(when as Condition, clocks);
    return () => checks.reduce((level, check) => Math[all ? 'min' : 'max'](level, check()), all ? 2 : 0);
  };

  const begin = (given: Facts): void => {
    facts = given;
    seen.clear();
  };
  const compiled = rules
    .filter((rule) => rule.enabled !== false)
    .map((rule) => {
      const clocks: Clock[] = [];
      return { rule, check: compile(rule.when, clocks), clocks };
    });

  return {
    match(given) {
      begin(given);
      return compiled.find(({ check }) => check() > 1)?.rule;
    },
    wakeAfter: (given) =>
      compiled.reduce((limit, { check, clocks }) => {
        begin(given);
        const now = check();
        return wakeAfter(clocks, given, (moved) => (begin(moved), check() !== now), limit);
      }, Infinity),
  };
}
