import { type Criterion } from '../declare/criterion';
import { type OperatorDescription, operators, type ValueType } from '../declare/operators';
import { operatorsOf } from '../declare/criterion';
import { type Condition, type IssueCode, type When } from '../declare/rule';
import { checkValue, type Flaw, isWellFormed, sayOptions } from './check-value';
import { type Vocabulary } from './to-node';

/** How many groups may lie within each other. */
const DEEPEST = 8;
/** How many conditions one rule may have. */
const MOST_CONDITIONS = 200;
/** How many regular expressions one rule may have: to see that one is safe can take some 50 ms. */
const MOST_EXPRESSIONS = 20;
/** How many conditions and groups are looked at: it bounds trees of empty groups. */
const MOST_NODES = 2000;

const groupKinds = ['all', 'any', 'not'] as const;

/**
 * Reads a tree of conditions that may be anything, checks it and copies it, so that nothing that is done to the original
 * afterwards matters. Each property is read once; time and depth are bounded.
 *
 * @returns the engine's own frozen copy, or `undefined` if there are flaws
 */
export function readWhen(raw: unknown, vocabulary: Vocabulary, flaws: Flaw[]): When | undefined {
  const before = flaws.length;
  const above: unknown[] = [];
  let conditions = 0;
  const spent = { expressions: 0 };
  let nodes = 0;

  const add = (path: string, code: IssueCode, message: string): undefined => {
    flaws.push({ path, code, message });
  };

  const walk = (node: unknown, path: string): When | undefined => {
    nodes += 1;
    if (conditions > MOST_CONDITIONS || nodes > MOST_NODES) return undefined;
    if (typeof node !== 'object' || node === null || Array.isArray(node)) {
      return add(
        path,
        'whenInvalid',
        'Here must be a condition { criterion, operator, value }, or a group { all: […] }, { any: […] } or { not: … }.',
      );
    }
    const kinds = groupKinds.filter((kind) => Object.hasOwn(node, kind));
    const [kind] = kinds;
    if (kinds.length + (Object.hasOwn(node, 'criterion') ? 1 : 0) !== 1) {
      return add(path, 'whenInvalid', 'A node is one of: a condition with a criterion, all, any, or not.');
    }
    if (!kind) {
      conditions += 1;
      if (conditions > MOST_CONDITIONS) {
        return add(
          path,
          'tooManyConditions',
          `A rule has ${MOST_CONDITIONS} conditions at most; split it into several rules.`,
        );
      }
      return readCondition(node as Record<string, unknown>, path, vocabulary, flaws, spent);
    }
    if (above.includes(node)) return add(path, 'cycle', 'This group contains itself; write it out.');
    if (above.length === DEEPEST)
      return add(path, 'tooDeep', `Groups are nested ${DEEPEST} deep at most; flatten them.`);
    above.push(node);
    const read = readGroup(kind, (node as Record<string, unknown>)[kind], path);
    above.pop();
    return read;
  };

  const readGroup = (kind: 'all' | 'any' | 'not', inner: unknown, path: string): When | undefined => {
    if (kind === 'not') {
      const of = walk(inner, `${path}/not`);
      return of && Object.freeze({ not: of });
    }
    if (!Array.isArray(inner))
      return add(`${path}/${kind}`, 'whenInvalid', `"${kind}" must be a list of conditions and groups.`);
    const list: When[] = [];
    for (let index = 0; index < inner.length; index += 1) {
      const child = walk(inner[index], `${path}/${kind}/${index}`);
      if (child) list.push(child);
      else if (conditions > MOST_CONDITIONS) break;
      else if (nodes > MOST_NODES) {
        return add(
          `${path}/${kind}/${index}`,
          'tooManyConditions',
          `A rule has ${MOST_NODES} conditions and groups at most; split it into several rules.`,
        );
      }
    }
    Object.freeze(list);
    return Object.freeze(kind === 'all' ? { all: list } : { any: list });
  };

  const when = walk(raw, '/when');
  return flaws.length === before ? when : undefined;
}

/** The operator of a condition as this criterion offers it. */
interface Offered extends OperatorDescription {
  readonly valueType?: ValueType;
}

