import { type Condition, type When } from '@beckon/engine';

/** A condition as it is being written: any part may be missing yet. */
export interface ConditionRow {
  kind: 'condition';
  key: number;
  /** `''`: not chosen yet. */
  criterion: string;
  operator: string;
  value: unknown;
  of: string | undefined;
  /** As it was stored; what the editor does not show of it is kept. */
  stored: Condition | undefined;
}

/** A group within the tree (`any`, `not`, a nested `all`), shown whole and kept as it is. */
export interface GroupRow {
  kind: 'group';
  key: number;
  node: When;
}

export type Row = ConditionRow | GroupRow;

/**
 * The tree of a rule as rows that are joined by "And". A tree whose top is not `all` is a single row, and stays
 * what it is until a second row is added.
 */
export interface WhenForm {
  rows: Row[];
  /** The `all` that the rows were read from; `undefined`: the tree was a single node, or is new. */
  top: { readonly all: readonly When[] } | undefined;
  /** Was the tree one node without an `all` around it? */
  bare: boolean;
}

let lastKey = 0;

export const isAll = (node: When): node is { readonly all: readonly When[] } => 'all' in node;
export const isAny = (node: When): node is { readonly any: readonly When[] } => 'any' in node;
export const isNot = (node: When): node is { readonly not: When } => 'not' in node;
export const isCondition = (node: When): node is Condition => 'criterion' in node;

function rowOf(node: When): Row {
  const key = (lastKey += 1);
  if (!isCondition(node)) return { kind: 'group', key, node };
  return {
    kind: 'condition',
    key,
    criterion: node.criterion,
    operator: node.operator,
    value: node.value,
    of: node.of,
    stored: node,
  };
}

/** An empty condition. */
export function newRow(
  part: Partial<Pick<ConditionRow, 'criterion' | 'operator' | 'value'>> = {},
): ConditionRow {
  return {
    kind: 'condition',
    key: (lastKey += 1),
    criterion: '',
    operator: '',
    value: undefined,
    of: undefined,
    stored: undefined,
    ...part,
  };
}

/**
 * A stored tree as rows. Nothing of it is lost: `toWhen(toForm(when))` is `when`.
 *
 * @example
 * toForm({ all: [{ criterion: 'pageUrl', operator: 'contains', value: '/product' }] }).rows.length // 1
 */
export function toForm(when: When): WhenForm {
  return isAll(when)
    ? { rows: when.all.map(rowOf), top: when, bare: false }
    : { rows: [rowOf(when)], top: undefined, bare: true };
}

/** What one row says, as it is stored. */
export function nodeOf(row: Row): When {
  if (row.kind === 'group') return row.node;
  const { stored } = row;
  if (
    stored &&
    stored.criterion === row.criterion &&
    stored.operator === row.operator &&
    stored.value === row.value &&
    stored.of === row.of
  )
    return stored;
  const { value: _value, of: _of, ...rest } = stored ?? { criterion: '', operator: '' };
  return {
    ...rest,
    criterion: row.criterion,
    operator: row.operator,
    ...(row.value === undefined ? {} : { value: row.value }),
    ...(row.of === undefined ? {} : { of: row.of }),
  };
}

/** The rows as a tree. */
export function toWhen(form: WhenForm): When {
  const nodes = form.rows.map(nodeOf);
  const [first] = nodes;
  if (form.bare && first && nodes.length === 1) return first;
  return { ...form.top, all: nodes };
}

/**
 * Which row a JSON Pointer into the rule means, and which part of it; `undefined`: none of them.
 *
 * @example
 * rowAt(form, '/when/all/1/value') // { index: 1, part: 'value' }
 */
export function rowAt(form: WhenForm, path: string): { index: number; part: string } | undefined {
  const [root, ...steps] = path.split('/').slice(1);
  if (root !== 'when') return undefined;
  if (form.bare && form.rows.length === 1) return { index: 0, part: steps[0] ?? '' };
  const index = Number(steps[1]);
  return steps[0] === 'all' && Number.isInteger(index) && index >= 0 && index < form.rows.length
    ? { index, part: steps[2] ?? '' }
    : undefined;
}
