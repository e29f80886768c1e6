import { type Test } from '../compile/program';

/** The pattern that says the same as a test of a text, its parts with any run between them; `undefined` if it takes none. */
export function patternOf(test: Test): readonly string[] | undefined {
  switch (test.op) {
    case 'contains':
      return ['', test.value, ''];
    case 'startsWith':
      return [test.value, ''];
    case 'endsWith':
      return ['', test.value];
    case 'like':
      return test.parts;
    case 'in':
      return test.values.length === 1 ? [test.values[0] as string] : undefined;
    default:
      return undefined;
  }
}
