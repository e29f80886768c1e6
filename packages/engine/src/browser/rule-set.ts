import { type CustomTests } from '../compile/lower';
import { type Criterion } from '../declare/criterion';
import { type Condition, type Facts, type Rule, type When } from '../declare/rule';
import { isInLanguage, isLike } from '../values/compare';
import { read } from '../values/read';
import { foldText } from '../values/text';
import { decodeEscapes, readUrlValue } from '../values/url';
import { type View } from '../values/view';
import { type Clock } from '../wake/wake-after';

/** 0 no match, 1 unknown, 2 match: `all` is the least, `any` the greatest and `not` is 2 - x. */
type Check = () => number;

type Comparison = (actual: never, value: never, to: never) => boolean | undefined;

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
  between: (actual, from, to) => actual >= from && actual <= to,
  before: below,
  after: above,
};

/** One rule as closures over the facts of the evaluation under way. */
interface Compiled<R> {
  readonly rule: R;
  readonly check: Check;
  readonly clocks: readonly Clock[];
}

/** Valid rules as closures that share what they read. */
export interface Closures<R> {
  readonly rules: readonly Compiled<R>[];
  /** Sets the facts of the evaluation that follows. */
  begin(facts: Facts): void;
}

/** Compiles the enabled ones of valid rules. */
export function compileClosures<R extends Rule>(
  rules: readonly R[],
  criteria: readonly Criterion[],
  tests: CustomTests = {},
): Closures<R> {
  const seen = new Map<string, unknown>();
  let facts: Facts;

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
    const compiled = values.map((raw): [key: string, view: View, value: unknown] => {
      const text = String(raw).trim();
      let view: View = fold ?? type;
      let wanted: unknown = read(view, raw);
      if (type === 'url') {
        if (['is', 'like', 'startsWith'].includes(base)) {
          if (text[0] === '/') view = text.includes('?') ? 'pathQuery' : 'path';
          if (base === 'is' || (base === 'like' && !text.endsWith('*'))) view = `${view as 'url'}/`;
          wanted = readUrlValue(text, view);
        } else wanted = foldText(decodeEscapes(text));
      }
      if (base === 'matches') wanted = new RegExp(raw as string, 'i');
      if (base === 'like') wanted = (wanted as string).split('*');
      return [view + ' ' + fact, view, wanted];
    });
    if (rate) {
      clocks.push({ fact, rate, bounds: (values as number[]).flatMap((bound) => [bound, bound + 1]) });
      if (base === 'is') compare = (actual: number, value) => Math.floor(actual) === value;
    }
    const yes = base === operator || operator === 'isOneOf' ? 2 : 0;
    const to = compiled[1]?.[2];
    return () => {
      for (const [key, view, wanted] of compiled) {
        if (!seen.has(key)) seen.set(key, read(view, facts[fact]));
        const actual = seen.get(key);
        if (base === 'isKnown') return actual === undefined ? 2 - yes : yes;
        const holds = actual === undefined ? actual : compare(actual as never, wanted as never, to as never);
        if (holds === undefined) return 1;
        if (holds) return yes;
        if (base === 'between') break;
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
    return () => {
      let level = all ? 2 : 0;
      for (const check of checks) level = all ? Math.min(level, check()) : Math.max(level, check());
      return level;
    };
  };

  return {
    rules: rules
      .filter((rule) => rule.enabled !== false)
      .map((rule) => {
        const clocks: Clock[] = [];
        return { rule, check: compile(rule.when, clocks), clocks };
      }),
    begin(next) {
      facts = next;
      seen.clear();
    },
  };
}
