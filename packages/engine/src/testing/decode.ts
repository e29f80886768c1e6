import { type Facts } from '../index';

const special: Readonly<Record<string, unknown>> = { NaN, Infinity, '-0': -0, undefined, null: null };

/** Facts of a conformance case: `{ "$": "NaN" }` stands for what JSON cannot say. */
export function decodeFacts(facts: Readonly<Record<string, unknown>>): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => {
      const name = typeof value === 'object' && value !== null && '$' in value ? String(value.$) : undefined;
      return [key, name !== undefined && name in special ? special[name] : value];
    }),
  );
}
