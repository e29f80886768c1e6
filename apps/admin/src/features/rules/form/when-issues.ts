import { compileRules, type Criterion } from '@beckon/engine';
import { type FieldIssue } from '../../../shared/field-issues';
import { rowAt, toWhen, type WhenForm } from './when-form';

/** What is wrong with the conditions, by the engine's own check; the paths are JSON Pointers into the rule. */
export function checkWhen(form: WhenForm, criteria: readonly Criterion[]): FieldIssue[] {
  if (form.rows.length === 0)
    return [
      {
        path: '/when',
        message: 'Add at least one condition: a rule without one would show its message to everybody.',
      },
    ];
  const unchosen = form.rows.flatMap((row, index): FieldIssue[] =>
    row.kind === 'condition' && row.criterion === ''
      ? [{ path: `${pointerTo(form, index)}/criterion`, message: 'Choose what the condition is about.' }]
      : [],
  );
  const compiled = compileRules([{ id: 'draft', when: toWhen(form) }], { criteria });
  if (compiled.ok) return unchosen;
  // The code of a plugin's own operator is on the server alone, which checks it.
  const known = compiled.issues.filter(({ code }) => code !== 'operatorNotImplemented');
  const chosen = known.filter(
    ({ path }) => !unchosen.some((issue) => path.startsWith(issue.path.replace(/\/criterion$/, ''))),
  );
  return [...unchosen, ...chosen.map(({ path, message }) => ({ path, message }))];
}

/** The JSON Pointer of a row. */
function pointerTo(form: WhenForm, index: number): string {
  return form.bare && form.rows.length === 1 ? '/when' : `/when/all/${index}`;
}

/** The parts of a condition that an issue can be shown at. */
type RowPart = 'criterion' | 'operator' | 'value' | 'of' | 'row';
/** The message of each part of a row. */
export type RowIssues = { readonly [P in RowPart]?: string } & {
  readonly items?: ReadonlyMap<number, string>;
};

/** Of a row with which nothing is wrong: always the same object, so that nothing is drawn anew for it. */
export const NO_ISSUES: RowIssues = { items: new Map<number, string>() };

/** Issues by the row they are about; what is about none of them is `rest`. */
export function sortIssues(
  form: WhenForm,
  issues: readonly FieldIssue[],
): { rows: RowIssues[]; rest: FieldIssue[] } {
  const rows: { [P in RowPart]?: string }[] = form.rows.map(() => ({}));
  const items: Map<number, string>[] = form.rows.map(() => new Map<number, string>());
  const rest: FieldIssue[] = [];
  for (const issue of issues) {
    const place = rowAt(form, issue.path);
    const row = place && rows[place.index];
    if (!place || !row) {
      rest.push(issue);
      continue;
    }
    const isCondition = form.rows[place.index]?.kind === 'condition';
    const part: RowPart =
      isCondition &&
      (place.part === 'criterion' ||
        place.part === 'operator' ||
        place.part === 'value' ||
        place.part === 'of')
        ? place.part
        : 'row';
    row[part] ??= issue.message;
    const item = /\/value\/(\d+)$/.exec(issue.path)?.[1];
    if (item !== undefined) items[place.index]?.set(Number(item), issue.message);
  }
  return {
    rows: rows.map((row, index) =>
      Object.keys(row).length === 0
        ? NO_ISSUES
        : { ...row, items: items[index] ?? new Map<number, string>() },
    ),
    rest,
  };
}

/**
 * A message as it stands at the field of its criterion, which need not be named again.
 *
 * @example
 * withoutLabel('Time on page (in sec): the value must be a number.', 'Time on page (in sec)') // 'The value must be a number.'
 */
export function withoutLabel(message: string | undefined, label: string | undefined): string | undefined {
  if (message === undefined || label === undefined || !message.startsWith(`${label}: `)) return message;
  const rest = message.slice(label.length + 2);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
