/** What the analysis noticed, with the rules' titles in place of their ids. */
export interface NamedFinding {
  ruleIds: readonly string[];
  severity: 'error' | 'warning';
  /** The rule to mend first. */
  title: string | undefined;
  text: string;
}

/**
 * Puts the titles of rules where a finding quotes their ids.
 *
 * @example
 * namedFinding({ ruleIds: ['B', 'A'], severity: 'error', message: 'Whenever it matches, "A" matches, too.', mend: 'Move it above that rule.' }, new Map([['A', 'Sale']])).text
 * // 'Whenever it matches, “Sale” matches, too. Move it above that rule.'
 */
export function namedFinding(finding: { ruleIds: readonly string[]; severity: 'error' | 'warning'; message: string; mend: string }, titles: ReadonlyMap<string, string>): NamedFinding {
  const text = finding.ruleIds.reduce((sentence, id) => sentence.replaceAll(`"${id}"`, `“${titles.get(id) ?? id}”`), `${finding.message} ${finding.mend}`.trim());
  const [first] = finding.ruleIds;
  return { ruleIds: finding.ruleIds, severity: finding.severity, title: first === undefined ? undefined : titles.get(first), text };
}
