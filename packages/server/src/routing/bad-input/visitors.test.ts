import { describe, expect, test } from 'vitest';
import { badInputFixture, problemIn, unknownId } from '../../testing/bad-input-fixture';
import { ORIGIN } from '../../testing/start-test-server';
import { newKey, startVisitor } from '../../testing/visitor-caller';

const on = badInputFixture();

describe('visitors', () => {
  const visits = (body: object, headers: Record<string, string> = {}) =>
    on.server.send({
      method: 'POST',
      path: '/v1/visits',
      headers: { origin: ORIGIN, 'idempotency-key': newKey(), ...headers },
      body: { site: on.server.site.key, facts: {}, ...body },
    });

  test('a foreign origin is refused, may read why, and is told where to allow it', async () => {
    const answered = await visits({}, { origin: 'https://evil.example' });
    expect(answered.status).toBe(403);
    expect(problemIn(answered)).toMatchObject({
      code: 'foreignOrigin',
      detail: expect.stringContaining('https://evil.example') as string,
    });
    expect(problemIn(answered).detail).toContain('allowed origins');
    expect(answered.headers).toMatchObject({
      'access-control-allow-origin': 'https://evil.example',
      vary: expect.stringContaining('Origin') as string,
    });
    expect(answered.headers['access-control-allow-credentials']).toBeUndefined();
    expect(on.server.log).toHaveLength(1);
    for (const origin of ['null', `${ORIGIN}.evil.example`, `${ORIGIN}:444`, 'http://shop.example'])
      expect((await visits({}, { origin })).status).toBe(403);
  });

  test('a preflight is answered, and may be remembered', async () => {
    const answered = await on.server.send({
      method: 'OPTIONS',
      path: '/v1/visits',
      headers: {
        origin: ORIGIN,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,idempotency-key',
      },
    });
    expect(answered.status).toBe(204);
    expect(answered.headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'Authorization, Content-Type, Idempotency-Key',
      'access-control-max-age': '7200',
    });
    expect(answered.headers.vary).toContain('Origin');
  });

  test('the admin’s side may be read by no other origin', async () => {
    const preflight = await on.server.send({
      method: 'OPTIONS',
      path: '/v1/admin/session',
      headers: { origin: ORIGIN, 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
    expect(
      (await on.admin.send({ path: '/v1/admin/session', headers: { origin: ORIGIN } })).headers[
        'access-control-allow-origin'
      ],
    ).toBeUndefined();
  });

  test.each([
    [{ site: 'x' }, '/site'],
    [{ site: 'a\u0000aaaaaaaa' }, '/site'],
    [{ facts: [] }, '/facts'],
    [{ facts: { pageUrl: {} } }, '/facts/pageUrl'],
    [{ facts: { pageUrl: 'x'.repeat(9000) } }, '/facts/pageUrl'],
    [{ facts: { ['x'.repeat(200)]: 1 } }, `/facts/${'x'.repeat(200)}`],
    [{ facts: Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`f${n}`, n])) }, '/facts'],
    [{ visit: 'x' }, '/visit'],
    [{ active: 'yes' }, '/active'],
  ])('%o names the field', async (body, path) => {
    const answered = await visits(body);
    expect(problemIn(answered).code, answered.text).toBe('invalidRequest');
    expect(problemIn(answered).issues?.map((issue) => issue.path)).toContain(path);
  });

  test('an unknown site, and no idempotency key or a bad one', async () => {
    expect((await visits({ site: 'site_unknown' })).status).toBe(404);
    for (const key of ['', 'short', 'x'.repeat(65), 'with space 1']) {
      const answered = await visits({}, { 'idempotency-key': key });
      expect(problemIn(answered).issues).toMatchObject([{ path: 'header/Idempotency-Key' }]);
    }
  });

  test('odd text of a page is taken: half characters, NUL, right-to-left', async () => {
    const answered = await visits({
      facts: { pageUrl: `${ORIGIN}/\ud83d`, pageTitle: 'a\u0000b \u202e', referrerUrl: '' },
    });
    expect(answered.status, answered.text).toBe(200);
  });

  test('another visitor’s secret, and a visitor of nobody', async () => {
    const other = await startVisitor(on.server);
    const mixed = `Beckon ${on.visitor.started.visitor.id}:${other.authorization.split(':')[1]}`;
    for (const authorization of [mixed, `Beckon ${unknownId}:${'a'.repeat(43)}`]) {
      const answered = await on.visitor.send({
        path: `/v1/conversations?site=${on.server.site.key}`,
        headers: { authorization },
      });
      expect(answered.status).toBe(401);
    }
  });

  test('another visitor’s engagement, conversation and visit are not found', async () => {
    const other = await startVisitor(on.server);
    const conversation = (
      await on.visitor.send({
        method: 'POST',
        path: '/v1/conversations',
        body: { site: on.server.site.key, visit: on.visitor.started.visit.id, text: 'mine', pageUrl: '' },
      })
    ).body as { id: string };
    expect(
      (
        await other.send({
          method: 'POST',
          path: `/v1/conversations/${conversation.id}/messages`,
          body: { site: on.server.site.key, text: 'x' },
        })
      ).status,
    ).toBe(404);
    expect(
      (
        await other.send({
          method: 'POST',
          path: `/v1/engagements/${unknownId}/events`,
          body: { site: on.server.site.key, step: 'delivered' },
        })
      ).status,
    ).toBe(404);
    expect(
      (
        (await other.send({ path: `/v1/conversations?site=${on.server.site.key}` })).body as {
          conversations: [];
        }
      ).conversations,
    ).toEqual([]);
  });

  test('a claim with a fact of the wrong type', async () => {
    const answered = await on.visitor.send({
      method: 'POST',
      path: '/v1/engagements',
      body: {
        site: on.server.site.key,
        visit: on.visitor.started.visit.id,
        rule: unknownId,
        revision: 0,
        facts: { timeOnPage: 'long' },
      },
    });
    expect(problemIn(answered), answered.text).toMatchObject({
      code: 'invalidRequest',
      issues: [{ path: '/facts/timeOnPage' }],
    });
  });
});
