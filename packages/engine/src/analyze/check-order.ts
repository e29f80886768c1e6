import { type Node, type RuleNode } from '../compile/program';
import { conditionsOf } from './conditions-of';
import { type Finding } from './finding';
import { goalOf } from './literal';
import { type Satisfiable } from './satisfiable';

/** So many pairs of rules are looked into. */
const MOST_PAIRS = 200_000;
/** So many times it is looked whether rules ask about the same facts. */
const MOST_LOOKS = 20_000_000;
/** So many earlier rules are looked at together. */
const MOST_TOGETHER = 16;

/** Earlier rules that read the same facts. */
interface Readers {
  readonly facts: ReadonlySet<string>;
  readonly rules: { readonly rule: RuleNode; readonly place: number }[];
}

/** Rules that an earlier rule, or several of them together, always win against. */
export function checkOrder(rules: readonly RuleNode[], satisfiable: Satisfiable): Finding[] {
  const findings: Finding[] = [];
  const earlier = new Map<string, Readers>();
  // Facts of which an earlier rule asks whether they are known: such rules can hold between them whatever the fact is.
  const askedWhetherKnown = new Set<string>();
  let pairs = 0;
  let looks = 0;
  for (const [place, rule] of rules.entries()) {
    // Rules without end are not gone through: the time that it takes is bounded.
    if (pairs > MOST_PAIRS || looks > MOST_LOOKS) break;
    const facts = factsOf(rule.node);
    if (!satisfiable([goalOf(rule.node, 'match')])) continue;
    // A rule that asks about a fact which this one leaves open can miss where this one matches.
    const open = new Set([...facts, ...askedWhetherKnown]);
    const candidates = [...earlier.values()]
      .filter((readers) => isSubset(readers.facts, open))
      .flatMap((readers) => readers.rules)
      .sort((a, b) => a.place - b.place);
    looks += earlier.size;
    pairs += candidates.length;
    const finding =
      pairs <= MOST_PAIRS
        ? shadowOf(
            rule,
            candidates.map((candidate) => candidate.rule),
            satisfiable,
          )
        : undefined;
    if (finding) {
      findings.push(finding);
      continue;
    }
    const key = JSON.stringify([...facts].sort());
    const readers = earlier.get(key) ?? { facts, rules: [] };
    readers.rules.push({ rule, place });
    earlier.set(key, readers);
    for (const fact of factsAskedWhetherKnown(rule.node)) askedWhetherKnown.add(fact);
  }
  return findings;
}

function shadowOf(
  rule: RuleNode,
  candidates: readonly RuleNode[],
  satisfiable: Satisfiable,
): Finding | undefined {
  const match = goalOf(rule.node, 'match');
  const isShadowedBy = (others: readonly RuleNode[]): boolean =>
    !satisfiable([match, ...others.map((other) => goalOf(other.node, 'notMatch'))]);
  const one = candidates.find((other) => isShadowedBy([other]));
  if (one) {
    const isDuplicate = !satisfiable([goalOf(one.node, 'match'), goalOf(rule.node, 'notMatch')]);
    return isDuplicate
      ? about(
          'duplicate',
          [rule, one],
          `It asks the same as the rule "${one.id}", which comes first.`,
          'Delete one of the two, or change what it asks.',
        )
      : about(
          'shadowed',
          [rule, one],
          `Whenever it matches, the earlier rule "${one.id}" matches, too.`,
          'Move it above that rule, or narrow that rule.',
        );
  }
  let several = candidates.slice(-MOST_TOGETHER);
  if (several.length < 2 || !isShadowedBy(several)) return undefined;
  for (const other of several) {
    const rest = several.filter((candidate) => candidate !== other);
    if (isShadowedBy(rest)) several = rest;
  }
  const names = several.map(({ id }) => `"${id}"`).join(', ');
  return about(
    'shadowed',
    [rule, ...several],
    `Whenever it matches, one of the earlier rules ${names} matches, too.`,
    'Move it above them, or narrow one of them.',
  );
}

function about(code: Finding['code'], rules: readonly RuleNode[], message: string, mend: string): Finding {
  return {
    code,
    severity: 'error',
    ruleIds: rules.map(({ id }) => id),
    places: rules.map(({ id }) => ({ ruleId: id, path: '/when' })),
    message,
    mend,
  };
}

const factsOf = (node: Node): ReadonlySet<string> => new Set(conditionsOf(node).map(({ fact }) => fact));

const factsAskedWhetherKnown = (node: Node): string[] =>
  conditionsOf(node)
    .filter(({ tests }) => tests[0]?.op === 'known')
    .map(({ fact }) => fact);

const isSubset = (part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean => {
  for (const fact of part) if (!whole.has(fact)) return false;
  return true;
};
