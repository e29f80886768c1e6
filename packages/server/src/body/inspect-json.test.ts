import { expect, test } from 'vitest';
import { inspectJson, MAX_JSON_DEPTH } from './inspect-json';

test('refuses __proto__ wherever it stands, and says where', () => {
  expect(inspectJson(JSON.parse('{"a":[{"b/c":{"__proto__":{"x":1}}}]}'))).toMatchObject({
    path: '/a/0/b~1c/__proto__',
    code: 'keyNotAllowed',
  });
  expect(inspectJson(JSON.parse('{"constructor":1,"prototype":{}}'))).toBeUndefined();
});

test('refuses what is nested 10,000 deep, without a stack of that height', () => {
  const deep = JSON.parse('{"when":' + '{"not":'.repeat(10_000) + '1' + '}'.repeat(10_001)) as unknown;
  expect(inspectJson(deep)).toMatchObject({
    code: 'tooDeep',
    path: expect.stringMatching(/^\/when\/not\/not/) as string,
  });
});

test('takes what is exactly as deep as may be', () => {
  expect(inspectJson(JSON.parse('['.repeat(MAX_JSON_DEPTH) + ']'.repeat(MAX_JSON_DEPTH)))).toBeUndefined();
  expect(
    inspectJson(JSON.parse('['.repeat(MAX_JSON_DEPTH + 1) + ']'.repeat(MAX_JSON_DEPTH + 1))),
  ).toMatchObject({ code: 'tooDeep' });
});

test('mends half characters, in lists too', () => {
  const body = { title: 'Caf\ud83d', tags: ['\udc00x', 'fine 😀'] };
  expect(inspectJson(body)).toBeUndefined();
  expect(body).toEqual({ title: 'Caf\ufffd', tags: ['\ufffdx', 'fine 😀'] });
});
