import { type ConditionNode, type Test } from '../compile/program';
import { type View } from '../values/view';

/** What kind of fact a slot reads. All views of one family agree on whether the fact is missing. */
export type Family =
  'text' | 'city' | 'url' | 'choice' | 'language' | 'country' | 'number' | 'date' | 'boolean';

/** The family of a view. */
export function familyOf(view: View): Family {
  switch (view) {
    case 'url':
    case 'url/':
    case 'path':
    case 'path/':
    case 'pathQuery':
    case 'pathQuery/':
      return 'url';
    default:
      return view;
  }
}

/** A test about a number, or a date in ms: what {@link Test} says with `range`. */
export type Range = Test & { readonly op: 'range' };

/** The numbers in both of two ranges. */
export function intersect(a: Range, b: Range): Range {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  return {
    op: 'range',
    view: a.view,
    from,
    fromOpen: (a.from === from && a.fromOpen) || (b.from === from && b.fromOpen),
    to,
    toOpen: (a.to === to && a.toOpen) || (b.to === to && b.toOpen),
  };
}

/** Whether no number is in a range. */
export function isEmpty({ from, fromOpen, to, toOpen }: Range): boolean {
  return from > to || (from === to && (fromOpen || toOpen));
}

/**
 * A guess at how often a test holds, for choosing by which condition a rule is found. Only speed hangs on it.
 */
export function guessChance(test: Test): number {
  switch (test.op) {
    case 'in':
      return Math.min(0.9, test.values.length * chanceOfValue[familyOf(test.view)]);
    case 'contains':
      return test.value.length > 5 ? 0.06 : 0.12;
    case 'startsWith':
      return test.value.length > 8 ? 0.06 : 0.15;
    case 'endsWith':
      return 0.08;
    case 'like':
      return 0.08;
    case 'regex':
      return 0.1;
    case 'language':
      return Math.min(0.9, test.values.length * 0.15);
    case 'range':
      if (test.from === test.to) return 0.03;
      return Number.isFinite(test.from) && Number.isFinite(test.to) ? 0.2 : 0.45;
    case 'known':
      return 0.95;
    case 'custom':
      return 0.5;
  }
}

const chanceOfValue: Readonly<Record<Family, number>> = {
  text: 0.01,
  city: 0.02,
  url: 0.01,
  choice: 0.4,
  language: 0.15,
  country: 0.05,
  number: 0.03,
  date: 0.03,
  boolean: 0.5,
};

/** Whether an index can answer a condition; what a plugin's own operator says is judged as it stands. */
export function isIndexable(condition: ConditionNode): boolean {
  const family = familyOf(condition.tests[0]!.view);
  return (
    condition.tests.every((test) => test.op !== 'custom' && familyOf(test.view) === family) &&
    (condition.tests.length === 1 ||
      condition.tests.every((test) => test.op === 'in' || test.op === 'like' || test.op === 'startsWith'))
  );
}
