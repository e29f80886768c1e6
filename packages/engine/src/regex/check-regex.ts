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
const MOST_STEPS = 4 * TEXT_LENGTH * TEXT_LENGTH;

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
        'This can take very long on some texts, because a repeated part can match the same text in several ways, as in (a+)+ or (a|a)*: repeat it once, or make its parts begin differently.',
      );
    }
    if (cost.steps > MOST_STEPS) {
      throw new RegexRefused(
        'regexTooSlow',
        `This can take very long on some texts, because several of its repetitions, such as ".*", can share a text between them in many ways: ${mendOf(source, anywhere)}`,
      );
    }
    if (cost.steps * cost.splits * cost.stretch > MOST_STEPS) {
      throw new RegexRefused(
        'regexTooSlow',
        'This can take very long on some texts, because its repetitions, optional parts or alternatives begin alike and can be tried together in very many ways: use fewer, make them begin differently, or make two conditions of it.',
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

/** How to mend a pattern whose repetitions share a text, as the end of a sentence. */
function mendOf(source: string, anywhere: boolean): string {
  const like = likeOf(source);
  if (like !== undefined) return `"is like" with ${like} says the same, and is quick.`;
  if (/\\d\+(?!\?)[^*+]*$/.test(source) && source.includes('.*'))
    return 'one \\d finds as much as \\d+ behind ".*"; or make two conditions of it.';
  return `make two conditions of it, ${anywhere ? 'begin with ^ if it must match from the start,' : 'use fewer,'} or write what may be repeated, as in [^/]* before /.`;
}

/** The pattern of "is like" that asks the same, if there is nothing but plain text and `.*`, found anywhere. */
function likeOf(source: string): string | undefined {
  const parts = source.split('.*').map((part) => part.replace(/\\([^\w\s])/g, '$1'));
  const isPlain = source.split('.*').every((part) => /^(?:[\w\-/:=&%#@!~,;'"<> ]|\\[^\w\s*])*$/.test(part));
  return isPlain ? `"${['', ...parts, ''].join('*').replace(/\*+/g, '*')}"` : undefined;
}

/** What the platform says of a pattern that is none, in words for people who write one seldom. */
const syntaxHints: readonly (readonly [RegExp, string])[] = [
  [
    /nothing to repeat/i,
    'there is nothing in front of "*", "+" or "?" that could be repeated; for "anything" write ".*", or use "is like".',
  ],
  [
    /character class/i,
    'a "[" is not closed, or a range in it runs backwards; for the sign itself write "\\[".',
  ],
  [/unterminated group|missing \)/i, 'a "(" is not closed; for the sign itself write "\\(".'],
  [/unmatched '?\)/i, 'there is a ")" too many; for the sign itself write "\\)".'],
  [/numbers out of order/i, 'the numbers in {…} are the wrong way round.'],
  [/invalid group/i, 'there is no group like this; upper and lower case are ignored anyway, without (?i).'],
  [/\\ at end/i, 'it ends with a "\\"; for the sign itself write it twice.'],
];

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
    const hint = syntaxHints.find(([pattern]) => pattern.test(reason))?.[1];
    throw new RegexRefused('regexSyntax', `This is not a regular expression: ${hint ?? reason}`);
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
