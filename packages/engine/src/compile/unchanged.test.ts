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

it('notices what was changed in place in a rule of any form', () => {
  const condition = (value: unknown): unknown => ({ criterion: 'pageTitle', operator: 'isOneOf', value });
  const forms: ((values: string[]) => unknown)[] = [
    (values) => condition(values),
    (values) => ({ all: [condition(['first']), condition(values)] }),
    (values) => ({ any: [condition(['first']), { not: condition(values) }] }),
  ];
  for (const form of forms) {
    const values = ['a', 'b'];
    const rules = [{ id: 'x', when: form(values) as Rule['when'] }];
    const before = compileProgram(rules, { criteria });
    if (!before.ok) throw new Error('These rules are sound.');
    values[1] = 'c';
    const after = compileProgram(rules, { criteria }, before.program);
    expect(plainly(after)).toEqual(plainly(compileProgram(structuredClone(rules), { criteria })));
    expect(plainly(after)).not.toEqual(plainly(before));
  }
});

it('answers with the objects of today, also through a chain of programs, and does not trip over what cannot be read', () => {
  const ids = ['a', 'b', 'c', 'd'];
  const make = (): Rule[] =>
    ids.map((id) => ({ id, when: { all: [{ criterion: 'pageTitle', operator: 'is', value: id }] } }));
  let program = compileProgram(make(), { criteria });
  for (const gone of [3, 0, 1, 0]) {
    if (!program.ok) throw new Error('These rules are sound.');
    const rules = make().filter((_, index) => index !== gone);
    const next = compileProgram(rules, { criteria }, program.program);
    if (!next.ok) throw new Error('These rules are sound.');
    expect(next.program.rules.map(({ rule }) => rule)).toEqual(rules);
    next.program.rules.forEach(({ rule }, index) => expect(rule).toBe(rules[index]));
    program = next;
  }
  const odd = new Proxy(make()[0]!, {
    get: () => {
      throw new Error('no');
    },
  });
  if (!program.ok) throw new Error('These rules are sound.');
  expect(compileProgram([odd], { criteria }, program.program)).toMatchObject({
    ok: false,
    issues: [{ code: 'unreadable' }],
  });
});

it('keeps its books over many changes of many rules, as compiling anew does', () => {
  let serial = 0;
  const make = (): Rule => ({
    id: `r${(serial += 1)}`,
    when: { all: [{ criterion: 'timeOnPage', operator: 'greaterThan', value: serial % 7 }] },
  });
  let rules = Array.from({ length: 2100 }, make);
  const first = compileProgram(rules, { criteria });
  let last = first;
  for (let round = 0; round < 60; round += 1) {
    const at = (round * 7919) % rules.length;
    const gone = [1, 1, 0, 700][round % 4]!;
    const added = Array.from({ length: [1, 3, 0, 650][(round + 1) % 4]! }, make);
    rules = [...rules.slice(0, at), ...added, ...rules.slice(at + gone)];
    // Some come as other objects that say the same.
    if (round % 5 === 0)
      rules = rules.map((rule, index) => (index % 900 === 0 ? structuredClone(rule) : rule));
    if (!last.ok) throw new Error('These rules are sound.');
    const next = compileProgram(rules, { criteria }, last.program);
    if (!next.ok) throw new Error('These rules are sound.');
    expect(next.program.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    expect(next.program.rules.every(({ rule }, index) => rule === rules[index])).toBe(true);
    expect(
      next.program.rules.every(
        ({ when }, index) => JSON.stringify(when) === JSON.stringify(rules[index]!.when),
      ),
    ).toBe(true);
    last = next;
  }
  // What came later changed nothing in what the first one kept.
  if (!first.ok) throw new Error('These rules are sound.');
  const given = first.program.rules.map(({ rule }) => rule);
  const again = compileProgram(given, { criteria }, first.program);
  expect(again.ok && again.program.rules.every((rule, index) => rule === first.program.rules[index])).toBe(
    true,
  );
});
