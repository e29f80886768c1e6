import { type Criterion } from '../declare/criterion';
import { type Condition } from '../declare/rule';
import { read, viewOf } from '../values/read';
import { foldText } from '../values/text';
import { decodeEscapes, readUrlValue } from '../values/url';
import { type Scalar, type View } from '../values/view';
import { type Test } from './program';

/** The code of a plugin's own operator. */
export type CustomTest = (actual: Scalar, value: unknown) => boolean;

/** Code of plugins' operators, by operator id. */
export type CustomTests = Readonly<Record<string, CustomTest>>;

/** What a condition says in the terms of the intermediate representation. */
export interface Lowered {
  readonly tests: readonly Test[];
  readonly negated: boolean;
}

/** The operators that are another one, the other way round. */
export const opposites: Readonly<Record<string, string>> = {
  isNot: 'is',
  isNoneOf: 'isOneOf',
  notContains: 'contains',
  notLike: 'like',
  notMatches: 'matches',
  isUnknown: 'isKnown',
};

/**
 * Brings a valid condition down to tests, its value normalised as its facts are. It checks nothing: the browser's form
 * uses it for rules that a server has validated.
 */
export function lower(condition: Condition, criterion: Criterion, customTests: CustomTests = {}): Lowered {
  const { operator, value } = condition;
  const view = viewOf(criterion);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const base = opposites[operator] ?? operator;
  let tests: readonly Test[];
  if (criterion.operators?.some((entry) => typeof entry === 'object' && entry.id === operator)) {
    tests = [{ op: 'custom', view, test: guarded(customTests[operator], value) }];
  } else if (base === 'isKnown') tests = [{ op: 'known', view }];
  else if (view === 'number' || view === 'date') tests = [lowerRange(view, base, values, criterion)];
  else if (view === 'language')
    tests = [{ op: view, view, values: unique(values.map((entry) => read(view, entry) as string)) }];
  else if (base === 'matches') tests = [{ op: 'regex', view, regex: new RegExp(value as string, 'i') }];
  else if (view === 'url') tests = lowerUrl(base, values as readonly string[]);
  else
    tests = [
      lowerText(
        view,
        base,
        values.map((entry) => read(view, entry)!),
      ),
    ];
  return { tests, negated: base !== operator };
}

const unique = <T>(values: readonly T[]): readonly T[] => (values.length < 2 ? values : [...new Set(values)]);

function guarded(test: CustomTest | undefined, value: unknown): (actual: Scalar) => boolean | undefined {
  return (actual) => {
    try {
      return test?.(actual, value);
    } catch {
      return undefined;
    }
  };
}

function lowerRange(
  view: 'number' | 'date',
  base: string,
  values: readonly unknown[],
  criterion: Criterion,
): Test {
  const from = read(view, values[0]) as number;
  const above = base === 'greaterThan' || base === 'after';
  const below = base === 'lessThan' || base === 'before';
  // A ticking fact is compared by its whole unit: 15 is all of 15 <= x < 16.
  const whole = base === 'is' && typeof criterion.changes === 'object';
  const to = values.length > 1 ? (read(view, values[1]) as number) : whole ? from + 1 : from;
  return {
    op: 'range',
    view,
    from: below || base === 'lessThanOrEqual' ? -Infinity : from,
    fromOpen: above,
    to: above || base === 'greaterThanOrEqual' ? Infinity : to,
    toOpen: below || whole,
  };
}

function lowerText(view: View, base: string, values: readonly Scalar[]): Test {
  const value = values[0] as string;
  if (base === 'contains' || base === 'startsWith' || base === 'endsWith') return { op: base, view, value };
  if (base === 'like' && value.includes('*')) return { op: base, view, parts: value.split(/\*+/) };
  return { op: 'in', view, values: unique(values) };
}

/** Each value of a URL says by how it begins what is looked at: the path, path and query, or the whole. */
function lowerUrl(base: string, values: readonly string[]): Test[] {
  if (base === 'contains' || base === 'endsWith')
    return [lowerText('url', base, [foldText(decodeEscapes(values[0]!))])];
  const byView = new Map<View, string[]>();
  for (const value of values) {
    const part = value.trim()[0] !== '/' ? 'url' : value.includes('?') ? 'pathQuery' : 'path';
    const view: View =
      base === 'startsWith' || (base === 'like' && value.trim().endsWith('*')) ? part : `${part}/`;
    byView.set(view, [...(byView.get(view) ?? []), readUrlValue(value, view)]);
  }
  return [...byView].map(([view, texts]) => lowerText(view, base, texts));
}
