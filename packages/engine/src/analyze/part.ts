import { type Node } from '../compile/program';
import { sayCondition } from '../explain/sentences';
import { type Finding, type FindingCode } from './finding';
import { type Goal, goalOf } from './literal';
import { type Satisfiable } from './satisfiable';

/** A node with its place in the rule and what is asked of it on the way to a match. */
export interface Part {
  readonly node: Node;
  readonly path: string;
  readonly aim: 'match' | 'noMatch';
}

/** What one check of a rule goes on. */
export interface Check {
  readonly satisfiable: Satisfiable;
  readonly report: (
    code: FindingCode,
    severity: Finding['severity'],
    parts: readonly Part[],
    message: string,
    mend: string,
  ) => void;
}

/** What is asked of a part; that it is not so; and that it is the other way round, which a missing fact does not answer. */
export const goal = ({ node, aim }: Part): Goal => goalOf(node, aim);
export const missed = ({ node, aim }: Part): Goal =>
  goalOf(node, aim === 'match' ? 'notMatch' : 'notNoMatch');
export const excluded = ({ node, aim }: Part): Goal => goalOf(node, aim === 'match' ? 'noMatch' : 'match');

/** The parts of a part, and whether all of them are needed. */
export function childrenOf({ node, path, aim }: Part): {
  readonly every: boolean;
  readonly parts: readonly Part[];
} {
  if (node.kind === 'condition') return { every: true, parts: [] };
  if (node.kind === 'not')
    return {
      every: true,
      parts: [{ node: node.of, path: `${path}/not`, aim: aim === 'match' ? 'noMatch' : 'match' }],
    };
  return {
    every: (node.kind === 'all') === (aim === 'match'),
    parts: node.of.map((child, index) => ({ node: child, path: `${path}/${node.kind}/${index}`, aim })),
  };
}

/** The fewest of the parts for which something is still so, left out one after the other. */
export function fewest(parts: readonly Part[], isSo: (some: readonly Part[]) => boolean): readonly Part[] {
  let left = parts;
  for (const part of parts) {
    const rest = left.filter((one) => one !== part);
    if (isSo(rest)) left = rest;
  }
  return left;
}

/** So many members of a group are named; a group that takes more letters is only counted. */
const MOST_NAMED = 3;
const LONGEST = 200;

/** A part in words, to begin a sentence with or to be in a list. */
export function say({ node, aim }: Part): string {
  const words = wordsOf(node, aim === 'match');
  return words.startsWith('(')
    ? `The group ${words}`
    : words.replace(/^[an]/, (first) => first.toUpperCase());
}

/** Parts in words, one after the other. */
export const sayAll = (parts: readonly Part[], between = '; '): string =>
  parts.map(({ node, aim }) => wordsOf(node, aim === 'match')).join(between);

function wordsOf(node: Node, isWanted: boolean): string {
  if (node.kind === 'not') return wordsOf(node.of, !isWanted);
  const words = node.kind === 'condition' ? sayCondition(node) : groupWords(node);
  if (isWanted) return words;
  return words.startsWith('(') ? `not ${words}` : `not (${words})`;
}

function groupWords({ kind, of }: Extract<Node, { readonly of: readonly Node[] }>): string {
  if (!of.length) return 'an empty group';
  const named = of.slice(0, MOST_NAMED).map((child) => wordsOf(child, true));
  if (of.length > MOST_NAMED) named.push(`${of.length - MOST_NAMED} more`);
  const words = `(${named.join(kind === 'all' ? ' and ' : ' or ')})`;
  return words.length > LONGEST ? `a group of ${of.length} conditions` : words;
}
