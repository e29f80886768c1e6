import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compileRules, defineCriterion } from './index';

it('the example of the README runs', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n(import[^]*?)```/.exec(readme)![1]!;
  expect(example.trim().split('\n').length).toBeLessThanOrEqual(12);
  const said: unknown[] = [];
  const code = example.replace(/^import.*$/m, '').replace(/ as const/g, '');
  // The README is ours; its code runs here as it stands, but for the import and the types.
  const run = Object.getPrototypeOf(async () => undefined).constructor as new (
    ...names: string[]
  ) => (...values: unknown[]) => Promise<void>;
  await new run('compileRules', 'defineCriterion', 'console', code)(compileRules, defineCriterion, {
    log: (line: unknown) => said.push(line),
  });
  expect(said).toEqual(['new-editor']);
  expect(example).toContain(`// '${String(said[0])}'`);
});
