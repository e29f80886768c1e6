import { boundRuns } from './ambiguity';
import { TEXT_LENGTH, buildAutomaton, isNullable } from './automaton';
import { isEverything } from './char-set';
import { readPlainRegex } from './plain-regex';
import { EMPTY, type RegexNode, RegexRefused, type RegexRefusal, parseRegex } from './parse-regex';

export { type RegexRefusal } from './parse-regex';

/** The flags with which every form of the engine makes a `RegExp`: upper and lower case are the same. */
export const REGEX_FLAGS = 'i';

/** The longest pattern that is taken, in UTF-16 units. */
export const MAX_REGEX_LENGTH = 1000;

/** What {@link checkRegex} answers. */
export type RegexCheck =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /** The issue to raise: no regular expression at all, or one that is not taken. */
      readonly code: 'regexInvalid' | 'regexUnsafe';
      /** The finer reason. */
      readonly reason: RegexRefusal;
      /** What is wrong and how to mend it. */
      readonly message: string;
    };

/** The square of the text's length, and some room for short bounded loops, alternatives and optional parts. */
const MOST_STEPS = 8 * TEXT_LENGTH * TEXT_LENGTH;

/**
 * Checks that a pattern is a regular expression of JavaScript which the platform's backtracking `RegExp` can search for,
 * anywhere in a text of 2,048 characters, in no more than quadratic time. Back-references and lookaround are refused.
 *
 * The check is an upper bound: a pattern that passes is safe, one that is refused may now and then be harmless.
 * Its own time is bounded too.
 *
 * @param source The pattern as in `new RegExp(source, 'i')`.
 * @returns `ok`, or a code and a sentence that says what to change.
 * @example
 * checkRegex('/product/.*-[rxk]\\d+');  // { ok: true }
 * checkRegex('(a+)+$');                 // { ok: false, code: 'regexUnsafe', reason: 'regexTooSlow', message: '…' }
 */
export function checkRegex(source: string): RegexCheck {
  try {
    checkSyntax(source);
    if (readPlainRegex(source)?.isSafe) return { ok: true };
    const node = parseRegex(source);
    const anywhere = !isAnchored(node);
    const cost = boundRuns(buildAutomaton(withoutTail(node), anywhere));
    if (cost.exponential) {
      throw new RegexRefused(
        'regexTooSlow',
        'A repeated part can match the same text in several ways, as in (a+)+ or (a|a)*, which can take exponential time: repeat once, or make the parts begin differently.',
      );
    }
    if (cost.steps > MOST_STEPS) {
      const hint = anywhere
        ? 'begin with ^ if it must match from the start, leave out a leading .*,'
        : 'use fewer,';
      throw new RegexRefused(
        'regexTooSlow',
        `Several repetitions can share the same text, which can take more than quadratic time: ${hint} or exclude the character that follows, as in [^/]* before /.`,
      );
    }
    if (cost.steps * cost.splits * cost.stretch > MOST_STEPS) {
      throw new RegexRefused(
        'regexTooSlow',
        'Too many repetitions, optional parts or alternatives begin alike, and together they can be tried in very many ways: use fewer, or make them begin differently.',
      );
    }
    return { ok: true };
  } catch (refusal) {
    if (refusal instanceof RegexRefused)
      return {
        ok: false,
        code: refusal.reason === 'regexSyntax' ? 'regexInvalid' : 'regexUnsafe',
        reason: refusal.reason,
        message: refusal.message,
      };
    throw refusal;
  }
}

/** @throws {RegexRefused} when a pattern that may be anything is too long or no regular expression. */
function checkSyntax(source: string): void {
  if (source.length > MAX_REGEX_LENGTH)
    throw new RegexRefused(
      'regexTooLong',
      `The regular expression has more than ${MAX_REGEX_LENGTH} characters.`,
    );
  try {
    new RegExp(source, REGEX_FLAGS);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : '';
    throw new RegexRefused('regexSyntax', `This is not a regular expression: ${reason}`);
  }
}

/** Whether every way to match begins at the start of the text, so that no other place is tried. */
function isAnchored(node: RegexNode): boolean {
  switch (node.kind) {
    case 'assert':
      return node.what === 'start';
    case 'sequence':
      return isAnchored(node.items[0]!);
    case 'choice':
      return node.items.every(isAnchored);
    case 'repeat':
      return node.min > 0 && isAnchored(node.body);
    default:
      return false;
  }
}

/**
 * Leaves out what at the end of a pattern cannot fail: once the matcher is there it succeeds and never comes back.
 * `foo.*` costs what `foo` costs, and so does `foo.*$`, as normalised text has no line ends.
 */
function withoutTail(node: RegexNode): RegexNode {
  switch (node.kind) {
    case 'repeat': {
      const { body, min } = node;
      if (min === 0) return isCheap(node) ? EMPTY : node;
      if (body.kind === 'char') return { kind: 'repeat', body, min, max: min };
      if (!isCheap({ ...node, min: 0 })) return node;
      return sequence([
        ...(min > 1 ? [{ kind: 'repeat', body, min: min - 1, max: min - 1 } as const] : []),
        withoutTail(body),
      ]);
    }
    case 'choice':
      if (isNullable(node) && !hasAssertion(node) && isCheap(node)) return EMPTY;
      return { kind: 'choice', items: node.items.map(withoutTail) };
    case 'sequence': {
      const items = [...node.items];
      if (endsAnywhere(items)) items.pop();
      while (items.length > 0) {
        const last = withoutTail(items.pop()!);
        if (last.kind === 'empty') continue;
        items.push(last);
        break;
      }
      return sequence(items);
    }
    default:
      return node;
  }
}

function sequence(items: readonly RegexNode[]): RegexNode {
  return items.length === 0 ? EMPTY : items.length === 1 ? items[0]! : { kind: 'sequence', items };
}

/** Whether a `$` stands after a repetition of any character, where it always holds. */
function endsAnywhere(items: readonly RegexNode[]): boolean {
  const last = items[items.length - 1];
  let before = items[items.length - 2];
  while (before?.kind === 'sequence') before = before.items[before.items.length - 1];
  return (
    last?.kind === 'assert' &&
    last.what === 'end' &&
    before?.kind === 'repeat' &&
    before.max === Infinity &&
    before.body.kind === 'char' &&
    isEverything(before.body.set)
  );
}

/** Whether trying a part once, at one place, stays within the square of the text's length. */
function isCheap(node: RegexNode): boolean {
  const { exponential, steps, splits, stretch } = boundRuns(buildAutomaton(node, false));
  return !exponential && steps * splits * stretch <= MOST_STEPS;
}

function hasAssertion(node: RegexNode): boolean {
  switch (node.kind) {
    case 'assert':
      return true;
    case 'repeat':
      return hasAssertion(node.body);
    case 'sequence':
    case 'choice':
      return node.items.some(hasAssertion);
    default:
      return false;
  }
}
