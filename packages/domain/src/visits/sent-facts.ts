import { type Criterion } from '@beckon/engine';
import { type DomainIssue } from '../answer';
import { isServerOnly } from '../rule-sets/conditions';
import { type SentFacts } from './visits';

type FactValue = string | number | boolean;

/** The criteria that read a fact key, with or without a qualifier. */
function readersOf(key: string, criteria: Iterable<Criterion>): Criterion[] {
  return [...criteria].filter(
    (criterion) =>
      key === criterion.fact || (criterion.qualifier !== undefined && key.startsWith(`${criterion.fact}/`)),
  );
}

function fits(criterion: Criterion, value: FactValue): boolean {
  if (criterion.type === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (criterion.type === 'boolean') return typeof value === 'boolean';
  return typeof value === 'string';
}

function typeWord(criterion: Criterion): string {
  return criterion.type === 'number' ? 'a number' : criterion.type === 'boolean' ? 'true or false' : 'text';
}

/**
 * What of a browser's facts counts: those that some criterion reads and whose value is known. A fact that only the server may know, or one of
 * the wrong type, is an issue: a browser that sends it is not ours, or broken.
 */
export function checkSentFacts(
  sent: SentFacts,
  criteria: Iterable<Criterion>,
): { ok: true; facts: Record<string, FactValue> } | { ok: false; issues: DomainIssue[] } {
  const issues: DomainIssue[] = [];
  const facts: [string, FactValue][] = [];
  for (const [key, value] of Object.entries(sent)) {
    const readers = readersOf(key, criteria);
    if (readers.length === 0) continue;
    const path = `/facts/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const open = readers.filter((criterion) => !isServerOnly(criterion));
    if (open.length === 0) {
      issues.push({
        path,
        code: 'factOfServer',
        message: `The server itself finds out "${key}". Leave it out.`,
      });
    } else if (value !== null && !open.some((criterion) => fits(criterion, value))) {
      issues.push({
        path,
        code: 'wrongType',
        message: `"${key}" must be ${[...new Set(open.map(typeWord))].join(' or ')}. Leave it out if it is not known.`,
      });
    } else if (value !== null) {
      facts.push([key, value]);
    }
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, facts: Object.fromEntries(facts) };
}

/** Of a browser's facts those that stay for the whole visit: they can be settled for good. */
export function finalFacts(
  facts: Record<string, FactValue>,
  criteria: Iterable<Criterion>,
): Record<string, FactValue> {
  return Object.fromEntries(
    Object.entries(facts).filter(([key]) =>
      readersOf(key, criteria).every((criterion) => criterion.changes === 'final'),
    ),
  );
}
