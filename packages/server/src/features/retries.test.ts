import { once } from 'node:events';
import { createConnection } from 'node:net';
import {
  type ClaimResponse,
  type RuleWire,
  type StartVisitResponse,
  type VisitorConversation,
} from '@beckon/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  ADMIN,
  ORIGIN,
  type SignedInCaller,
  startTestServer,
  type TestServer,
} from '../testing/start-test-server';
import { newKey, startVisitor } from '../testing/visitor-caller';

let server: TestServer;
let admin: SignedInCaller;
let rule: RuleWire;
beforeAll(async () => {
  server = await startTestServer();
  admin = await server.signIn(ADMIN);
  rule = (
    await admin.send({ method: 'POST', path: `/v1/admin/sites/${server.site.id}/rules`, body: draft() })
  ).body as RuleWire;
});
afterAll(() => server.close());

const draft = () => ({
  title: 'Rule',
  when: { criterion: 'pageUrl', operator: 'contains', value: '/product' },
  then: { from: { team: server.team.id }, message: 'Hello', assign: true },
});
const facts = { pageUrl: `${ORIGIN}/product/x` };

test('a request that is sent again with its key does nothing twice', async () => {
  const visitor = await startVisitor(server, facts);
  const site = server.site.key;
  const twice = async <T>(path: string, body: object): Promise<T> => {
    const sent = { method: 'POST', path, headers: { 'idempotency-key': newKey() }, body };
    const [first, second] = [await visitor.send(sent), await visitor.send(sent)];
    expect(second.status).toBe(first.status);
    return [first.body, second.body] as T;
  };
  const [a, b] = await twice<[StartVisitResponse, StartVisitResponse]>('/v1/visits', { site, facts });
  expect(b.visit.id).toBe(a.visit.id);
  const claim = { site, visit: a.visit.id, rule: rule.id, revision: a.residue.revision, facts };
  const [c, d] = await twice<[ClaimResponse, ClaimResponse]>('/v1/engagements', claim);
  expect(c.granted && d.granted && c.engagement.id === d.engagement.id).toBe(true);
  const [e, f] = await twice<[VisitorConversation, VisitorConversation]>('/v1/conversations', {
    site,
    visit: a.visit.id,
    text: 'Hi',
    pageUrl: '',
  });
  expect(f).toEqual(e);
  await twice(`/v1/conversations/${e.id}/messages`, { site, text: 'Are you there?' });
  const { body } = await visitor.send({ path: `/v1/conversations?site=${site}` });
  expect(
    (body as { conversations: VisitorConversation[] }).conversations.map(({ messages }) =>
      messages.map(({ text }) => text),
    ),
  ).toEqual([['Hi', 'Are you there?']]);
});

test('a key that comes again with another body is refused, whatever the route, and stores nothing', async () => {
  const visitor = await startVisitor(server, facts);
  const site = server.site.key;
  const { visit, residue } = visitor.started;
  const claim = { site, visit: visit.id, rule: rule.id, revision: residue.revision, facts };
  const start = { site, visit: visit.id, text: 'Hi', pageUrl: '' };
  let id = '';
  type Case = [caller: Pick<typeof visitor, 'send'>, path: () => string, body: object, other: object];
  const cases: Case[] = [
    [visitor, () => '/v1/visits', { site, facts }, { site, facts: { ...facts, browserLanguage: 'de' } }],
    [visitor, () => '/v1/engagements', claim, { ...claim, facts: { pageUrl: `${ORIGIN}/product/y` } }],
    [visitor, () => '/v1/conversations', start, { ...start, text: 'No' }],
    [visitor, () => `/v1/conversations/${id}/messages`, { site, text: 'You' }, { site, text: 'No' }],
    [admin, () => `/v1/admin/conversations/${id}/messages`, { text: 'Me' }, { text: 'No' }],
    [admin, () => `/v1/admin/sites/${server.site.id}/rules`, { ...draft(), enabled: false }, draft()],
  ];
  for (const [caller, pathOf, body, other] of cases) {
    const path = pathOf();
    const sent = { method: 'POST', path, headers: { 'idempotency-key': newKey() } };
    const first = await caller.send({ ...sent, body });
    expect(first.status, path).toBeLessThan(300);
    if (path === '/v1/conversations') ({ id } = first.body as VisitorConversation);
    const refused = await caller.send({ ...sent, body: other });
    expect(refused, path).toMatchObject({
      status: 422,
      body: {
        code: 'keyReused',
        title: 'The idempotency key was used for another request',
        issues: [{ path: 'header/Idempotency-Key', code: 'keyReused' }],
      },
    });
    expect(refused.text, path).not.toContain('secret');
    const again = await caller.send({ ...sent, body });
    expect(again.status, path).toBe(first.status);
    expect((again.body as { id?: string }).id, path).toBe((first.body as { id?: string }).id);
  }
  const { body } = await visitor.send({ path: `/v1/conversations?site=${site}` });
  expect(
    (body as { conversations: VisitorConversation[] }).conversations.map(({ messages }) =>
      messages.map(({ text }) => text).join(),
    ),
  ).toEqual(['Hi,You,Me']);
});

test('a rule that is created again with its key is there once', async () => {
  const sent = {
    method: 'POST',
    path: `/v1/admin/sites/${server.site.id}/rules`,
    headers: { 'idempotency-key': 'create-rule-once' },
    body: draft(),
  };
  const [first, second] = await Promise.all([admin.send(sent), admin.send(sent)]);
  expect((second.body as RuleWire).id).toBe((first.body as RuleWire).id);
  await admin.send({
    method: 'DELETE',
    path: `/v1/admin/rules/${(first.body as RuleWire).id}?revision=${(first.body as RuleWire).revision}`,
  });
});

test('of 50 claims at once in one visit one is granted', async () => {
  const visitor = await startVisitor(server, facts);
  const { visit, residue } = visitor.started;
  const body = { site: server.site.key, visit: visit.id, rule: rule.id, revision: residue.revision, facts };
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => visitor.send({ method: 'POST', path: '/v1/engagements', body })),
  );
  const claims = answers.map((answered) => answered.body as ClaimResponse);
  expect(claims.filter(({ granted }) => granted)).toHaveLength(1);
  expect(new Set(claims.flatMap((claim) => (claim.granted ? [] : [claim.reason])))).toEqual(
    new Set(['busy']),
  );
});

test('of 40 saves at once of one revision one wins, the rest learn what is there now', async () => {
  const path = `/v1/admin/rules/${rule.id}`;
  const { revision } = (await admin.send({ path })).body as RuleWire;
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      admin.send({ method: 'PUT', path, body: { ...draft(), title: `Rule ${n}`, enabled: true, revision } }),
    ),
  );
  const won = answers.filter(({ status }) => status === 200);
  expect(won).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(39);
  expect((await admin.send({ path })).body).toEqual(won[0]?.body);
});

test('of 40 guesses at once no more are judged than of 40 one by one', async () => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, () =>
      server.send({
        method: 'POST',
        path: '/v1/admin/session',
        body: { email: 'guessed@shop.example', password: 'wrong password' },
      }),
    ),
  );
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(30);
});

test('a body that breaks off leaves the server well and one line at most', async () => {
  server.log.splice(0);
  const socket = createConnection(server.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    'POST /v1/admin/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"email":',
  );
  await server.send({ path: '/healthz' });
  socket.destroy();
  await server.send({ path: '/healthz' });
  expect((await server.send({ path: '/readyz' })).status).toBe(200);
  expect(server.log.length).toBeLessThanOrEqual(1);
  expect(server.log.filter(({ level }) => level !== 'info')).toEqual([]);
});
