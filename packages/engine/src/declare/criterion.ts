import { type OperatorDescription, type OperatorId, operators, type ValueType } from './operators';

/** One entry of a choice. */
export interface ChoiceOption {
  readonly value: string;
  readonly label: string;
}

/** A fixed list, or the name of a list that the server supplies to editors (`{ load: 'teams' }`). */
export type Options = readonly ChoiceOption[] | { readonly load: string };

/**
 * How a fact may change within one visit.
 *
 * - `final`: once known it stays
 * - `held`: the server supplies it and says how long it holds
 * - `rises`: never goes back (number, date or boolean)
 * - `free`: may change at any time
 * - `{ ticks, anew }`: grows by `ticks` units per second while the page is visible; `anew`: starts from zero with each page
 */
export type Changes =
  'final' | 'held' | 'rises' | 'free' | { readonly ticks: number; readonly anew: boolean };

/** What a condition's `of` names for this criterion. */
export interface Qualifier {
  /** Words for the editor, for example "Team". */
  readonly label: string;
  readonly help?: string;
  /** Whether a condition must say `of`. */
  readonly required?: boolean;
  readonly options?: Options;
}

/** An operator of a criterion's own. It is code: `compileRules` takes its test as `operators: { [id]: (actual, value) => boolean }`. */
export interface CustomOperator extends OperatorDescription {
  /** The type of its value or values; the criterion's own type if it says nothing. */
  readonly valueType?: ValueType;
}

/**
 * The declaration of a criterion: plain data (it survives JSON), from which the engine, editors, the API and
 * documents are made.
 */
export interface Criterion {
  readonly id: string;
  /** Words for the admin. */
  readonly label: string;
  readonly help?: string;
  /** The name of the fact that is read; with a qualifier the key is `fact/OF`. */
  readonly fact: string;
  readonly type: ValueType;
  /** For text: compare as the name of a city, without marks (`Łódź` is `lodz`). */
  readonly fold?: 'city';
  /** The unit of a number, for people: `min`, `°C`. */
  readonly unit?: string;
  /** The least that a number can be, such as 0 for what is counted. Only analysis goes by it. */
  readonly least?: number;
  /** Whether a number is always whole. Only analysis goes by it. */
  readonly whole?: boolean;
  /** For a choice: what can be chosen. */
  readonly options?: Options;
  /** The operators offered; all of the type if absent. A fact that ticks takes standard ones alone. */
  readonly operators?: readonly (OperatorId | CustomOperator)[];
  /** Who can know the fact. Default `server`. */
  readonly knownBy?: 'browser' | 'server' | 'both';
  /** Default: `held` for facts that the server alone knows, else `free`. */
  readonly changes?: Changes;
  readonly qualifier?: Qualifier;
}

/**
 * Declares a criterion, keeping its literal types so that rules and facts are checked against it.
 * Wrong declarations are reported by `compileRules` and `checkCriteria`.
 *
 * @example
 * const temperature = defineCriterion({
 *   id: 'weather/temperature', label: 'Temperature outside (°C)', fact: 'weather/temperature', type: 'number', unit: '°C',
 * });
 */
export function defineCriterion<const C extends Criterion>(declaration: C): C {
  return declaration;
}

/** How the fact of a criterion changes within a visit, with the default filled in. */
export function changesOf(criterion: Criterion): Changes {
  return criterion.changes ?? ((criterion.knownBy ?? 'server') === 'server' ? 'held' : 'free');
}

/**
 * The key under which the fact of a condition is found: `businessHours`, or `businessHours/TEAM` with a qualifier.
 *
 * @example
 * factKey({ fact: 'businessHours' }, '01J…') // 'businessHours/01J…'
 */
export function factKey(criterion: Pick<Criterion, 'fact'>, of?: string): string {
  return of === undefined ? criterion.fact : `${criterion.fact}/${of}`;
}

/**
 * The operators of a criterion in the order an editor lists them.
 *
 * @example
 * operatorsOf(engagedThisVisit).map((operator) => operator.label) // ['is', 'is known', 'is unknown']
 */
export function operatorsOf(criterion: Criterion): readonly OperatorDescription[] {
  const describe = (id: OperatorId): OperatorDescription => ({
    id,
    label: operators[id].label,
    value: operators[id].value,
  });
  if (criterion.operators)
    return criterion.operators.map((entry) => (typeof entry === 'string' ? describe(entry) : entry));
  return (Object.keys(operators) as OperatorId[])
    .filter((id) => (operators[id].types as readonly ValueType[]).includes(criterion.type))
    .map(describe);
}
