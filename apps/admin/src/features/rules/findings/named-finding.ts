/** What the analysis noticed, with the rules' titles and teams' names in place of their ids. */
export interface NamedFinding {
  ruleIds: readonly string[];
  severity: 'error' | 'warning';
  /** The rule to mend first. */
  title: string | undefined;
  text: string;
}

/**
 * Puts the titles of rules and the names of teams where a finding quotes their ids.
 *
 * @example
 * namedFinding({ ruleIds: ['B', 'A'], severity: 'error', message: 'Whenever it matches, "A" matches, too.', mend: 'Move it above that rule.' }, new Map([['A', 'Sale']])).text
 * // 'Whenever it matches, “Sale” matches, too. Move it above that rule.'
 */
export function namedFinding(
  finding: { ruleIds: readonly string[]; severity: 'error' | 'warning'; message: string; mend: string },
  titles: ReadonlyMap<string, string>,
  teamNames: ReadonlyMap<string, string> = new Map(),
): NamedFinding {
  const names = [...finding.ruleIds.map((id) => [id, `“${titles.get(id) ?? id}”`] as const), ...teamNames];
  const text = names.reduce(
    (sentence, [id, name]) => sentence.replaceAll(`"${id}"`, name),
    `${finding.message} ${finding.mend}`.trim(),
  );
  const [first] = finding.ruleIds;
  return {
    ruleIds: finding.ruleIds,
    severity: finding.severity,
    title: first === undefined ? undefined : titles.get(first),
    text,
  };
}
