import { createConnection } from 'node:net';
import { type RuleWire } from '@beckon/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ADMIN, ORIGIN, type SignedInCaller, startTestServer, type TestServer } from '../testing/start-test-server';
import { newKey, startVisitor, type VisitorCaller } from '../testing/visitor-caller';

let server: TestServer;
let admin: SignedInCaller;
let visitor: VisitorCaller;
let rulesPath: string;
let good: { title: string; when: unknown; then: { from: unknown; message: string; assign: boolean } };

beforeAll(async () => {
  server = await startTestServer();
  admin = await server.signIn(ADMIN);
  visitor = await startVisitor(server);
  rulesPath = `/v1/admin/sites/${server.site.id}/rules`;
  good = { title: 'Rule', when: { criterion: 'pageUrl', operator: 'contains', value: '/p' }, then: { from: { team: server.team.id }, message: 'Hello', assign: true } };
});
afterAll(() => server.close());
beforeEach(() => void server.log.splice(0));

interface ProblemBody {
  code: string;
  detail: string;
  issues?: { path: string; code: string; message: string }[];
  current?: unknown;
}
const problemIn = (answered: { body: unknown }) => answered.body as ProblemBody;

/** Nothing stored, one line in the log, server alive. */
async function nothingHappened(before: string): Promise<void> {
  expect(server.log).toHaveLength(1);
  expect(server.log[0]?.level).toBe('info');
  expect(await stored()).toBe(before);
  expect((await server.send({ path: '/readyz' })).status).toBe(200);
}
const stored = async () => JSON.stringify([await server.storage.rules.list(server.site.id), await server.storage.teams.list(), await server.storage.agents.list(), await server.storage.sites.list()]);

const unknownId = '01J9ZZZZZZZZZZZZZZZZZZZZZZ';

