import { type When } from '@beckon/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newRow, nodeOf, rowAt, toForm, toWhen } from './when-form';

/** Rules come as JSON: their objects have a prototype. */
const plain = { noNullPrototype: true } as const;
const condition = fc.record(
  {
    criterion: fc.string({ minLength: 1 }),
    operator: fc.string({ minLength: 1 }),
    value: fc.jsonValue(),
    of: fc.string(),
    note: fc.string(),
  },
  { requiredKeys: ['criterion', 'operator'], noNullPrototype: true },
);
const { when } = fc.letrec<{ when: When }>((tie) => ({
  when: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    condition as fc.Arbitrary<When>,
    fc.record({ all: fc.array(tie('when'), { maxLength: 4 }) }, plain) as fc.Arbitrary<When>,
    fc.record({ any: fc.array(tie('when'), { maxLength: 4 }) }, plain) as fc.Arbitrary<When>,
    fc.record({ not: tie('when') }, plain) as fc.Arbitrary<When>,
  ),
}));

describe('a tree as rows', () => {
  it('comes back as it was, whatever it is', () => {
    fc.assert(
      fc.property(when, (tree) => {
        expect(toWhen(toForm(tree))).toStrictEqual(tree);
      }),
    );
  });

  it('is not flattened when a condition is added: what was there stands unchanged beside it', () => {
    fc.assert(
      fc.property(when, (tree) => {
        const form = toForm(tree);
        form.rows.push(newRow({ criterion: 'pageUrl', operator: 'is', value: '/' }));
        const parts = 'all' in tree ? tree.all : [tree];
        expect(toWhen(form)).toStrictEqual({
          all: [...parts, { criterion: 'pageUrl', operator: 'is', value: '/' }],
        });
      }),
    );
  });

  it('changes nothing but the row that is edited', () => {
    fc.assert(
      fc.property(when, fc.nat(), fc.jsonValue(), (tree, pick, value) => {
        const form = toForm(tree);
        const rows = form.rows.filter((row) => row.kind === 'condition');
        const row = rows[pick % Math.max(1, rows.length)];
        if (!row) return;
        const before = form.rows.map(nodeOf);
        row.value = value;
        const index = form.rows.indexOf(row);
        const after = form.rows.map(nodeOf);
        expect(after.filter((_, at) => at !== index)).toStrictEqual(before.filter((_, at) => at !== index));
        expect(after[index]).toStrictEqual({ ...before[index], value });
      }),
    );
  });

  it('keeps what the editor does not show of a condition', () => {
    const stored = { criterion: 'pageUrl', operator: 'is', value: '/', note: 'by the API' };
    const form = toForm({ all: [stored] });
    Object.assign(form.rows[0] ?? {}, { value: '/x' });
    expect(toWhen(form)).toStrictEqual({ all: [{ ...stored, value: '/x' }] });
  });

  it('is one condition without "all" until a second is there', () => {
    const form = toForm({ criterion: 'pageUrl', operator: 'is', value: '/' });
    expect(toWhen(form)).toStrictEqual({ criterion: 'pageUrl', operator: 'is', value: '/' });
    form.rows.push(newRow({ criterion: 'city', operator: 'isKnown' }));
    expect(toWhen(form)).toStrictEqual({
      all: [
        { criterion: 'pageUrl', operator: 'is', value: '/' },
        { criterion: 'city', operator: 'isKnown' },
      ],
    });
  });
});

describe('rowAt', () => {
  const form = toForm({ all: [{ criterion: 'a', operator: 'is' }, { any: [] }] });
  it.each([
    ['/when/all/0/value', { index: 0, part: 'value' }],
    ['/when/all/1/any/0/criterion', { index: 1, part: 'any' }],
    ['/when/all/2/value', undefined],
    ['/when', undefined],
    ['/title', undefined],
  ])('%s', (path, place) => expect(rowAt(form, path)).toEqual(place));

  it('knows the one row of a bare condition', () => {
    expect(rowAt(toForm({ criterion: 'a', operator: 'is' }), '/when/operator')).toEqual({
      index: 0,
      part: 'operator',
    });
  });
});
