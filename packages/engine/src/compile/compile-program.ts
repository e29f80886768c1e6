import { type Criterion } from '../declare/criterion';
import { type Issue, type IssueCode, type Rule } from '../declare/rule';
import { checkCriteria } from './check-criteria';
import { type Flaw, isWellFormed } from './check-value';
import { type CustomTests } from './lower';
import { Kept } from './kept';
import { type Program, type RuleNode } from './program';
import { readCondition, readWhen } from './read-when';
import { toNode, type Vocabulary, vocabularyOf } from './to-node';
import { findUnchanged, isSame, joinUnchanged } from './unchanged';

const MOST_RULES = 100_000;
const MOST_ISSUES = 1000;

/** What rules are compiled against. */
export interface ProgramOptions {
  readonly criteria: readonly Criterion[];
  readonly operators?: CustomTests | undefined;
}

/** Checked rules, or what is wrong with them. */
export type ProgramResult<R> =
  | { readonly ok: true; readonly program: Program<R> }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/**
 * Checks rules that may be anything and makes their intermediate representation. It never throws and takes bounded time
 * for each rule.
 *
 * @param previous rules compiled against the same criteria; what did not change is taken over
 */
export function compileProgram<R extends Rule>(
  rules: unknown,
  options: ProgramOptions,
  previous?: Program,
): ProgramResult<R> {
  const { program, issues } = compileValid<R>(rules, options, previous);
  return issues.length ? { ok: false, issues } : { ok: true, program };
}

/** The same, but for the rules that are valid beside the issues of the others. */
export function compileValid<R extends Rule>(
  rules: unknown,
  options: ProgramOptions,
  previous?: Program,
): { readonly program: Program<R>; readonly issues: readonly Issue[] } {
  const issues: Issue[] = checkCriteria(options.criteria);
  const add = (code: IssueCode, message: string): void => {
    issues.push({ ruleId: '', path: '', code, message });
  };
  const length = lengthOf(rules);
  if (!issues.length && length === undefined) add('notAList', 'The rules must be a list.');
  else if (length !== undefined && length > MOST_RULES)
    add('tooManyRules', `There are more than ${MOST_RULES} rules; delete some.`);
  if (issues.length || !Array.isArray(rules)) return { program: { rules: [] }, issues };
  const vocabulary = vocabularyOf(options.criteria, options.operators);
  const before = previous?.rules ?? [];
  const keptBefore = (previous && keptOf.get(previous)) ?? new Kept();
  const unchanged = findUnchanged(rules, before, keptBefore);
  const { front, back } = unchanged;
  // Beside an unchanged rule only those between the ends can have been moved.
  const known = new Map(before.slice(front, before.length - back).map((rule) => [rule.id, rule]));
  const places = new Map<string, number>();
  const compiled: RuleNode<R>[] = [];
  const fresh = new Kept();
  for (let index = front; index < rules.length - back; index += 1) {
    if (issues.length >= MOST_ISSUES) {
      add('tooManyIssues', 'There are more issues; mend these first.');
      break;
    }
    const node = compileRule<R>(rules, index, vocabulary, known, places, issues);
    if (!node) continue;
    compiled.push(node);
    fresh.add(node.rule, node.id, node.enabled, node.when);
  }
  if (!previous || issues.length) return { program: keep({ rules: compiled }, fresh), issues };
  const kept = keptBefore.splice(front, fresh, back);
  return { program: keep({ rules: joinUnchanged(rules, before, compiled, unchanged, kept) }, kept), issues };
}

/** How long a list is that may be anything; `undefined` if it is none, or cannot be read. */
function lengthOf(list: unknown): number | undefined {
  try {
    return Array.isArray(list) ? list.length : undefined;
  } catch {
    return undefined;
  }
}

const keptOf = new WeakMap<Program, Kept>();

function keep<R>(program: Program<R>, kept: Kept): Program<R> {
  keptOf.set(program as Program, kept);
  return program;
}

function compileRule<R extends Rule>(
  rules: readonly unknown[],
  index: number,
  vocabulary: Vocabulary,
  known: ReadonlyMap<string, RuleNode>,
  places: Map<string, number>,
  issues: Issue[],
): RuleNode<R> | undefined {
  let ruleId = '';
  const add = (path: string, code: IssueCode, message: string): undefined => {
    issues.push({ ruleId, path, code, message });
  };
  try {
    const raw = rules[index];
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
      return add('', 'ruleInvalid', `Rule ${index + 1} must be an object with id and when.`);
    }
    const { id, enabled, when } = raw as {
      readonly id?: unknown;
      readonly enabled?: unknown;
      readonly when?: unknown;
    };
    if (typeof id !== 'string' || !id || id.length > 200 || !isWellFormed(id)) {
      return add('/id', 'idInvalid', `Rule ${index + 1} needs an id: a text of 1 to 200 characters.`);
    }
    ruleId = id;
    const place = places.get(id);
    if (place !== undefined)
      return add(
        '/id',
        'idDuplicate',
        `Rules ${place + 1} and ${index + 1} have the same id; give one of them another.`,
      );
    places.set(id, index);
    if (enabled !== undefined && typeof enabled !== 'boolean')
      return add('/enabled', 'enabledInvalid', '"enabled" must be true or false.');
    const before = known.get(id);
    const common = { rule: raw as R, id, enabled: enabled !== false };
    if (before && isSame(when, before.when)) return { ...common, when: before.when, node: before.node };
    const flaws: Flaw[] = [];
    const own = readWhen(when, vocabulary, flaws);
    for (const flaw of flaws) add(flaw.path, flaw.code, flaw.message);
    return own && { ...common, when: own, node: toNode(own, vocabulary) };
  } catch {
    return add('', 'unreadable', `Rule ${index + 1} cannot be read; it must be plain JSON.`);
  }
}

/**
 * Checks one condition, for a form that edits it.
 *
 * @returns issues with paths from the condition (`/value`, `/operator`, …) and an empty `ruleId`; none if all is well
 * @example
 * validateCondition({ criterion: 'timeOnPage', operator: 'between', value: [9, 3] }, { criteria: standardCriteria })
 * // [{ ruleId: '', path: '/value', code: 'rangeReversed', message: '…' }]
 */
export function validateCondition(condition: unknown, options: ProgramOptions): Issue[] {
  const issues = checkCriteria(options.criteria);
  if (issues.length) return issues;
  const flaws: Flaw[] = [];
  try {
    if (typeof condition !== 'object' || condition === null || Array.isArray(condition)) {
      flaws.push({
        path: '',
        code: 'whenInvalid',
        message: 'A condition must be an object with criterion, operator and value.',
      });
    } else
      readCondition(
        condition as Record<string, unknown>,
        '',
        vocabularyOf(options.criteria, options.operators),
        flaws,
      );
  } catch {
    flaws.push({
      path: '',
      code: 'unreadable',
      message: 'The condition cannot be read; it must be plain JSON.',
    });
  }
  return flaws.map((flaw) => ({ ruleId: '', ...flaw }));
}