describe('rules', () => {
  const cases: [string, () => unknown, string, string][] = [
    ['a title that is a number', () => ({ ...good, title: 7 }), 'invalidRequest', '/title'],
    ['no title', () => ({ ...good, title: undefined }), 'invalidRequest', '/title'],
    ['a title of line breaks', () => ({ ...good, title: 'a\nb' }), 'invalidRequest', '/title'],
    ['a title that is too long', () => ({ ...good, title: 'x'.repeat(121) }), 'invalidRequest', '/title'],
    ['a message of NUL', () => ({ ...good, then: { ...good.then, message: 'a\u0000b' } }), 'invalidRequest', '/then/message'],
    ['a field that does not exist', () => ({ ...good, titel: 'x' }), 'invalidRequest', '/titel'],
    ['a list for a condition', () => ({ ...good, when: [] }), 'invalidRequest', '/when'],
    ['a sender of two kinds', () => ({ ...good, then: { ...good.then, from: { team: server.team.id, agent: admin.agentId } } }), 'invalidRequest', '/then/from'],
    ['an unknown criterion', () => ({ ...good, when: { criterion: 'mood', operator: 'is', value: 'x' } }), 'invalidRule', '/when/criterion'],
    ['an unknown criterion, nested', () => ({ ...good, when: { all: [good.when, { not: { criterion: 'mood', operator: 'is', value: 'x' } }] } }), 'invalidRule', '/when/all/1/not/criterion'],
    ['an unknown operator', () => ({ ...good, when: { criterion: 'pageUrl', operator: 'resembles', value: 'x' } }), 'invalidRule', '/when/operator'],
    ['an operator of another type', () => ({ ...good, when: { criterion: 'timeOnPage', operator: 'contains', value: 'x' } }), 'invalidRule', '/when/operator'],
    ['a value of the wrong type', () => ({ ...good, when: { criterion: 'timeOnPage', operator: 'greaterThan', value: '15' } }), 'invalidRule', '/when/value'],
    ['no value', () => ({ ...good, when: { criterion: 'timeOnPage', operator: 'greaterThan' } }), 'invalidRule', '/when/value'],
    ['a country that cannot be', () => ({ ...good, when: { criterion: 'country', operator: 'is', value: 'Utopia' } }), 'invalidRule', '/when/value'],
    ['a regular expression that is none', () => ({ ...good, when: { criterion: 'pageTitle', operator: 'matches', value: '(' } }), 'invalidRule', '/when/value'],
    ['an unknown team', () => ({ ...good, then: { ...good.then, from: { team: unknownId } } }), 'invalidReference', '/then/from'],
    ['an unknown agent', () => ({ ...good, then: { ...good.then, from: { agent: unknownId } } }), 'invalidReference', '/then/from'],
    ['a prototype key', () => `{"title":"x","__proto__":{"isAdmin":true}}`, 'invalidRequest', '/__proto__'],
    ['a prototype key in the conditions', () => JSON.stringify(good).replace('"criterion"', '"__proto__":{"all":[]},"criterion"'), 'invalidRequest', '/when/__proto__'],
    ['a condition on a method of all objects', () => ({ ...good, when: { criterion: 'constructor', operator: 'toString', value: 'x' } }), 'invalidRule', '/when/criterion'],
    ['10,000 levels of nesting', () => `{"title":"x","when":${'{"not":'.repeat(10_000)}1${'}'.repeat(10_000)}}`, 'invalidRequest', '/when/not'],
    ['10,000 nested lists', () => `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'invalidRequest', '/0/0'],
    ['20 levels of nesting', () => ({ ...good, when: JSON.parse(`${'{"not":'.repeat(20)}${JSON.stringify(good.when)}${'}'.repeat(20)}`) as unknown }), 'invalidRule', '/when/not'],
    ['5,000 conditions', () => ({ ...good, when: { any: Array.from({ length: 5000 }, () => good.when) } }), 'invalidRule', '/when'],
  ];
  test.each(cases)('%s', async (_name, body, code, path) => {
    const before = await stored();
    const answered = await admin.send({ method: 'POST', path: rulesPath, headers: { 'content-type': 'application/json' }, body: body() });
    expect(problemIn(answered).code, answered.text).toBe(code);
    expect(problemIn(answered).issues?.map((issue) => issue.path).join(' '), answered.text).toContain(path);
    await nothingHappened(before);
  });

  test('a revision that has moved on: stale, with the rule as it is', async () => {
    const rule = (await admin.send({ method: 'POST', path: rulesPath, body: good })).body as RuleWire;
    const path = `/v1/admin/rules/${rule.id}`;
    const newer = (await admin.send({ method: 'PUT', path, body: { ...good, enabled: true, title: 'Newer', revision: rule.revision } })).body as RuleWire;
    server.log.splice(0);
    const before = await stored();
    for (const sent of [
      { method: 'PUT', path, body: { ...good, enabled: true, revision: rule.revision } },
      { method: 'PATCH', path: `${path}/enabled`, body: { enabled: false, revision: rule.revision } },
      { method: 'DELETE', path: `${path}?revision=${rule.revision}` },
    ]) {
      const answered = await admin.send(sent);
      expect(answered.status).toBe(409);
      expect(problemIn(answered)).toMatchObject({ code: 'stale', current: newer });
    }
    expect(server.log).toHaveLength(3);
    expect(await stored()).toBe(before);
    await admin.send({ method: 'DELETE', path: `${path}?revision=${newer.revision}` });
  });

  test('an order that is not exactly the rules, and one of an old list', async () => {
    const list = (await admin.send({ path: rulesPath })).body as { revision: number };
    const wrong = await admin.send({ method: 'PUT', path: `${rulesPath}/order`, body: { ids: [unknownId], revision: list.revision } });
    expect(problemIn(wrong)).toMatchObject({ code: 'invalidRequest', issues: [{ path: '/ids' }] });
    const old = await admin.send({ method: 'PUT', path: `${rulesPath}/order`, body: { ids: [], revision: list.revision - 1 } });
    expect(problemIn(old)).toMatchObject({ code: 'stale' });
    const huge = await admin.send({ method: 'PUT', path: `${rulesPath}/order`, body: { ids: Array.from({ length: 20_001 }, () => unknownId), revision: 1 } });
    expect(problemIn(huge)).toMatchObject({ code: 'invalidRequest', issues: [{ path: '/ids' }] });
  });

  test.each(['revision=-1', 'revision=x', 'revision=1&revision=2', '', 'revision=1&x=1', 'revision[a]=1', 'revision=%00', 'revision=99999999999999999999'])('DELETE with the query "%s" names it', async (query) => {
    const answered = await admin.send({ method: 'DELETE', path: `/v1/admin/rules/${unknownId}?${query}` });
    expect(problemIn(answered)).toMatchObject({ code: 'invalidRequest' });
    expect(problemIn(answered).issues?.[0]?.path).toMatch(/^query\//);
  });

  test.each(['x', '01j9zzzzzzzzzzzzzzzzzzzzzz', '..%2f..%2fetc', '%00', '1'.repeat(5000)])('the id %s is nothing’s', async (id) => {
    expect(problemIn(await admin.send({ path: `/v1/admin/rules/${id}` })).code).toBe('notFound');
  });
});

describe('people and sites', () => {
  test.each([
    ['/v1/admin/teams', { name: '', hours: null }, '/name'],
    ['/v1/admin/teams', { name: 'x', hours: { zone: 'Mars/Olympus', week: [], exceptions: [] } }, '/hours/zone'],
    ['/v1/admin/teams', { name: 'x', hours: { zone: 'Europe/Zurich', week: [{ day: 1, intervals: [{ open: '25:00', close: '9' }] }], exceptions: [] } }, '/hours/week/0/intervals/0/open'],
    ['/v1/admin/agents', { name: 'x', email: 'nobody', roles: ['agent'], teamIds: [], primaryTeamId: null }, '/email'],
    ['/v1/admin/agents', { name: 'x', email: 'x@y.example', password: 'short', roles: ['agent'], teamIds: [], primaryTeamId: null }, '/password'],
    ['/v1/admin/agents', { name: 'x', email: 'x@y.example', roles: ['owner'], teamIds: [], primaryTeamId: null }, '/roles/0'],
    ['/v1/admin/sites', { name: 'x', origins: ['shop.example'] }, '/origins/0'],
    ['/v1/admin/sites', { name: 'x', origins: ['https://shop.example/path'] }, '/origins/0'],
    ['/v1/admin/sites', { name: 'x', origins: ['javascript:alert(1)'] }, '/origins/0'],
  ])('%s names the field at fault', async (path, body, at) => {
    const before = await stored();
    const answered = await admin.send({ method: 'POST', path, body });
    expect(problemIn(answered), answered.text).toMatchObject({ code: 'invalidRequest' });
    expect(problemIn(answered).issues?.map((issue) => issue.path)).toContain(at);
    await nothingHappened(before);
  });

  test('an address that is taken, a team that does not exist', async () => {
    const before = await stored();
    const draft = { name: 'x', email: ADMIN, roles: ['agent'], teamIds: [], primaryTeamId: null };
    expect(problemIn(await admin.send({ method: 'POST', path: '/v1/admin/agents', body: draft }))).toMatchObject({ code: 'conflict' });
    server.log.splice(0);
    const answered = await admin.send({ method: 'POST', path: '/v1/admin/agents', body: { ...draft, email: 'new@shop.example', teamIds: [unknownId] } });
    expect(problemIn(answered)).toMatchObject({ code: 'invalidReference', issues: [{ path: '/teamIds/0' }] });
    await nothingHappened(before);
  });
});

describe('stale changes', () => {
  test('each answers the thing as it is now, in the shape that reading it has', async () => {
    const { site, team } = server;
    const one = (await visitor.send({ method: 'POST', path: '/v1/conversations', body: { site: site.key, visit: visitor.started.visit.id, text: 'Hello', pageUrl: '' } })).body as { id: string };
    const agent = { name: 'x', email: ADMIN, roles: ['administrator'], teamIds: [], primaryTeamId: null, enabled: true };
    for (const [path, method, body] of [
      [`/v1/admin/teams/${team.id}`, 'PUT', { name: 'Sales', hours: null }],
      [`/v1/admin/agents/${admin.agentId}`, 'PUT', agent],
      [`/v1/admin/sites/${site.id}`, 'PUT', { name: 'Shop', origins: [ORIGIN], settings: site.settings }],
      [`/v1/admin/conversations/${one.id}`, 'PATCH', { status: 'closed' }],
    ] as const) {
      const answered = await admin.send({ method, path, body: { ...body, revision: 99 } });
      expect(problemIn(answered).code, answered.text).toBe('stale');
      const now = (await admin.send({ path })).body as Record<string, unknown>;
      expect(now, path).toMatchObject(problemIn(answered).current as object);
      expect(Object.keys(problemIn(answered).current as object).length, path).toBeGreaterThan(4);
    }
  });
});

describe('bodies', () => {
  const post = (body: unknown, headers: Record<string, string> = {}) => admin.send({ method: 'POST', path: '/v1/admin/teams', body, headers: { 'content-type': 'application/json', ...headers } });

  test('broken JSON says where', async () => {
    const before = await stored();
    const answered = await post('{"name": "Sales",\n "hours": nul}');
    expect(problemIn(answered)).toMatchObject({ code: 'brokenJson', detail: 'The body is not JSON: at line 2, column 11 (position 28) a value should be.' });
    await nothingHappened(before);
  });

  test.each(['', ' ', 'null', '[]', '"x"', '1'])('the body %j names the body', async (body) => {
    const answered = await post(body);
    expect(problemIn(answered).code).toBe(body === ' ' ? 'brokenJson' : 'invalidRequest');
    expect(problemIn(answered).issues?.[0]?.path).toBe('');
  });

  test('bytes that are no UTF-8', async () => {
    expect(problemIn(await post(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])))).toMatchObject({ code: 'brokenJson', detail: expect.stringContaining('UTF-8') as string });
  });

  test.each([
    ['text/plain', {}], ['application/x-www-form-urlencoded', {}], ['application/json; charset=latin1', {}], ['', {}], ['application/jsonp', {}],
    ['application/json', { 'content-encoding': 'gzip' }],
  ])('a body of type %j %o', async (type, more) => {
    const answered = await post('{}', { 'content-type': type, ...more });
    expect(answered.status).toBe(415);
    expect(problemIn(answered).code).toBe('unsupportedMediaType');
  });

  test('an administrator’s body over 1 MB, a visitor’s over 64 kB', async () => {
    const before = await stored();
    expect((await post(JSON.stringify({ name: 'x'.repeat(1024 * 1024) }))).status).toBe(413);
    server.log.splice(0);
    const answered = await visitor.send({ method: 'POST', path: '/v1/conversations', body: { site: server.site.key, visit: visitor.started.visit.id, text: 'x'.repeat(70_000), pageUrl: '' } });
    expect(problemIn(answered)).toMatchObject({ code: 'tooLarge', detail: 'The body is larger than 64 kB. Send less at once.' });
    await nothingHappened(before);
  });

  test('a body that claims to be huge is not read', async () => {
    const answered = await server.open({ method: 'POST', path: '/v1/admin/session', headers: { 'content-type': 'application/json', 'content-length': String(10 ** 12) } });
    expect(answered.statusCode).toBe(413);
    answered.destroy();
  });

  test('a field of 1,000,000 entries', async () => {
    const answered = await admin.send({ method: 'POST', path: '/v1/admin/sites', body: { name: 'x', origins: Array.from({ length: 100_000 }, () => 1) } });
    expect(problemIn(answered).code).toBe('invalidRequest');
    expect(problemIn(answered).issues!.length).toBeLessThanOrEqual(50);
  });
});

describe('visitors', () => {
  const visits = (body: object, headers: Record<string, string> = {}) => server.send({ method: 'POST', path: '/v1/visits', headers: { origin: ORIGIN, 'idempotency-key': newKey(), ...headers }, body: { site: server.site.key, facts: {}, ...body } });

  test('a foreign origin is refused, may read why, and is told where to allow it', async () => {
    const answered = await visits({}, { origin: 'https://evil.example' });
    expect(answered.status).toBe(403);
    expect(problemIn(answered)).toMatchObject({ code: 'foreignOrigin', detail: expect.stringContaining('https://evil.example') as string });
    expect(problemIn(answered).detail).toContain('allowed origins');
    expect(answered.headers).toMatchObject({ 'access-control-allow-origin': 'https://evil.example', vary: expect.stringContaining('Origin') as string });
    expect(answered.headers['access-control-allow-credentials']).toBeUndefined();
    expect(server.log).toHaveLength(1);
    for (const origin of ['null', `${ORIGIN}.evil.example`, `${ORIGIN}:444`, 'http://shop.example']) expect((await visits({}, { origin })).status).toBe(403);
  });

  test('a preflight is answered, and may be remembered', async () => {
    const answered = await server.send({ method: 'OPTIONS', path: '/v1/visits', headers: { origin: ORIGIN, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type,idempotency-key' } });
    expect(answered.status).toBe(204);
    expect(answered.headers).toMatchObject({ 'access-control-allow-origin': ORIGIN, 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'Authorization, Content-Type, Idempotency-Key', 'access-control-max-age': '7200' });
    expect(answered.headers.vary).toContain('Origin');
  });

  test('the admin’s side may be read by no other origin', async () => {
    const preflight = await server.send({ method: 'OPTIONS', path: '/v1/admin/session', headers: { origin: ORIGIN, 'access-control-request-method': 'POST' } });
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
    expect((await admin.send({ path: '/v1/admin/session', headers: { origin: ORIGIN } })).headers['access-control-allow-origin']).toBeUndefined();
  });

  test.each([
    [{ site: 'x' }, '/site'], [{ site: 'a\u0000aaaaaaaa' }, '/site'], [{ facts: [] }, '/facts'], [{ facts: { pageUrl: {} } }, '/facts/pageUrl'], [{ facts: { pageUrl: 'x'.repeat(9000) } }, '/facts/pageUrl'],
    [{ facts: { ['x'.repeat(200)]: 1 } }, `/facts/${'x'.repeat(200)}`], [{ facts: Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`f${n}`, n])) }, '/facts'], [{ visit: 'x' }, '/visit'], [{ active: 'yes' }, '/active'],
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
    const answered = await visits({ facts: { pageUrl: `${ORIGIN}/\ud83d`, pageTitle: 'a\u0000b \u202e', referrerUrl: '' } });
    expect(answered.status, answered.text).toBe(200);
  });

  test('another visitor’s secret, and a visitor of nobody', async () => {
    const other = await startVisitor(server);
    const mixed = `Beckon ${visitor.started.visitor.id}:${other.authorization.split(':')[1]}`;
    for (const authorization of [mixed, `Beckon ${unknownId}:${'a'.repeat(43)}`]) {
      const answered = await visitor.send({ path: `/v1/conversations?site=${server.site.key}`, headers: { authorization } });
      expect(answered.status).toBe(401);
    }
  });

  test('another visitor’s engagement, conversation and visit are not found', async () => {
    const other = await startVisitor(server);
    const conversation = (await visitor.send({ method: 'POST', path: '/v1/conversations', body: { site: server.site.key, visit: visitor.started.visit.id, text: 'mine', pageUrl: '' } })).body as { id: string };
    expect((await other.send({ method: 'POST', path: `/v1/conversations/${conversation.id}/messages`, body: { site: server.site.key, text: 'x' } })).status).toBe(404);
    expect((await other.send({ method: 'POST', path: `/v1/engagements/${unknownId}/events`, body: { site: server.site.key, step: 'delivered' } })).status).toBe(404);
    expect(((await other.send({ path: `/v1/conversations?site=${server.site.key}` })).body as { conversations: [] }).conversations).toEqual([]);
  });

  test('a claim with a fact of the wrong type', async () => {
    const answered = await visitor.send({ method: 'POST', path: '/v1/engagements', body: { site: server.site.key, visit: visitor.started.visit.id, rule: unknownId, revision: 0, facts: { timeOnPage: 'long' } } });
    expect(problemIn(answered), answered.text).toMatchObject({ code: 'invalidRequest', issues: [{ path: '/facts/timeOnPage' }] });
  });
});

describe('signing in', () => {
  test('the same words whether the address or the password is wrong, and the log keeps neither', async () => {
    const attempt = (email: string, password: string) => server.send({ method: 'POST', path: '/v1/admin/session', body: { email, password } });
    const wrong = await attempt(ADMIN, 'wrong password 1');
    const unknown = await attempt('nobody@shop.example', 'wrong password 1');
    expect(wrong.status).toBe(401);
    const { requestId: _one, ...first } = wrong.body as Record<string, unknown>;
    const { requestId: _two, ...second } = unknown.body as Record<string, unknown>;
    expect(first).toEqual(second);
    expect(JSON.stringify(server.log)).not.toMatch(/wrong password|shop\.example/);
  });

  test.each([{ email: 'a\u0000@b.c', password: 'x' }, { email: { $ne: null }, password: { $ne: null } }, { email: ADMIN }, {}])('%o is no sign-in', async (body) => {
    expect(problemIn(await server.send({ method: 'POST', path: '/v1/admin/session', body })).code).toBe('invalidRequest');
  });

  test('guessing is slowed down, with Retry-After; the right person elsewhere is not locked out', async () => {
    const guess = (email: string) => server.send({ method: 'POST', path: '/v1/admin/session', body: { email, password: 'wrong password' } });
    let last = await guess('victim@shop.example');
    for (let tries = 1; tries < 11 && last.status === 401; tries += 1) last = await guess('victim@shop.example');
    expect(last.status).toBe(429);
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    expect((await guess('VICTIM@shop.example ')).status).toBe(429);
    expect((await guess('someone@shop.example')).status).toBe(401);
  });

  test('signing in rightly is never too much', async () => {
    const own = await startTestServer({ limits: { signInByAddress: { points: 2, seconds: 60 }, signInByEmail: { points: 2, seconds: 60 }, signInByBoth: { points: 2, seconds: 60 } } });
    for (let times = 0; times < 5; times += 1) await own.signIn(ADMIN);
    await own.close();
  });

  test('a session that does not exist or is over', async () => {
    const answered = await server.send({ path: '/v1/admin/session', headers: { cookie: `beckon_session=${'a'.repeat(43)}` } });
    expect(problemIn(answered).code).toBe('notSignedIn');
    const leaving = await server.signIn(ADMIN);
    await server.storage.sessions.removeOfAgent(leaving.agentId);
    expect(problemIn(await leaving.send({ method: 'POST', path: '/v1/admin/teams', body: { name: 'x', hours: null } })).code).toBe('notSignedIn');
    admin = await server.signIn(ADMIN);
  });

  test('a set-up link that is none', async () => {
    expect((await server.send({ path: `/v1/admin/setup?token=${'a'.repeat(43)}` })).status).toBe(410);
    const answered = await server.send({ method: 'POST', path: '/v1/admin/setup', body: { token: 'a'.repeat(43), name: 'x', email: 'x@y.example', password: 'long enough it is' } });
    expect(answered.status).toBe(410);
  });
});

describe('what is no HTTP', () => {
  async function raw(text: string): Promise<string> {
    const socket = createConnection(server.port, '127.0.0.1');
    socket.end(text);
    let answer = '';
    for await (const chunk of socket.setEncoding('utf8')) answer += String(chunk);
    return answer;
  }

  test.each([
    ['rubbish', 'hello\r\n\r\n', '400'],
    ['headers of 20 kB', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`, '431'],
    ['a header with NUL', 'GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\u0000b\r\n\r\n', '400'],
    ['two lengths', 'POST /v1/visits HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', '400'],
    ['length and chunks', 'POST /v1/visits HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', '400'],
  ])('%s', async (_name, text, status) => {
    const answer = await raw(text);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain('application/problem+json');
    expect((await server.send({ path: '/healthz' })).status).toBe(200);
  });
});
