import { expect, it } from 'vitest';
import { analyzeRules, checkCriteria, compileRules, type Criterion, validateCondition } from '../index';
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

it('help and unit are texts: both are shown to people', () => {
  const odd = (field: string, value: unknown) => pathsOf({ ...base, [field]: value } as Criterion);
  for (const value of [null, 5, {}, [], true]) {
    expect(odd('help', value)).toEqual(['/criteria/0/help']);
    expect(odd('unit', value)).toEqual(['/criteria/0/unit']);
  }
  expect(odd('unit', '')).toEqual(['/criteria/0/unit']);
  expect(odd('unit', undefined)).toEqual([]);
  expect(odd('help', '')).toEqual([]);
});

it('what is said of a long list of options, or of a long type, stays short', () => {
  const options = Array.from({ length: 5000 }, (_, index) => ({
    value: `${index}${'x'.repeat(100)}`,
    label: 'x',
  }));
  const choice: Criterion = { ...base, type: 'choice', options, qualifier: { label: 'Of', options } };
  for (const more of [{}, { of: 'none' }]) {
    const [issue] = validateCondition(
      { criterion: 'x', operator: 'is', value: 'none', ...more },
      { criteria: [choice] },
    );
    expect(issue?.message).toContain('(5000 options)');
    expect(issue?.message.length).toBeLessThan(1500);
  }
  const [, issue] = checkCriteria([{ ...base, type: 'x'.repeat(1e6) as 'text', operators: ['is'] }]);
  expect(issue?.message.length).toBeLessThan(200);
});

it('criteria that are not there are an issue, too', () => {
  const expected = [{ message: 'The criteria must be a list of declarations.' }];
  expect(compileRules([], undefined as never)).toMatchObject({ ok: false, issues: expected });
  expect(analyzeRules([], undefined as never)).toMatchObject(expected);
});
