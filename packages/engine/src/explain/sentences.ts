import { type ConditionNode } from '../compile/program';
import { type Criterion, operatorsOf } from '../declare/criterion';
import { type RuleReason, type ConditionReason } from './explanation';

const LONGEST_SHOWN = 80;

/** A value as people read it. */
export function say(value: unknown): string {
  if (value === '') return 'empty';
  if (typeof value === 'string') {
    const shown = value.length > LONGEST_SHOWN ? value.slice(0, LONGEST_SHOWN) + '…' : value;
    // As it is written: an expression is full of backslashes.
    return JSON.stringify(shown).replace(/\\\\/g, '\\');
  }
  if (value instanceof Date) return Number.isNaN(+value) ? 'no date' : value.toISOString();
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'number') return String(value);
  const rounded = Math.round(value * 1000) / 1000;
  // 14.9999 is not yet 15.
  return String(Number.isInteger(rounded) ? value : rounded);
}

/** The unit that a number is said with, where the label does not say it. */
function unitOf({ unit, label }: Criterion, value: unknown): string {
  return unit !== undefined && typeof value === 'number' && !label.includes(unit) ? ` ${unit}` : '';
}

function sayExpected(value: unknown, shape: string): string {
  if (shape === 'none') return '';
  if (!Array.isArray(value)) return ' ' + say(value);
  if (shape === 'range') return ` ${say(value[0])} and ${say(value[1])}`;
  const more = value.length > 5 ? ` … (${value.length} values)` : '';
  return ' ' + value.slice(0, 5).map(say).join(', ') + more;
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
  const of = condition.of === undefined ? '' : ` of ${say(condition.of)}`;
  const unit = unitOf(criterion, [condition.value].flat().at(-1));
  return `${criterion.label}${of} ${verb}${label}${sayExpected(condition.value, operator?.value ?? 'one')}${unit}`;
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
    actual === undefined ? 'nobody knows it' : `it is ${say(actual)}${unitOf(node.criterion, actual)}`;
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

/** One line about a rule. `because` is the sentence of the condition that decided, `isUnwanted` whether it had to be another way. */
export function ruleSentence(
  reason: RuleReason,
  because: { readonly sentence: string; readonly isUnwanted: boolean } | undefined,
  winner: string | undefined,
  matchesAfter?: number,
): string {
  const decided =
    because === undefined
      ? ': there is no condition in it that could hold.'
      : `. ${because.isUnwanted ? 'It must not be so: ' : ''}${because.sentence}`;
  switch (reason) {
    case 'wins':
      return 'Matches, and is the first to do so.';
    case 'shadowedBy':
      return `Matches, but the rule ${say(winner)} comes first and matches, too.`;
    case 'tooEarly':
      return `Not yet: it will match after ${saySpan(matchesAfter ?? 0)} more.`;
    case 'notMet':
      return `Does not match${decided}`;
    case 'notKnown':
      return `Cannot be told${decided}`;
    case 'disabled':
      return 'Switched off.';
  }
}
