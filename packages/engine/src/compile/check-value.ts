import { countryFlaw, languageFlaw } from '../declare/codes';
import { type ChoiceOption, type Criterion } from '../declare/criterion';
import { type ValueShape, type ValueType } from '../declare/operators';
import { type IssueCode } from '../declare/rule';
import { checkRegex } from '../regex/check-regex';
import { parseDate } from '../values/date';
import { LONGEST_TEXT } from '../values/text';
import { lower, opposites } from './lower';
import { type Test } from './program';

/** At most this many values in a list. */
const MOST_VALUES = 1000;

/** Something wrong within a condition. */
export interface Flaw {
  /** JSON Pointer from the condition. */
  readonly path: string;
  readonly code: IssueCode;
  readonly message: string;
}

/** Whether a text is well-formed Unicode: no half of a surrogate pair alone. */
export const isWellFormed = (text: string): boolean =>
  !/[\ud800-\udfff]/.test(text) || !/\p{Surrogate}/u.test(text);

/** So many options are named, and so many letters of each. */
const MOST_NAMED = 20;

/** The values of options, as a part of a sentence. */
export function sayOptions(options: readonly ChoiceOption[]): string {
  const named = options.slice(0, MOST_NAMED).map(({ value }) => value.slice(0, 40));
  return named.join(', ') + (options.length > MOST_NAMED ? ` … (${options.length} options)` : '');
}

/** What is wrong with the value of a condition; `undefined` if nothing is. */
export function checkValue(
  criterion: Criterion,
  operator: string,
  shape: ValueShape,
  type: ValueType,
  value: unknown,
): Flaw | undefined {
  const flaw = (code: IssueCode, message: string, path = '/value'): Flaw => ({
    path,
    code,
    message: `${criterion.label}: ${message}`,
  });
  if (shape === 'none') {
    return value === undefined
      ? undefined
      : flaw('valueNotAllowed', 'this operator takes no value; leave it out.');
  }
  if (value === undefined) return flaw('valueMissing', 'a value is needed.');
  if (shape === 'one') return checkOne(criterion, operator, type, value, '/value', flaw);
  if (!Array.isArray(value)) {
    return flaw(
      'valueWrongType',
      shape === 'many' ? 'a list of values is needed.' : 'two values are needed, from and to.',
    );
  }
  if (shape === 'range' && value.length !== 2)
    return flaw('valueWrongType', 'exactly two values are needed, from and to.');
  if (!value.length) return flaw('valueEmpty', 'the list is empty; add a value.');
  if (value.length > MOST_VALUES)
    return flaw(
      'valueTooMany',
      `the list is longer than ${MOST_VALUES} values; split it over several conditions.`,
    );
  for (let index = 0; index < value.length; index += 1) {
    const found = checkOne(criterion, operator, type, value[index], `/value/${index}`, flaw);
    if (found) return found;
  }
  if (
    shape === 'range' &&
    (type === 'date' ? parseDate(value[0]) > parseDate(value[1]) : value[0] > value[1])
  ) {
    return flaw('rangeReversed', 'the lowest value is greater than the highest; swap them.');
  }
  return undefined;
}

const kinds: Readonly<Record<ValueType, string>> = {
  text: 'a text',
  url: 'a text',
  number: 'a number',
  choice: 'one of the options, as a text',
  language: 'a language tag such as "en" or "en-GB"',
  country: 'a country code of two letters',
  boolean: 'true or false',
  date: 'a date (ISO 8601) such as "2026-01-31" or "2026-01-31T10:00Z"',
};

type MakeFlaw = (code: IssueCode, message: string, path?: string) => Flaw;

function checkOne(
  criterion: Criterion,
  operator: string,
  type: ValueType,
  value: unknown,
  path: string,
  flaw: MakeFlaw,
): Flaw | undefined {
  const wanted = type === 'number' ? 'number' : type === 'boolean' ? 'boolean' : 'string';
  if (typeof value !== wanted || (wanted === 'number' && !Number.isFinite(value))) {
    return flaw('valueWrongType', `the value must be ${kinds[type]}.`, path);
  }
  if (typeof value === 'number') {
    const whole = typeof criterion.changes === 'object' && (operator === 'is' || operator === 'isNot');
    return whole && !Number.isInteger(value)
      ? flaw('valueNotWhole', 'time that passes is compared by whole units here; write a whole number.', path)
      : undefined;
  }
  if (typeof value !== 'string') return undefined;
  if (!isWellFormed(value))
    return flaw('valueNotText', 'the text holds half a character (a lone surrogate); type it again.', path);
  if (value.length > LONGEST_TEXT) {
    return flaw(
      'valueTooLong',
      `the text is longer than ${LONGEST_TEXT} characters, and no more of a fact is looked at; shorten it.`,
      path,
    );
  }
  return checkText(criterion, opposites[operator] ?? operator, type, value, path, flaw);
}

function checkText(
  criterion: Criterion,
  base: string,
  type: ValueType,
  value: string,
  path: string,
  flaw: MakeFlaw,
): Flaw | undefined {
  if (type === 'choice') {
    const { options } = criterion;
    return Array.isArray(options) && !options.some((option) => option.value === value)
      ? flaw(
          'valueNotAnOption',
          `"${value.slice(0, 40)}" is none of the options: ${sayOptions(options)}.`,
          path,
        )
      : undefined;
  }
  if (type === 'date') {
    return Number.isNaN(parseDate(value))
      ? flaw('dateInvalid', `"${value.slice(0, 40)}" is not ${kinds.date}.`, path)
      : undefined;
  }
  if (type === 'language' || type === 'country') {
    const words = type === 'language' ? languageFlaw(value) : countryFlaw(value);
    return words ? flaw(`${type}Invalid`, words, path) : undefined;
  }
  if (base === 'matches') {
    if (!value)
      return flaw(
        'valueEmpty',
        'an empty regular expression matches everything; write one, or use "is known".',
        path,
      );
    const checked = checkRegex(value);
    return checked.ok ? undefined : flaw(checked.code, checked.message.replace(/[^.]$/, '$&.'), path);
  }
  if (value.trim() === '') {
    return base === 'is'
      ? undefined
      : flaw('valueEmpty', 'the text is empty; only "is" and "is not" take the empty text.', path);
  }
  // Compared with nothing, "contains" would hold for everybody.
  return lower({ criterion: criterion.id, operator: base, value }, criterion).tests.some(isAboutNothing)
    ? flaw(
        'valueEmpty',
        `nothing is left of "${value.slice(0, 40)}" to compare with: white space, marks alone and a URL's fragment are not looked at; write more.`,
        path,
      )
    : undefined;
}

function isAboutNothing(test: Test): boolean {
  return test.op === 'in' ? test.values.includes('') : 'value' in test && test.value === '';
}
