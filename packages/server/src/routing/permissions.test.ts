import { adminRoutes, type RouteDeclaration, visitorRoutes } from '@beckon/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ADMIN,
  AGENT,
  type SignedInCaller,
  startTestServer,
  type TestServer,
} from '../testing/start-test-server';

let server: TestServer;
let admin: SignedInCaller;
let agent: SignedInCaller;
beforeAll(async () => {
  server = await startTestServer();
  admin = await server.signIn(ADMIN);
  agent = await server.signIn(AGENT);
});
afterAll(() => server.close());

const agentMay = new Set(['automations:read', 'conversations:reply']);
const nobody = '01J9ZZZZZZZZZZZZZZZZZZZZZZ';
const addressOf = (route: RouteDeclaration) => ({
  method: route.method.toUpperCase(),
  // Ids that nothing has: who passes the gate gets to `notFound` or to what is wrong with the body, and nothing is changed.
  path: route.path.replace(/:\w+/g, nobody),
  ...(route.body ? { body: {} } : {}),
});
const codeOf = (answered: { body: unknown }) => (answered.body as { code?: string } | undefined)?.code;

const gated = Object.entries<RouteDeclaration>(adminRoutes).filter(
  ([id, { credentials, answer }]) => credentials === 'session' && id !== 'signOut' && !('events' in answer),
);

describe.each(gated)('%s', (_id, route) => {
  test('nobody: not signed in', async () => {
    expect(codeOf(await server.send(addressOf(route)))).toBe('notSignedIn');
  });

  test('an agent: as the permission says', async () => {
    const answered = await agent.send(addressOf(route));
    if (route.permission === undefined || agentMay.has(route.permission))
      expect(['forbidden', 'notSignedIn', 'csrf']).not.toContain(codeOf(answered));
    else {
      expect(codeOf(answered)).toBe('forbidden');
      expect((answered.body as { detail: string }).detail).toContain(route.permission);
    }
  });

  test('an administrator: past the gate', async () => {
    const answered = await admin.send(addressOf(route));
    expect(answered.status).toBeLessThan(500);
    expect(['forbidden', 'notSignedIn', 'csrf']).not.toContain(codeOf(answered));
  });
});

describe.each(gated.filter(([, { method }]) => method !== 'get'))('%s changes something', (_id, route) => {
  test('without the token, with another, or from a page elsewhere: csrf', async () => {
    const sent = addressOf(route);
    expect(codeOf(await server.send({ ...sent, headers: { cookie: admin.cookie } }))).toBe('csrf');
    expect(
      codeOf(
        await server.send({ ...sent, headers: { cookie: admin.cookie, 'x-csrf-token': agent.csrfToken } }),
      ),
    ).toBe('csrf');
    expect(codeOf(await admin.send({ ...sent, headers: { origin: 'https://evil.example' } }))).toBe('csrf');
    expect(codeOf(await admin.send({ ...sent, headers: { 'sec-fetch-site': 'same-site' } }))).toBe('csrf');
  });
});

test('an agent is told no e-mail address but may read names', async () => {
  const { body } = await agent.send({ path: '/v1/admin/agents' });
  expect(new Set((body as { agents: { email: string | null }[] }).agents.map(({ email }) => email))).toEqual(
    new Set([null]),
  );
});

test('signing out ends the session at once', async () => {
  const leaving = await server.signIn(AGENT);
  expect((await leaving.send({ method: 'DELETE', path: '/v1/admin/session' })).status).toBe(204);
  const after = await leaving.send({ path: '/v1/admin/sites' });
  expect(codeOf(after)).toBe('notSignedIn');
  expect(after.headers['set-cookie']?.[0]).toContain('Expires=Thu, 01 Jan 1970');
});

test('who is signed in may be asked by anybody, and is answered: the agent, or nobody', async () => {
  const path = '/v1/admin/session';
  const stale = await server.signIn(AGENT);
  await server.storage.sessions.removeOfAgent(stale.agentId);
  for (const cookie of [undefined, 'beckon_session=', `beckon_session=${'a'.repeat(43)}`, stale.cookie]) {
    const answered = await server.send({ path, headers: cookie === undefined ? {} : { cookie } });
    expect(answered).toMatchObject({ status: 200, body: { agent: null } });
    expect(answered.headers['cache-control']).toBe('no-store');
    expect(answered.headers['www-authenticate']).toBeUndefined();
    if (cookie?.includes('=') && cookie.length > 20)
      expect(answered.headers['set-cookie']?.[0]).toContain('Expires=Thu, 01 Jan 1970');
  }
  agent = await server.signIn(AGENT);
  expect((await agent.send({ path })).body).toMatchObject({
    agent: { email: AGENT },
    csrfToken: agent.csrfToken,
  });
});

test('an event stream wants a session too', async () => {
  expect(codeOf(await server.send({ path: '/v1/admin/events' }))).toBe('notSignedIn');
});

describe.each(
  Object.entries<RouteDeclaration>(visitorRoutes).filter(([, { credentials }]) => credentials === 'visitor'),
)('%s', (_id, route) => {
  const valid = '01J9ZZZZZZZZZZZZZZZZZZZZZZ';
  test.each([
    undefined,
    'Beckon',
    'Bearer abc',
    `Beckon ${valid}`,
    `Beckon ${valid}:`,
    `Beckon ${valid}:${'é'.repeat(20)}`,
    `Beckon x:${'a'.repeat(43)}`,
  ])('credentials %s are nobody’s', async (authorization) => {
    const answered = await server.send({
      ...addressOf(route),
      headers: {
        ...(authorization === undefined
          ? {}
          : { authorization: encodeURI(authorization).replaceAll('%20', ' ') }),
        'idempotency-key': 'abcdefgh',
      },
    });
    expect(answered.status).toBe(401);
    expect(codeOf(answered)).toBe('visitorUnknown');
    expect(answered.headers['www-authenticate']).toBe('Beckon');
  });
});
