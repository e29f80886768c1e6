import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Rule } from '../declare/rule';
import { anyRules } from '../indexed/arbitrary.fixture';
import { criteria } from '../testing/criteria';
import { compileProgram } from './compile-program';

const plainly = (result: ReturnType<typeof compileProgram>): unknown =>
  result.ok
    ? result.program.rules.map(({ rule, id, enabled, when }) => ({ rule, id, enabled, when }))
    : result.issues;

it('compiling with a previous program gives what compiling anew gives, issues included', () => {
  fc.assert(
    fc.property(
      anyRules(8),
      anyRules(3),
      fc.nat(8),
      fc.nat(2),
      fc.boolean(),
      (rules, more, at, gone, doubled) => {
        const before = compileProgram(rules, { criteria });
        fc.pre(before.ok);
        if (!before.ok) return;
        const added: Rule[] = more.map((rule, index) => ({ ...rule, id: doubled ? rule.id : `new${index}` }));
        const after = [...rules.slice(0, at), ...added, ...rules.slice(at + gone)];
        const again = structuredClone(after);
        expect(plainly(compileProgram(again, { criteria }, before.program))).toEqual(
          plainly(compileProgram(again, { criteria })),
        );
      },
    ),
    { numRuns: 300 },
  );
});

it('takes over what did not change, and notices a change made in place', () => {
  const rules: Rule[] = ['a', 'b', 'c'].map((id) => ({
    id,
    when: { criterion: 'pageTitle', operator: 'is', value: id },
  }));
  const before = compileProgram(rules, { criteria });
  if (!before.ok) throw new Error('These rules are sound.');
  (rules[1]!.when as { value: string }).value = 'other';
  const after = compileProgram(rules, { criteria }, before.program);
  if (!after.ok) throw new Error('These rules are sound.');
  expect(after.program.rules[0]).toBe(before.program.rules[0]);
  expect(after.program.rules[2]).toBe(before.program.rules[2]);
  expect(after.program.rules[1]!.when).toMatchObject({ value: 'other' });
});
