import { expect, it } from 'vitest';
import { checkCriteria, type Criterion, validateCondition } from '../index';
import { criteria } from '../testing/criteria';

const base: Criterion = { id: 'x', label: 'X', fact: 'x', type: 'number' };
const pathsOf = (criterion: Criterion): string[] => checkCriteria([criterion]).map(({ path }) => path);

it('an operator with the name of what every object has is refused: tables of operators would find that', () => {
  for (const id of ['toString', 'constructor', '__proto__', 'valueOf'])
    expect(pathsOf({ ...base, operators: [{ id, label: id, value: 'one' }] })).toEqual([
      '/criteria/0/operators/0',
    ]);
});

it('a time that ticks has no operators of its own: when their answers turn cannot be told', () => {
  const operators = ['is' as const, { id: 'near', label: 'near', value: 'one' as const }];
  expect(pathsOf({ ...base, operators })).toEqual([]);
  expect(pathsOf({ ...base, operators, changes: { ticks: 1, anew: true } })).toEqual([
    '/criteria/0/operators',
  ]);
});

it('a country code is of two plain letters, though others have them as capitals', () => {
  for (const value of ['ß', 'ıt', 'ﬁ'])
    expect(validateCondition({ criterion: 'country', operator: 'is', value }, { criteria })).toMatchObject([
      { code: 'countryInvalid', path: '/value' },
    ]);
  expect(validateCondition({ criterion: 'country', operator: 'is', value: ' it ' }, { criteria })).toEqual(
    [],
  );
});
