import { type Condition, type Criterion, operatorsOf, type When } from '@beckon/engine';
import { isAll, isAny, isCondition, isNot } from './form/when-form';

export interface SentenceWords {
  criterion(id: string): Criterion | undefined;
  /** The name of what `of` means (a team, say), if it is known. */
  of(id: string): string | undefined;
  /** The label of a choice in a list that the server supplies, if it is known. */
  choice?(list: string, value: string): string | undefined;
}

const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

function named(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

/** The English name of a country's code; the code itself where there is none. */
export const countryName = (code: string): string =>
  /^[a-z]{2}$/i.test(code) ? named(countries, code.toUpperCase()) : code;
/** The English name of a language tag; the tag itself where there is none. */
export const languageName = (tag: string): string => (tag === '' ? tag : named(languages, tag));

function choiceText(value: string, criterion: Criterion, words: SentenceWords): string {
  const { options } = criterion;
  if (options === undefined) return value;
  return (
    ('load' in options
      ? words.choice?.(options.load, value)
      : options.find((option) => option.value === value)?.label) ?? value
  );
}

function valueText(value: unknown, criterion: Criterion | undefined, words: SentenceWords): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number')
    return criterion?.unit && !criterion.label.includes(criterion.unit)
      ? `${value} ${criterion.unit}`
      : String(value);
  if (typeof value !== 'string') return value === undefined ? '…' : JSON.stringify(value);
  if (value === '') return 'empty';
  if (criterion?.type === 'country') return countryName(value);
  if (criterion?.type === 'language') return languageName(value);
  if (criterion?.type === 'choice') return choiceText(value, criterion, words);
  return `“${value}”`;
}

function listText(
  values: readonly unknown[],
  criterion: Criterion | undefined,
  words: SentenceWords,
): string {
  const texts = values.map((value) => valueText(value, criterion, words));
  const shown = texts.length > 4 ? [...texts.slice(0, 3), `${texts.length - 3} more`] : texts;
  return shown.length < 2 ? (shown[0] ?? '…') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}

function conditionText(condition: Condition, words: SentenceWords): string {
  const criterion = words.criterion(condition.criterion);
  const operator = criterion && operatorsOf(criterion).find(({ id }) => id === condition.operator);
  const subject = `${criterion?.label ?? condition.criterion}${condition.of === undefined ? '' : ` of ${words.of(condition.of) ?? condition.of}`}`;
  // The pattern's explanation in the operator's words ("* = anything") is for the editor.
  const verb = (operator?.label ?? condition.operator).replace(/ \(.*\)$/, '');
  if (condition.value === undefined) return `${subject} ${verb}`;
  if (!Array.isArray(condition.value))
    return `${subject} ${verb} ${valueText(condition.value, criterion, words)}`;
  const values = condition.value as unknown[];
  if (operator?.value === 'range')
    return `${subject} ${verb} ${valueText(values[0], criterion, words)} and ${valueText(values[1], criterion, words)}`;
  return `${subject} ${verb} ${listText(values, criterion, words)}`;
}

/**
 * A tree of conditions in a line of plain English; nested groups in brackets.
 *
 * @example
 * whenSentence(rule.when, words) // 'Page URL contains “/product” and Time on page (in sec) greater than or equal to 15'
 */
export function whenSentence(when: When, words: SentenceWords, nested = false): string {
  if (isCondition(when)) return conditionText(when, words);
  if (isNot(when)) return `not (${whenSentence(when.not, words)})`;
  const parts = isAll(when) ? when.all : isAny(when) ? when.any : [];
  if (parts.length === 0) return isAny(when) ? 'never' : 'always';
  const text = parts
    .map((part) => whenSentence(part, words, parts.length > 1))
    .join(isAny(when) ? ' or ' : ' and ');
  return nested && parts.length > 1 ? `(${text})` : text;
}
