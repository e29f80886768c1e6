import { type Criterion, type ValueType } from '@beckon/engine';

const TEXT = 'Capital and small letters count as the same.';
const PATH =
  'A value that begins with / is compared with the path alone, and a slash at its end makes no difference.';
const WHOLE_ADDRESS = 'Looks at the whole address, its query included.';
const LIKE = 'The whole of it must fit; * stands for anything.';
const REGEX = 'A JavaScript expression, found anywhere; capital and small letters count as the same.';

const ofAddresses: Readonly<Record<string, string>> = {
  is: PATH,
  isNot: PATH,
  isOneOf: PATH,
  isNoneOf: PATH,
  startsWith: 'A value that begins with / is compared with the path alone.',
  contains: WHOLE_ADDRESS,
  notContains: WHOLE_ADDRESS,
  endsWith: WHOLE_ADDRESS,
  like: '* stands for anything: /product/* holds for every page below /product, not for /product itself.',
  notLike: '* stands for anything: /product/* is every page below /product, not /product itself.',
  matches: REGEX,
  notMatches: REGEX,
};
const ofTexts: Readonly<Record<string, string>> = {
  is: TEXT,
  isNot: TEXT,
  isOneOf: TEXT,
  isNoneOf: TEXT,
  contains: TEXT,
  notContains: TEXT,
  startsWith: TEXT,
  endsWith: TEXT,
  like: LIKE,
  notLike: LIKE,
  matches: REGEX,
  notMatches: REGEX,
};
const ofNumbers: Readonly<Record<string, string>> = { between: 'Both ends are included.' };
const byType: Partial<Record<ValueType, Readonly<Record<string, string>>>> = {
  url: ofAddresses,
  text: ofTexts,
  number: ofNumbers,
  date: ofNumbers,
};
const negative = new Set(['isNot', 'isNoneOf', 'notContains', 'notLike', 'notMatches']);

/**
 * What an operator of the standard ones does that its words do not say; `undefined`: the words say it all.
 *
 * @example
 * operatorHint(country, 'isNot') // 'Does not hold for visitors of whom this is not known.'
 */
export function operatorHint(
  criterion: Pick<Criterion, 'type' | 'changes'>,
  operator: string,
): string | undefined {
  const { type, changes } = criterion;
  const hints: string[] = [];
  const own = byType[type]?.[operator];
  if (own) hints.push(own);
  if (type === 'number' && (operator === 'is' || operator === 'isNot') && isTicking(changes))
    hints.push('Counts in whole units: 15 is from 15 until just before 16.');
  if (negative.has(operator) && type !== 'url')
    hints.push('Does not hold for visitors of whom this is not known.');
  return hints.join(' ') || undefined;
}

const isTicking = (changes: Criterion['changes']): boolean =>
  typeof changes === 'object' && 'ticks' in changes;
