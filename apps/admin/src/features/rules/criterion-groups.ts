import { type Criterion } from '@beckon/engine';

interface CriterionGroup {
  /** The plugin that it comes from; `undefined`: the standard criteria. */
  label: string | undefined;
  criteria: readonly Criterion[];
}

const words = (prefix: string) => {
  const text = prefix.replace(/[-_]+/g, ' ').trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/**
 * Criteria as an editor offers them: the standard ones in the order of their declaration, then those of each plugin, then
 * what the site's own pages tell. `labels` are the plugins' own names by the ids of their criteria; without one the part of
 * the id before the slash names it.
 *
 * @example
 * criterionGroups(criteria).map(({ label }) => label) // [undefined, 'Campaign', 'Page facts']
 */
export function criterionGroups(
  criteria: readonly Criterion[],
  labels: ReadonlyMap<string, string> = new Map(),
): CriterionGroup[] {
  const byPrefix = new Map<string, Criterion[]>();
  for (const criterion of criteria) {
    const slash = criterion.id.indexOf('/');
    const prefix = slash < 0 ? '' : criterion.id.slice(0, slash);
    byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), criterion]);
  }
  const rank = (prefix: string) => (prefix === '' ? 0 : prefix === 'page' ? 2 : 1);
  return [...byPrefix]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([prefix, own]) => ({
      label:
        prefix === ''
          ? undefined
          : prefix === 'page'
            ? 'Page facts'
            : (own.map(({ id }) => labels.get(id)).find((label) => label !== undefined) ?? words(prefix)),
      criteria: own,
    }));
}
