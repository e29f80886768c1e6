import { describe, expect, test } from 'vitest';
import { badInputFixture, problemIn } from '../../testing/bad-input-fixture';
import { ADMIN, startTestServer } from '../../testing/start-test-server';

const on = badInputFixture();

describe('signing in', () => {
  test('the same words whether the address or the password is wrong, and the log keeps neither', async () => {
    const attempt = (email: string, password: string) =>
      on.server.send({ method: 'POST', path: '/v1/admin/session', body: { email, password } });
    const wrong = await attempt(ADMIN, 'wrong password 1');
    const unknown = await attempt('nobody@shop.example', 'wrong password 1');
    expect(wrong.status).toBe(401);
    const { requestId: _one, ...first } = wrong.body as Record<string, unknown>;
    const { requestId: _two, ...second } = unknown.body as Record<string, unknown>;
    expect(first).toEqual(second);
    expect(JSON.stringify(on.server.log)).not.toMatch(/wrong password|shop\.example/);
  });

  test.each([
    { email: 'a\u0000@b.c', password: 'x' },
    { email: { $ne: null }, password: { $ne: null } },
    { email: ADMIN },
    {},
  ])('%o is no sign-in', async (body) => {
    expect(problemIn(await on.server.send({ method: 'POST', path: '/v1/admin/session', body })).code).toBe(
      'invalidRequest',
    );
  });

  test('guessing is slowed down, with Retry-After; the right person elsewhere is not locked out', async () => {
    const guess = (email: string) =>
      on.server.send({
        method: 'POST',
        path: '/v1/admin/session',
        body: { email, password: 'wrong password' },
      });
    let last = await guess('victim@shop.example');
    for (let tries = 1; tries < 11 && last.status === 401; tries += 1)
      last = await guess('victim@shop.example');
    expect(last.status).toBe(429);
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    expect((await guess('VICTIM@shop.example ')).status).toBe(429);
    expect((await guess('someone@shop.example')).status).toBe(401);
  });

  test('signing in rightly is never too much', async () => {
    const own = await startTestServer({
      limits: {
        signInByAddress: { points: 2, seconds: 60 },
        signInByEmail: { points: 2, seconds: 60 },
        signInByBoth: { points: 2, seconds: 60 },
      },
    });
    for (let times = 0; times < 5; times += 1) await own.signIn(ADMIN);
    await own.close();
  });

  test('a session that does not exist or is over', async () => {
    const answered = await on.server.send({
      path: '/v1/admin/sites',
      headers: { cookie: `beckon_session=${'a'.repeat(43)}` },
    });
    expect(problemIn(answered).code).toBe('notSignedIn');
    const leaving = await on.server.signIn(ADMIN);
    await on.server.storage.sessions.removeOfAgent(leaving.agentId);
    expect(
      problemIn(
        await leaving.send({ method: 'POST', path: '/v1/admin/teams', body: { name: 'x', hours: null } }),
      ).code,
    ).toBe('notSignedIn');
    on.admin = await on.server.signIn(ADMIN);
  });

  test('a set-up link that is none', async () => {
    expect((await on.server.send({ path: `/v1/admin/setup?token=${'a'.repeat(43)}` })).status).toBe(410);
    const answered = await on.server.send({
      method: 'POST',
      path: '/v1/admin/setup',
      body: { token: 'a'.repeat(43), name: 'x', email: 'x@y.example', password: 'long enough it is' },
    });
    expect(answered.status).toBe(410);
  });
});
