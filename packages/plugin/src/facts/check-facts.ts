import { countryFlaw, type ValueType } from '@beckon/engine';
import { type FactValue } from './fact-values';

/** Longest text of one fact, in characters. The engine looks at 2,048; what is far longer was hardly meant. */
export const MAX_FACT_TEXT = 8192;
/** Most facts in one answer. */
export const MAX_FACTS = 500;

/** What an answer came to: the facts that are right, and what is wrong with the others. */
export interface CheckedFacts {
  facts: Record<string, FactValue>;
  faults: string[];
}

const expected = (type: ValueType): 'number' | 'boolean' | 'string' =>
  type === 'number' ? 'number' : type === 'boolean' ? 'boolean' : 'string';

function faultOf(value: unknown, types: readonly ValueType[] | undefined): string | undefined {
  if (typeof value === 'string') {
    if (value.length > MAX_FACT_TEXT)
      return `is a text of ${value.length} characters, more than ${MAX_FACT_TEXT}`;
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) return `is ${value}, which is no number to compare with`;
  } else if (typeof value !== 'boolean') {
    return `is ${typeof value === 'object' ? 'an object or a list' : `a ${typeof value}`}: a fact is a text, a number or true/false`;
  }
  if (types && types.length > 0 && !types.some((type) => expected(type) === typeof value))
    return `is a ${typeof value}, its criterion is of type ${types.join(', ')}`;
  if (typeof value === 'string' && types?.length && types.every((type) => type === 'country')) {
    const flaw = countryFlaw(value);
    if (flaw !== undefined) return `cannot be: ${flaw}`;
  }
  return undefined;
}

/** Whether `key` is the fact, or the fact of something (`eventCount/addToCart`). */
export function isFactOf(key: string, fact: string): boolean {
  return key === fact || key.startsWith(`${fact}/`);
}

/**
 * Checks what a fact provider answered, reading every value once. Declared keys with right values are kept; the rest is
 * unknown and named in `faults`.
 *
 * @param owns whether the provider declared the key
 * @param typesOf the value types of the criteria that read the fact
 */
export function checkFacts(
  answer: unknown,
  owns: (key: string) => boolean,
  typesOf: (key: string) => readonly ValueType[] | undefined,
): CheckedFacts {
  if (answer === undefined || answer === null) return { facts: {}, faults: [] };
  if (typeof answer !== 'object' || Array.isArray(answer))
    return {
      facts: {},
      faults: [`answered a ${Array.isArray(answer) ? 'list' : typeof answer} instead of an object of facts`],
    };
  const facts: Record<string, FactValue> = {};
  const faults: string[] = [];
  let keys: string[];
  try {
    keys = Object.keys(answer);
  } catch {
    return { facts, faults: ['answered an object that cannot be read'] };
  }
  if (keys.length > MAX_FACTS)
    return { facts, faults: [`answered ${keys.length} facts at once, more than ${MAX_FACTS}`] };
  for (const key of keys) {
    if (!owns(key)) {
      faults.push(`answered "${key.slice(0, 100)}", which it does not declare in "provides"`);
      continue;
    }
    let value: unknown;
    try {
      value = (answer as Record<string, unknown>)[key];
    } catch {
      faults.push(`"${key}" cannot be read`);
      continue;
    }
    if (value === undefined || value === null) continue;
    const fault = faultOf(value, typesOf(key));
    if (fault === undefined) facts[key] = value as FactValue;
    else faults.push(`"${key}" ${fault}`);
  }
  return { facts, faults };
}
