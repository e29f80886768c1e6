import type { FactValue, Facts } from '../tracker/tracker';

/** What a page may give as the value of a fact; a date is kept as ISO 8601. */
export type PageFact = FactValue | Date;

const NAME = /^[a-z][A-Za-z0-9]{0,39}$/;
const MOST = 50;
const LONGEST = 2048;

/** What was not taken, in words, for `beckon('debug')`. */
export const ignored: string[] = [];

/**
 * Lays facts that the page gave over those that it gave before, as `page/NAME`. What the server would not take is left
 * out, so that it takes the rest.
 *
 * @example
 * layPageFacts(facts, { plan: 'pro', cart: { items: 2 } }); // facts['page/plan'] is 'pro'; `cart` is noted as ignored
 */
export function layPageFacts(facts: Facts, given: unknown): void {
  for (const [name, value] of Object.entries(Object(given) as object)) {
    const key = `page/${name}`;
    const known = value instanceof Date && !Number.isNaN(+value) ? value.toISOString() : (value as unknown);
    const problem =
      whyNot(name, known) ??
      (!(key in facts) && countOf(facts) >= MOST ? `at most ${MOST} facts are kept` : undefined);
    if (problem) ignored.push(`"${name}" was ignored: ${problem}.`);
    else facts[key] = known as FactValue;
  }
}

const countOf = (facts: Facts): number => Object.keys(facts).filter((key) => key.startsWith('page/')).length;

function whyNot(name: string, value: unknown): string | undefined {
  if (!NAME.test(name)) return 'a name begins with a small letter and has at most 40 letters and digits';
  if (typeof value === 'string')
    return value.length > LONGEST ? `a text has at most ${LONGEST} characters` : undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'it is no number';
  if (value !== null && typeof value !== 'boolean')
    return 'a value is a text, a number, true, false, a date, or null for unknown';
  return undefined;
}
