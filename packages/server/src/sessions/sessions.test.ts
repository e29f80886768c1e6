import { expect, test } from 'vitest';
import { checkCsrfToken, checkSameSite } from './same-site';
import { createSessionCookie } from './session-cookie';

const origin = 'https://beckon.example';
const token = 'abcdefghijklmnopqrstuvwxyz';

test('the cookie is bound to the host where the public URL is https', () => {
  expect(createSessionCookie(true).name).toBe('__Host-beckon_session');
  expect(createSessionCookie(false).name).toBe('beckon_session');
});

test.each([
  [`beckon_session=${token}`, token],
  [`a=b; beckon_session=${token}; c=d`, token],
  [`xbeckon_session=${token}`, undefined],
  ['beckon_session=', undefined],
  ['beckon_session=short', undefined],
  [`beckon_session=${'é'.repeat(30)}`, undefined],
  [undefined, undefined],
])('reads %s', (header, expected) => {
  expect(createSessionCookie(false).read(header)).toBe(expected);
});

test.each([
  [{ 'sec-fetch-site': 'same-origin', origin: 'https://beckon.example' }, true],
  [{ 'sec-fetch-site': 'none' }, true],
  [{ 'sec-fetch-site': 'same-site', origin: 'https://evil.beckon.example' }, false],
  [{ 'sec-fetch-site': 'cross-site', origin: 'https://beckon.example' }, false],
  [{ origin: 'https://beckon.example' }, true],
  [{ origin: 'http://192.168.1.5:4400', host: '192.168.1.5:4400' }, true],
  [{ origin: 'https://evil.example', host: 'beckon.example' }, false],
  [{ origin: 'null', host: 'beckon.example' }, false],
  [{}, true],
])('a change with %o is ours: %s', (headers, ours) => {
  expect(checkSameSite(headers, origin).ok).toBe(ours);
});

test.each([
  [token, true],
  ['', false],
  [`${token}x`, false],
  [token.slice(1), false],
  [undefined, false],
])('the token %s is right: %s', (given, right) => {
  expect(checkCsrfToken(given === undefined ? {} : { 'x-csrf-token': given }, token).ok).toBe(right);
});
