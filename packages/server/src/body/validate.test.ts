import { createRuleRequest, createTeamRequest, orderRulesRequest, startVisitRequest } from '@beckon/protocol';
import { expect, test } from 'vitest';
import { validate } from './validate';

const issues = (...parameters: Parameters<typeof validate>) => {
  const outcome = validate(...parameters);
  return outcome.ok ? [] : outcome.error.issues;
};
const team = '01J9ZZZZZZZZZZZZZZZZZZZZZZ';
const rule = {
  title: 'T',
  when: { criterion: 'pageUrl', operator: 'contains', value: '/p' },
  then: { from: { team }, message: 'Hello', assign: true },
};

test('each field at fault is named by a JSON Pointer, with words that help', () => {
  expect(
    issues(createRuleRequest, { ...rule, title: 7, then: { from: { team: 'x' }, message: '  ' }, extra: 1 }),
  ).toEqual([
    { path: '/title', code: 'wrongType', message: 'Must be text.' },
    {
      path: '/then/from/team',
      code: 'wrongFormat',
      message: 'Must be an id: 26 characters of Crockford base 32.',
    },
    { path: '/then/message', code: 'tooShort', message: 'Must not be empty.' },
    { path: '/then/assign', code: 'missing', message: 'Is missing.' },
    { path: '/extra', code: 'unknownField', message: 'Is not a field of this request. Leave it out.' },
  ]);
});

test('a choice of shapes says which there are', () => {
  expect(issues(createRuleRequest, { ...rule, then: { ...rule.then, from: 'Sales' } })).toEqual([
    {
      path: '/then/from',
      code: 'invalid',
      message: 'Must be {"team": ID} or {"agent": ID}, with an id of 26 characters.',
    },
  ]);
});

test.each([
  ['a list', []],
  ['nothing', undefined],
  ['null', null],
  ['text', 'x'],
  ['a number', 1],
])('a body that is %s names the body', (_name, body) => {
  expect(issues(createRuleRequest, body)?.[0]).toMatchObject({
    path: '',
    message: body === undefined ? 'Is missing.' : 'Must be an object.',
  });
});

test('keys of records with a slash are escaped', () => {
  expect(issues(startVisitRequest, { site: 'aaaaaaaa', facts: { 'businessHours/x': [] } })).toMatchObject([
    { path: '/facts/businessHours~1x' },
  ]);
});

test('20,000 wrong ids give 50 issues, not megabytes', () => {
  expect(
    issues(orderRulesRequest, { ids: Array.from({ length: 20_000 }, () => 'x'), revision: 1 }),
  ).toHaveLength(50);
});

test('what stands in a query is named so', () => {
  expect(issues(startVisitRequest.pick({ site: true }), { site: ['a', 'b'], x: '1' }, 'query')).toMatchObject(
    [{ path: 'query/site' }, { path: 'query/x' }],
  );
});

test('times and dates say how they are written', () => {
  const hours = {
    zone: 'Europe/Zurich',
    week: [{ day: 8, intervals: [{ open: '9', close: '17:00' }] }],
    exceptions: [{ date: '1.1.', name: '', intervals: [] }],
  };
  expect(issues(createTeamRequest, { name: 'T', hours })).toEqual([
    { path: '/hours/week/0/day', code: 'tooBig', message: 'Must be at most 7.' },
    { path: '/hours/week/0/intervals/0/open', code: 'wrongFormat', message: 'Must be a time such as 09:30.' },
    { path: '/hours/exceptions/0/date', code: 'wrongFormat', message: 'Must be a date such as 2027-01-01.' },
  ]);
});