const offers = new WeakMap<Criterion, ReadonlyMap<string, Offered>>();

/** The operators of a criterion by id, listed once a declaration. */
function offeredBy(criterion: Criterion): ReadonlyMap<string, Offered> {
  let offered = offers.get(criterion);
  if (!offered)
    offers.set(
      criterion,
      (offered = new Map(operatorsOf(criterion).map((description) => [description.id, description]))),
    );
  return offered;
}

/** Reads one condition; flaws have paths that begin with `path`. */
export function readCondition(
  raw: Record<string, unknown>,
  path: string,
  vocabulary: Vocabulary,
  flaws: Flaw[],
  spent = { expressions: 0 },
): Condition | undefined {
  const { criterion: id, operator, value: given, of } = raw;
  const add = (field: string, code: IssueCode, message: string): undefined => {
    flaws.push({ path: path + field, code, message });
  };
  const criterion = typeof id === 'string' ? vocabulary.criteria.get(id) : undefined;
  if (!criterion)
    return add(
      '/criterion',
      'criterionUnknown',
      `There is no criterion ${quote(id)}; choose another, or switch its plugin on.`,
    );
  const offered = typeof operator === 'string' ? offeredBy(criterion).get(operator) : undefined;
  if (!offered) {
    const code =
      typeof operator === 'string' && Object.hasOwn(operators, operator)
        ? 'operatorNotForCriterion'
        : 'operatorUnknown';
    const choice = operatorsOf(criterion).map((description) => description.id);
    return add(
      '/operator',
      code,
      `${criterion.label} has no operator ${quote(operator)}; it has ${choice.join(', ')}.`,
    );
  }
  if (!checkOf(criterion, of, add)) return undefined;
  if (
    !Object.hasOwn(operators, offered.id) &&
    vocabulary.operators &&
    !Object.hasOwn(vocabulary.operators, offered.id)
  ) {
    return add(
      '/operator',
      'operatorNotImplemented',
      `The code of the operator "${offered.id}" is not here; switch its plugin on.`,
    );
  }
  if (operator === 'matches' || operator === 'notMatches') {
    spent.expressions += 1;
    if (spent.expressions > MOST_EXPRESSIONS) {
      return add(
        '/operator',
        'tooManyConditions',
        `A rule has ${MOST_EXPRESSIONS} regular expressions at most; use "contains" or "is like", or split the rule.`,
      );
    }
  }
  const value: unknown = Array.isArray(given) ? Object.freeze(given.slice(0, 1001)) : given;
  const flaw = checkValue(criterion, offered.id, offered.value, offered.valueType ?? criterion.type, value);
  if (flaw) return add(flaw.path, flaw.code, flaw.message);
  return Object.freeze({
    // The caller's own strings: when the same rules come again, each is known to be the same at a glance.
    criterion: id as string,
    operator: operator as string,
    ...(value === undefined ? {} : { value }),
    ...(of === undefined ? {} : { of: of as string }),
  });
}

function checkOf(
  criterion: Criterion,
  of: unknown,
  add: (field: string, code: IssueCode, message: string) => undefined,
): boolean {
  const { qualifier } = criterion;
  if (of === undefined) {
    if (!qualifier?.required) return true;
    add('/of', 'ofMissing', `${criterion.label} needs "of": ${qualifier.label}.`);
  } else if (!qualifier) {
    add('/of', 'ofNotAllowed', `${criterion.label} takes no "of"; leave it out.`);
  } else if (typeof of !== 'string' || !of || of.length > 200 || !isWellFormed(of)) {
    add('/of', 'ofInvalid', `"of" must be a text of 1 to 200 characters: ${qualifier.label}.`);
  } else if (Array.isArray(qualifier.options) && !qualifier.options.some((option) => option.value === of)) {
    add('/of', 'ofInvalid', `"${of.slice(0, 40)}" is none of the choices: ${sayOptions(qualifier.options)}.`);
  } else return true;
  return false;
}

const quote = (name: unknown): string =>
  typeof name === 'string' ? `"${name.slice(0, 40)}"` : `of the type ${typeof name}`;
