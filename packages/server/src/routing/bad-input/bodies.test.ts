import { describe, expect, test } from 'vitest';
import { badInputFixture, problemIn } from '../../testing/bad-input-fixture';

const on = badInputFixture();

describe('bodies', () => {
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    on.admin.send({
      method: 'POST',
      path: '/v1/admin/teams',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });

  test('broken JSON says where', async () => {
    const before = await on.stored();
    const answered = await post('{"name": "Sales",\n "hours": nul}');
    expect(problemIn(answered)).toMatchObject({
      code: 'brokenJson',
      detail: 'The body is not JSON: at line 2, column 11 (position 28) a value should be.',
    });
    await on.nothingHappened(before);
  });

  test.each(['', ' ', 'null', '[]', '"x"', '1'])('the body %j names the body', async (body) => {
    const answered = await post(body);
    expect(problemIn(answered).code).toBe(body === ' ' ? 'brokenJson' : 'invalidRequest');
    expect(problemIn(answered).issues?.[0]?.path).toBe('');
  });

  test('bytes that are no UTF-8', async () => {
    expect(problemIn(await post(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])))).toMatchObject({
      code: 'brokenJson',
      detail: expect.stringContaining('UTF-8') as string,
    });
  });

  test.each([
    ['text/plain', {}],
    ['application/x-www-form-urlencoded', {}],
    ['application/json; charset=latin1', {}],
    ['', {}],
    ['application/jsonp', {}],
    ['application/json', { 'content-encoding': 'gzip' }],
  ])('a body of type %j %o', async (type, more) => {
    const answered = await post('{}', { 'content-type': type, ...more });
    expect(answered.status).toBe(415);
    expect(problemIn(answered).code).toBe('unsupportedMediaType');
  });

  test('an administrator’s body over 1 MB, a visitor’s over 64 kB', async () => {
    const before = await on.stored();
    expect((await post(JSON.stringify({ name: 'x'.repeat(1024 * 1024) }))).status).toBe(413);
    on.server.log.splice(0);
    const answered = await on.visitor.send({
      method: 'POST',
      path: '/v1/conversations',
      body: {
        site: on.server.site.key,
        visit: on.visitor.started.visit.id,
        text: 'x'.repeat(70_000),
        pageUrl: '',
      },
    });
    expect(problemIn(answered)).toMatchObject({
      code: 'tooLarge',
      detail: 'The body is larger than 64 kB. Send less at once.',
    });
    await on.nothingHappened(before);
  });

  test('a body that claims to be huge is not read', async () => {
    const answered = await on.server.open({
      method: 'POST',
      path: '/v1/admin/session',
      headers: { 'content-type': 'application/json', 'content-length': String(10 ** 12) },
    });
    expect(answered.statusCode).toBe(413);
    answered.destroy();
  });

  test('a field of 1,000,000 entries', async () => {
    const answered = await on.admin.send({
      method: 'POST',
      path: '/v1/admin/sites',
      body: { name: 'x', origins: Array.from({ length: 100_000 }, () => 1) },
    });
    expect(problemIn(answered).code).toBe('invalidRequest');
    expect(problemIn(answered).issues!.length).toBeLessThanOrEqual(50);
  });
});
