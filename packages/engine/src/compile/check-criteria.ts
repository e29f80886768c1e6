import { changesOf, type Criterion } from '../declare/criterion';
import { operators, valueTypes } from '../declare/operators';
import { type Issue } from '../declare/rule';
import { isWellFormed } from './check-value';

/** After so many issues the rest is not looked at. */
const MOST_ISSUES = 1000;

const isName = (name: unknown): name is string =>
  typeof name === 'string' && name !== '' && name.length <= 200 && isWellFormed(name);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Checks declarations of criteria, which may come from plugins or a page and be anything.
 *
 * @returns issues with an empty `ruleId` and paths such as `/criteria/3/type`; none if all is well
 */
export function checkCriteria(criteria: unknown): Issue[] {
  const issues: Issue[] = [];
  const add = (path: string, message: string): void => {
    issues.push({ ruleId: '', path, code: 'criterionInvalid', message });
  };
  const list = listOf(criteria);
  if (!list) {
    add('/criteria', 'The criteria must be a list of declarations.');
    return issues;
  }
  const ids = new Set<string>();
  const behaviours = new Map<string, string>();
  for (const [index, criterion] of list.entries()) {
    if (issues.length >= MOST_ISSUES) break;
    const path = `/criteria/${index}`;
    try {
      for (const [field, message] of flaws(criterion)) add(path + field, message);
      if (!isObject(criterion)) continue;
      const { id, fact } = criterion as { id?: unknown; fact?: unknown };
      if (isName(id) && ids.has(id))
        add(`${path}/id`, `There is another criterion "${id}"; ids must differ.`);
      if (isName(id)) ids.add(id);
      const behaviour = JSON.stringify(changesOf(criterion as unknown as Criterion));
      if (isName(fact) && (behaviours.get(fact) ?? behaviour) !== behaviour) {
        add(
          `${path}/changes`,
          `Another criterion says of the fact "${fact}" that it changes in another way; let them agree.`,
        );
      }
      if (isName(fact)) behaviours.set(fact, behaviour);
    } catch {
      add(path, 'The declaration cannot be read; it must be plain data.');
    }
  }
  return issues;
}

/** A list that may be anything, its holes filled with `undefined`; none if it cannot be read. */
function listOf(criteria: unknown): unknown[] | undefined {
  try {
    return Array.isArray(criteria) ? Array.from<unknown>(criteria) : undefined;
  } catch {
    return undefined;
  }
}

/** What is wrong with one declaration, by field. */
function flaws(criterion: unknown): [field: string, message: string][] {
  if (!isObject(criterion)) return [['', 'A criterion must be an object.']];
  const {
    id,
    label,
    help,
    unit,
    fact,
    type,
    fold,
    operators: offered,
    knownBy,
    changes,
    qualifier,
    options,
    least,
    whole,
  } = criterion as { [K in keyof Criterion]?: unknown };
  const found: [string, string][] = [];
  if (!isName(id)) found.push(['/id', 'A criterion needs an id: a text of 1 to 200 characters.']);
  if (!isName(label)) found.push(['/label', 'A criterion needs a label: the words for the admin.']);
  if (help !== undefined && typeof help !== 'string')
    found.push(['/help', 'The help is a text for the admin; leave it out if there is none.']);
  if (unit !== undefined && !isName(unit))
    found.push([
      '/unit',
      'A unit is a text of 1 to 200 characters, such as "min"; leave it out if there is none.',
    ]);
  if (!isName(fact)) found.push(['/fact', 'A criterion must name the fact that it reads.']);
  if (!(valueTypes as readonly unknown[]).includes(type))
    found.push(['/type', `The type must be one of ${valueTypes.join(', ')}.`]);
  if (fold !== undefined && (fold !== 'city' || type !== 'text'))
    found.push(['/fold', 'Only a text can be folded, and only as "city".']);
  if (knownBy !== undefined && !['browser', 'server', 'both'].includes(knownBy as string)) {
    found.push(['/knownBy', 'A fact is known by "browser", "server" or "both".']);
  }
  if (least !== undefined && (type !== 'number' || !Number.isFinite(least)))
    found.push(['/least', 'The least that there can be is a number, of a fact that is one.']);
  if (whole !== undefined && (type !== 'number' || typeof whole !== 'boolean'))
    found.push(['/whole', '"whole" is true or false, and only of a number.']);
  if (!isOptions(options))
    found.push(['/options', 'Options are a list of { value, label }, or { load } with the name of a list.']);
  if (changes !== undefined && !isChanges(changes)) {
    found.push([
      '/changes',
      'A fact changes as "final", "held", "rises", "free" or { ticks, anew } with units per second above 0.',
    ]);
  }
  if (changes === 'rises' && !['number', 'date', 'boolean'].includes(type as string)) {
    found.push(['/changes', 'Only a number, a date or a boolean can rise.']);
  }
  if (isObject(changes) && type !== 'number') found.push(['/changes', 'Only a number can tick.']);
  if (
    qualifier !== undefined &&
    !(isObject(qualifier) && isName(qualifier.label) && isOptions(qualifier.options))
  ) {
    found.push(['/qualifier', 'A qualifier needs a label.']);
  }
  if (offered !== undefined) found.push(...operatorFlaws(offered, type));
  if (isObject(changes) && Array.isArray(offered) && offered.some(isObject)) {
    found.push([
      '/operators',
      'A fact that ticks takes standard operators alone: when the answer of another one turns cannot be told.',
    ]);
  }
  return found;
}

const isChanges = (changes: unknown): boolean =>
  isObject(changes)
    ? typeof changes.ticks === 'number' &&
      changes.ticks > 0 &&
      Number.isFinite(changes.ticks) &&
      typeof changes.anew === 'boolean'
    : ['final', 'held', 'rises', 'free'].includes(changes as string);

const isOptions = (options: unknown): boolean =>
  options === undefined ||
  (isObject(options) && isName(options.load)) ||
  (Array.isArray(options) &&
    options.every(
      (option) => isObject(option) && typeof option.value === 'string' && typeof option.label === 'string',
    ));

function operatorFlaws(offered: unknown, type: unknown): [field: string, message: string][] {
  if (!Array.isArray(offered) || !offered.length)
    return [['/operators', 'Operators are a list of one or more; leave it out for all of the type.']];
  const found: [string, string][] = [];
  offered.forEach((operator: unknown, index) => {
    const path = `/operators/${index}`;
    if (typeof operator === 'string') {
      const known = Object.hasOwn(operators, operator)
        ? operators[operator as keyof typeof operators]
        : undefined;
      if (!known) found.push([path, `There is no standard operator "${operator.slice(0, 40)}".`]);
      else if (!(known.types as readonly unknown[]).includes(type))
        found.push([path, `"${operator}" is not for the type ${String(type).slice(0, 40)}.`]);
    } else if (
      !isObject(operator) ||
      !isName(operator.id) ||
      !isName(operator.label) ||
      !['one', 'many', 'range', 'none'].includes(operator.value as string)
    ) {
      found.push([
        path,
        'An operator of your own needs an id, a label and its value: "one", "many", "range" or "none".',
      ]);
    } else if (operator.id in Object.prototype) {
      found.push([path, `"${operator.id}" is a name that every object has; give your operator another id.`]);
    } else if (Object.hasOwn(operators, operator.id)) {
      found.push([
        path,
        `"${operator.id}" is a standard operator; give yours another id, such as "yourPlugin/near".`,
      ]);
    }
  });
  return found;
}
