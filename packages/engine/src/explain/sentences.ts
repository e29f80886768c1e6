import { type ConditionNode } from '../compile/program';
import { type ChoiceOption, type Criterion, operatorsOf } from '../declare/criterion';
import { type RuleReason, type ConditionReason } from './explanation';

const LONGEST_SHOWN = 80;

/** What would not be seen, or would turn a line round or break it: controls and formats, but not what joins letters. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text in one line, in which nothing is hidden. */
const plain = (text: string): string =>
  text.replace(UNSEEN, (unseen) => `\\u${unseen.codePointAt(0)!.toString(16).padStart(4, '0')}`);

/** A text, cut where it is long, and not in the middle of a character. */
const cut = (text: string): string =>
  text.length > LONGEST_SHOWN ? text.slice(0, LONGEST_SHOWN).replace(/[\ud800-\udbff]$/, '') + '…' : text;

/** A value as people read it. */
export function say(value: unknown): string {
  if (value === '') return 'empty';
  // As it is written: an expression is full of backslashes.
  if (typeof value === 'string') return plain(JSON.stringify(cut(value)).replace(/\\\\/g, '\\'));
  if (typeof value === 'bigint') return cut(String(value)) + 'n';
  if (typeof value === 'symbol') return 'a symbol';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) return sayObject(value);
  if (typeof value !== 'number') return String(value);
  const rounded = Math.round(value * 1000) / 1000;
  // 14.9999 is not yet 15.
  return String(Number.isInteger(rounded) ? value : rounded);
}

function sayObject(value: object): string {
  try {
    if (value instanceof Date) return Number.isNaN(+value) ? 'an invalid date' : value.toISOString();
    return Array.isArray(value) ? 'a list' : 'an object';
  } catch {
    // A proxy that answers nothing.
    return 'an object';
  }
}

/** A value of a criterion as people read it: an option by its label. */
function sayOf(options: Criterion['options'], value: unknown): string {
  const option = Array.isArray(options)
    ? (options as readonly ChoiceOption[]).find((one) => one.value === value)
    : undefined;
  return say(option?.label ?? value);
}

/** The unit that a number is said with, where the label does not say it. */
function unitOf({ unit, label }: Criterion, value: unknown): string {
  if (unit === undefined || typeof value !== 'number' || label.split(/[\s()[\]/,:]+/).includes(unit))
    return '';
  // One visit, two visits; what is short is no word.
  return ` ${plain(value === 1 ? unit.replace(/^([a-z]{3,}[^s])s$/, '$1') : unit)}`;
}

function sayExpected({ options }: Criterion, value: unknown, shape: string): string {
  if (shape === 'none') return '';
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (shape === 'range') return ` ${say(values[0])} and ${say(values[1])}`;
  const more = values.length > 5 ? ` … (${values.length} values)` : '';
  const said = values.slice(0, 5).map((one) => sayOf(options, one));
  return ' ' + said.join(', ') + more;
}

/**
 * A span of time as people read it.
 *
 * @example
 * saySpan(90_000) // '1 min 30 s'
 */
export function saySpan(ms: number): string {
  const seconds = Math.ceil(ms / 100) / 10;
  if (seconds < 60) return `${seconds} s`;
  const whole = Math.ceil(ms / 1000);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 ? `${minutes} min ${whole % 60} s` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
}

/** What a condition asks: `Page URL contains "/product"`. */
export function sayCondition({ condition, criterion }: ConditionNode): string {
  const operator = operatorsOf(criterion).find(({ id }) => id === condition.operator);
  // Without the hint for those who write: "is like (* = anything)".
  const label = (operator?.label ?? condition.operator).replace(/ \(.*\)$/, '');
  const verb = /^(greater|less|between|before|after)/.test(label) ? 'is ' : '';
  const of = condition.of === undefined ? '' : ` of ${sayOf(criterion.qualifier?.options, condition.of)}`;
  const unit = unitOf(criterion, [condition.value].flat().at(-1));
  const expected = sayExpected(criterion, condition.value, operator?.value ?? 'one');
  return `${plain(criterion.label)}${of} ${verb}${plain(label)}${expected}${unit}`;
}

/** What a condition was judged by. */
interface Seen {
  /** Whether the condition is a match. */
  readonly held: boolean;
  /** Whether the fact is present, and of its type. */
  readonly isOfType: boolean;
  readonly actual: unknown;
}

/** One line about a condition. */
export function conditionSentence(
  node: ConditionNode,
  reason: ConditionReason,
  { held, isOfType, actual }: Seen,
  holdsAfter?: number,
): string {
  const asked = sayCondition(node);
  const { type } = node.criterion;
  const missing =
    actual === undefined
      ? 'nobody knows it'
      : `it is ${sayOf(node.criterion.options, actual)}${unitOf(node.criterion, actual)}`;
  if (node.tests[0]?.op === 'known')
    return `${asked}: ${held ? 'yes' : 'no'}, ${isOfType || actual === undefined ? missing : `${say(actual)} is not of the type ${type}`}.`;
  switch (reason) {
    case 'holds':
      return `${asked}: yes, ${missing}.`;
    case 'missingFact':
      return `${asked}: unknown, because nobody knows it.`;
    case 'wrongType':
      return `${asked}: unknown, because ${say(actual)} is not of the type ${type}.`;
    case 'tooEarly':
      return `${asked}: not yet, ${missing}; it will hold after ${saySpan(holdsAfter ?? 0)} more.`;
    case 'tooLate':
      return `${asked}: no longer, ${missing}.`;
    case 'operatorFailed':
      return `${asked}: unknown, because the operator failed.`;
    case 'wrongValue':
      return `${asked}: no, ${missing}.`;
  }
}

/** A condition that decided about a rule, and whether it had to be another way. */
export interface Decisive {
  readonly sentence: string;
  readonly isUnwanted: boolean;
}

/** So many conditions are named in the line about a rule. */
const MOST_NAMED = 3;

/** The conditions that decided, as the end of a line. */
function sayDecisive(decisive: readonly Decisive[]): string {
  const [first, ...others] = decisive;
  if (!first) return ': there is no condition in it that could hold.';
  const unwanted = decisive.filter(({ isUnwanted }) => isUnwanted).length;
  const isMixed = unwanted > 0 && unwanted < decisive.length;
  const named = decisive
    .slice(0, MOST_NAMED)
    .map(({ sentence, isUnwanted }) =>
      isUnwanted && (isMixed || !others.length) ? `It must not be so: ${sentence}` : sentence,
    );
  const unnamed = decisive.length - named.length;
  const why =
    !others.length || isMixed ? '. ' : unwanted ? ': not all of this may be so. ' : ': none of this is so. ';
  return why + named.join(' ') + (unnamed ? ` And ${unnamed} more.` : '');
}

/** One line about a rule, with the conditions that decided. */
export function ruleSentence(
  reason: RuleReason,
  decisive: readonly Decisive[],
  winner: string | undefined,
  matchesAfter?: number,
): string {
  switch (reason) {
    case 'wins':
      return 'Matches, and is the first to do so.';
    case 'shadowedBy':
      return `Matches, but the rule ${say(winner)} comes first and matches, too.`;
    case 'tooEarly':
      return `Not yet: it will match after ${saySpan(matchesAfter ?? 0)} more.`;
    case 'notMet':
      return `Does not match${sayDecisive(decisive)}`;
    case 'notKnown':
      return `Cannot be told${sayDecisive(decisive)}`;
    case 'disabled':
      return 'Switched off.';
  }
}
