import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  conversationListQuery,
  emailSchema,
  factsSchema,
  hoursIntervalSchema,
  originSchema,
  problemCodes,
  problemsOf,
  removeRuleQuery,
  type RouteDeclaration,
  routes,
  siteKeySchema,
  startVisitRequest,
} from './index';

test.each([
  ['https://Shop.Example', 'https://shop.example'],
  ['https://shop.example:443/', 'https://shop.example'],
  [' http://localhost:4401 ', 'http://localhost:4401'],
  ['https://münchen.example', 'https://xn--mnchen-3ya.example'],
])('the origin %s is %s', (written, origin) => {
  expect(originSchema.parse(written)).toBe(origin);
});

test.each([
  'shop.example',
  'https://',
  'https://shop.example/path',
  'https://shop.example?x',
  'https://shop.example#x',
  'https://user@shop.example',
  'ftp://shop.example',
  'javascript:alert(1)',
  '*',
  'null',
  '',
])('%s is no origin', (written) => {
  expect(originSchema.safeParse(written).success).toBe(false);
});

test('e-mail addresses are trimmed and lower-cased', () => {
  expect(emailSchema.parse(' Ann@Shop.Example ')).toBe('ann@shop.example');
  expect(emailSchema.safeParse('ann').success).toBe(false);
});

test.each([
  ['00:00', true],
  ['23:59', true],
  ['24:00', true],
  ['24:01', false],
  ['9:00', false],
  ['09:60', false],
])('%s is a time of day: %s', (time, fits) => {
  expect(hoursIntervalSchema.safeParse({ open: '00:00', close: time }).success).toBe(fits);
});

test('facts are kept as they are, but for NUL, and are at most 200', () => {
  const value = fc.oneof(
    fc.string({ maxLength: 100 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  );
  const key = fc.stringMatching(/^[a-zA-Z][a-zA-Z/]{0,20}$/);
  fc.assert(
    fc.property(fc.dictionary(key, value, { maxKeys: 20 }), (facts) => {
      const expected = Object.fromEntries(
        Object.entries(facts).map(([name, fact]) => [
          name,
          typeof fact === 'string' ? fact.replaceAll('\u0000', '\ufffd') : fact,
        ]),
      );
      expect(factsSchema.parse(facts)).toEqual(expected);
    }),
  );
  expect(
    factsSchema.safeParse(Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`f${n}`, n]))).success,
  ).toBe(false);
});

test('a visit is active unless it says otherwise', () => {
  expect(startVisitRequest.parse({ site: 'site_12345678', facts: {} }).active).toBe(true);
});

test('queries are read from text, each value once', () => {
  expect(removeRuleQuery.parse({ revision: '12' })).toEqual({ revision: 12 });
  expect(removeRuleQuery.safeParse({ revision: ['1', '2'] }).success).toBe(false);
  expect(conversationListQuery.parse({ limit: '5' })).toEqual({ limit: 5 });
  expect(conversationListQuery.parse({})).toEqual({ limit: 30 });
  expect(conversationListQuery.safeParse({ limit: '101' }).success).toBe(false);
  expect(conversationListQuery.safeParse({ assigned: 'team:x' }).success).toBe(false);
});

test('a site’s key has no character that HTML or a URL would read otherwise', () => {
  for (const key of ['a"onload="x', 'aaaaaaa>', 'aaaaaaa&', 'aaaa aaaa'])
    expect(siteKeySchema.safeParse(key).success).toBe(false);
});

test.each(Object.entries<RouteDeclaration>(routes))('%s is declared soundly', (_id, route) => {
  const named = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
  expect(Object.keys(route.params?.shape ?? {})).toEqual(named);
  if (route.method === 'get') expect([route.body, route.idempotencyKey]).toEqual([undefined, undefined]);
  if (route.permission) expect(route.credentials).toBe('session');
  if (route.side === 'visitor')
    expect(Object.keys((route.query ?? (route.body as typeof route.query))?.shape ?? {})).toContain('site');
  if (route.side === 'visitor' && route.method === 'post') expect(route.idempotencyKey).toBeDefined();
  for (const code of problemsOf(route)) expect(problemCodes[code]).toBeGreaterThanOrEqual(400);
});
