export type Verdict = 'match' | 'noMatch' | 'unknown';

/** Why a rule fires or not: a sentence, or a group of further reasons. */
export interface Reason {
  verdict: Verdict;
  /** Of a condition. */
  sentence?: string;
  /** Of a group. */
  group?: 'all' | 'any' | 'not';
  parts: Reason[];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const verdictOf = (value: unknown): Verdict => (value === 'match' || value === 'noMatch' ? value : 'unknown');

/** Reads the tree that the server answers; ids that a sentence quotes are named. */
export function reasonOf(node: unknown, nameOf: (id: string) => string | undefined): Reason {
  if (!isObject(node)) return { verdict: 'unknown', parts: [] };
  const verdict = verdictOf(node['verdict']);
  for (const group of ['all', 'any', 'not'] as const) {
    const parts = node[group];
    if (Array.isArray(parts)) return { verdict, group, parts: parts.map((part) => reasonOf(part, nameOf)) };
    if (isObject(parts)) return { verdict, group, parts: [reasonOf(parts, nameOf)] };
  }
  const sentence =
    typeof node['sentence'] === 'string'
      ? node['sentence']
      : `${String(node['criterion'])} ${String(node['operator'])}`;
  const of = typeof node['of'] === 'string' ? node['of'] : undefined;
  const name = of === undefined ? undefined : nameOf(of);
  return {
    verdict,
    sentence: of !== undefined && name !== undefined ? sentence.replaceAll(`"${of}"`, name) : sentence,
    parts: [],
  };
}
