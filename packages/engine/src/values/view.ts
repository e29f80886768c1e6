/**
 * A view is one normalised reading of a fact. Conditions that read the same fact in the same view share its value, so
 * that it is normalised once an evaluation.
 *
 * For URLs: `url` is the whole, `path` the path with a `#/` route, `pathQuery` path and query; those with a `/` behind
 * have the path's trailing slash taken off.
 */
export type View =
  | 'text'
  | 'city'
  | 'url'
  | 'url/'
  | 'path'
  | 'path/'
  | 'pathQuery'
  | 'pathQuery/'
  | 'number'
  | 'date'
  | 'choice'
  | 'language'
  | 'country'
  | 'boolean';

/** A normalised fact: text for all text-like views, a number for `number` and `date` (ms), a boolean; `undefined` is missing. */
export type Scalar = string | number | boolean;

/** Shows a fact, or a value of a condition, in a view; `undefined` if it is missing. */
export type Read = (view: View, raw: unknown) => Scalar | undefined;
