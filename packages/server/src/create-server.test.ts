import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type Storage, StorageError } from '@beckon/domain';
import { afterEach, expect, test } from 'vitest';
import { createServer } from './create-server';
import { type Timers } from './streams/timers';
import { readEvents } from './testing/read-events';
import { ADMIN, ORIGIN, startTestServer, type TestServer } from './testing/start-test-server';
import { startVisitor } from './testing/visitor-caller';

const cleanups: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const run of cleanups.splice(0).reverse()) await run();
});

async function start(options: Parameters<typeof startTestServer>[0] = {}): Promise<TestServer> {
  const server = await startTestServer(options);
  cleanups.push(() => server.close());
  return server;
}

const codeOf = (answered: { body: unknown }) => (answered.body as { code?: string }).code;

test('a port that is taken rejects with Node’s error', async () => {
  const server = await start();
  const second = createServer({
    domain: server.domain,
    logger: { info() {}, warn() {}, error() {} },
    health: async () => {},
    publicUrl: 'http://127.0.0.1:1',
  });
  await expect(second.listen({ host: '127.0.0.1', port: server.port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});

test('options that cannot be are refused at once', async () => {
  const server = await start();
  const options = {
    domain: server.domain,
    logger: { info() {}, warn() {}, error() {} },
    health: async () => {},
    publicUrl: 'http://127.0.0.1:1',
  };
  expect(() => createServer({ ...options, trustedProxies: ['everybody'] })).toThrow(/everybody/);
  expect(() => createServer({ ...options, metricsReaders: ['*'] })).toThrow(/metricsReaders/);
  expect(() => createServer({ ...options, publicUrl: 'nowhere' })).toThrow(TypeError);
});

test('closing ends event streams, lets what runs finish, and takes nothing new', async () => {
  const server = await start();
  const admin = await server.signIn(ADMIN);
  const stream = await server.open({ path: '/v1/admin/events', headers: { cookie: admin.cookie } });
  const visitor = await startVisitor(server);
  const other = await server.open({
    path: `/v1/events?site=${server.site.key}`,
    headers: { origin: ORIGIN, authorization: visitor.authorization },
  });
  const ends = Promise.all(
    [stream, other].map(async (answer) => {
      const seen = [];
      for await (const event of readEvents(answer)) seen.push(event);
      return seen;
    }),
  );
  await server.server.close();
  expect(await ends).toEqual([[], []]);
  await expect(server.send({ path: '/healthz' })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await server.server.close();
});

test('connections that nothing runs on do not hold the end up: one kept alive, one that never asked', async () => {
  const server = await start();
  const agent = new Agent({ keepAlive: true });
  cleanups.push(() => agent.destroy());
  await new Promise<void>((resolve) =>
    get({ port: server.port, host: '127.0.0.1', path: '/healthz', agent }, (answer) =>
      answer.resume().once('end', resolve),
    ),
  );
  const silent = createConnection(server.port, '127.0.0.1');
  await once(silent, 'connect');
  // The silent one is known to the server once a later one has been served.
  await server.send({ path: '/healthz' });
  const cut = once(silent.resume(), 'close');
  await server.server.close({ grace: 2 ** 30 });
  await cut;
});

test('a connection that does not finish is cut after the grace, by the given timers', async () => {
  let cut = () => {};
  const timers: Timers = {
    every: () => () => {},
    after(ms, run) {
      if (ms === 2000) cut = run;
      return () => {};
    },
  };
  let answer = () => {};
  const hanging = new Promise<void>((resolve) => (answer = resolve));
  let asked = () => {};
  const inside = new Promise<void>((resolve) => (asked = resolve));
  const server = await start({ timers, health: () => (asked(), hanging) });
  const pending = server.open({ path: '/readyz' }).catch((error: unknown) => error);
  await inside;
  const closed = server.server.close({ grace: 2000 });
  cut();
  await closed;
  expect(await pending).toMatchObject({ code: 'ECONNRESET' });
  answer();
});

test('what runs when it closes is answered, and its connection not kept', async () => {
  let asked = () => {};
  const inside = new Promise<void>((resolve) => (asked = resolve));
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  const server = await start({ health: () => (asked(), held) });
  const agent = new Agent({ keepAlive: true });
  cleanups.push(() => agent.destroy());
  const running = new Promise<number | undefined>((resolve) =>
    get({ port: server.port, host: '127.0.0.1', path: '/readyz', agent }, (answer) =>
      resolve(answer.resume().statusCode),
    ),
  );
  await inside;
  const closed = server.server.close();
  answer();
  expect(await running).toBe(200);
  await closed;
});

/** A storage whose rules cannot be read; all else works. */
function withBrokenRules(storage: Storage): Storage {
  const fail = () =>
    Promise.reject(new StorageError('disk I/O error at /secret/path', { cause: new Error('EIO') }));
  return {
    ...storage,
    rules: { ...storage.rules, list: fail, get: () => Promise.reject(new TypeError('a bug')) },
    health: fail,
  };
}

test('a storage that does not answer: 503, logged once with its cause, nothing of it told', async () => {
  const server = await start({ wrapStorage: withBrokenRules });
  const admin = await server.signIn(ADMIN);
  server.log.splice(0);
  const answered = await admin.send({ path: `/v1/admin/sites/${server.site.id}/rules` });
  expect(answered.status).toBe(503);
  expect(codeOf(answered)).toBe('unavailable');
  expect(answered.text).not.toContain('/secret/path');
  expect(server.log).toHaveLength(1);
  expect(server.log[0]).toMatchObject({
    level: 'error',
    fields: {
      requestId: answered.headers['x-request-id'],
      method: 'GET',
      route: '/v1/admin/sites/:siteId/rules',
      error: { name: 'StorageError', cause: { message: 'EIO' } },
    },
  });
  expect((await server.send({ path: '/readyz' })).status).toBe(503);
  expect((await server.send({ path: '/healthz' })).status).toBe(200);
});

test('a storage that hangs: not ready after three seconds, by the given timers', async () => {
  const timers: Timers = {
    every: () => () => {},
    after(ms, run) {
      if (ms === 3000) queueMicrotask(run);
      return () => {};
    },
  };
  const server = await start({ timers, health: () => new Promise(() => {}) });
  const answered = await server.send({ path: '/readyz' });
  expect(answered.status).toBe(503);
  expect(answered.headers['retry-after']).toBe('5');
  expect(answered.text).toMatch(/not answered within 3 seconds/);
});

test('a bug: 500, logged once, nothing of it told, server alive', async () => {
  const server = await start({ wrapStorage: withBrokenRules });
  const admin = await server.signIn(ADMIN);
  server.log.splice(0);
  const answered = await admin.send({ path: '/v1/admin/rules/01J9ZZZZZZZZZZZZZZZZZZZZZZ' });
  expect(answered.status).toBe(500);
  expect(answered.text).not.toContain('a bug');
  expect(server.log).toMatchObject([
    { level: 'error', fields: { error: { name: 'TypeError', message: 'a bug' } } },
  ]);
  expect((await server.send({ path: '/healthz' })).status).toBe(200);
});

test('behind https the cookie is bound to the host and secure, and browsers are told to stay with https', async () => {
  const server = await start({ publicUrl: 'https://beckon.example' });
  const answered = await server.send({
    method: 'POST',
    path: '/v1/admin/session',
    body: { email: ADMIN, password: 'correct horse battery' },
  });
  expect(answered.headers['set-cookie']?.[0]).toMatch(
    /^__Host-beckon_session=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Expires=/,
  );
  // Not of the hosts below: they need not be Beckon's.
  expect(answered.headers['strict-transport-security']).toBe('max-age=31536000');
  const plain = await start();
  const other = await plain.send({
    method: 'POST',
    path: '/v1/admin/session',
    body: { email: ADMIN, password: 'correct horse battery' },
  });
  expect(other.headers['set-cookie']?.[0]).toMatch(
    /^beckon_session=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Expires=/,
  );
  expect(other.headers['strict-transport-security']).toBeUndefined();
});

test('the snippet names the public URL', async () => {
  const server = await start({ publicUrl: 'https://beckon.example/' });
  const admin = await server.signIn(ADMIN);
  const { body } = await admin.send({ path: `/v1/admin/sites/${server.site.id}` });
  expect((body as { snippet: string }).snippet).toBe(
    `<script async src="https://beckon.example/beckon.js" data-site="${server.site.key}"></script>`,
  );
});

test('limits count by the address that a trusted proxy tells, and by the proxy’s own where it is not trusted', async () => {
  const limits = { visits: { points: 2, seconds: 60 } };
  const visit = (server: TestServer, from: string) =>
    server.send({
      method: 'POST',
      path: '/v1/visits',
      headers: {
        origin: ORIGIN,
        'idempotency-key': `key-${from.replaceAll('.', '-')}`,
        'x-forwarded-for': from,
      },
      body: { site: server.site.key, facts: {} },
    });
  const trusting = await start({ limits, trustedProxies: ['127.0.0.1'] });
  for (const from of ['198.51.100.1', '198.51.100.2', '198.51.100.3'])
    expect((await visit(trusting, from)).status).toBe(200);
  const wary = await start({ limits });
  const statuses = [];
  for (const from of ['198.51.100.1', '198.51.100.2', '198.51.100.3'])
    statuses.push((await visit(wary, from)).status);
  expect(statuses).toEqual([200, 200, 429]);
});

test('a trusted proxy may name the request, nobody else', async () => {
  const named = { path: '/healthz', headers: { 'x-request-id': 'from-the-proxy' } };
  expect((await (await start({ trustedProxies: ['127.0.0.1'] })).send(named)).headers['x-request-id']).toBe(
    'from-the-proxy',
  );
  expect((await (await start()).send(named)).headers['x-request-id']).not.toBe('from-the-proxy');
});

test('metrics count by route, and are told to this machine only', async () => {
  const server = await start();
  await startVisitor(server);
  await server.send({ path: '/v1/admin/session' });
  const told = await server.send({ path: '/metrics' });
  expect(told.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(told.text).toContain(
    'beckon_http_request_duration_seconds_count{method="POST",route="/v1/visits",status="200"} 1',
  );
  expect(told.text).toContain(
    'beckon_http_request_duration_seconds_count{method="GET",route="/v1/admin/session",status="200"} 1',
  );
  expect(told.text).toContain('beckon_event_streams_open 0');
  expect(told.text).toContain('process_cpu_user_seconds_total');
  expect(codeOf(await server.send({ path: '/metrics', headers: { 'x-forwarded-for': '127.0.0.1' } }))).toBe(
    'forbidden',
  );

  const behind = await start({ trustedProxies: ['127.0.0.1'], metricsReaders: ['10.0.0.0/8'] });
  expect((await behind.send({ path: '/metrics', headers: { 'x-forwarded-for': '10.1.2.3' } })).status).toBe(
    200,
  );
  expect(
    codeOf(await behind.send({ path: '/metrics', headers: { 'x-forwarded-for': '198.51.100.7' } })),
  ).toBe('forbidden');
});

test('one address cannot hold all event streams', async () => {
  const server = await start({ limits: { streams: 1 } });
  const admin = await server.signIn(ADMIN);
  const first = await server.open({ path: '/v1/admin/events', headers: { cookie: admin.cookie } });
  expect(first.statusCode).toBe(200);
  expect((await admin.send({ path: '/v1/admin/events' })).status).toBe(429);
  first.destroy();
});

test('the admin app, the widget and the API side by side, compressed, each with its headers', async () => {
  const root = mkdtempSync(join(tmpdir(), 'beckon-server-'));
  cleanups.push(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'admin/assets'), { recursive: true });
  mkdirSync(join(root, 'widget'));
  writeFileSync(join(root, 'admin/index.html'), `<title>Admin</title>${' '.repeat(2000)}`);
  writeFileSync(join(root, 'widget/beckon.js'), `/* ${'loader '.repeat(500)} */`);
  const server = await start({ statics: { admin: join(root, 'admin'), widget: join(root, 'widget') } });

  const page = await server.open({
    path: '/engagement-rules/new',
    headers: { accept: 'text/html', 'accept-encoding': 'br' },
  });
  const chunks: Buffer[] = [];
  for await (const chunk of page) chunks.push(chunk as Buffer);
  expect(brotliDecompressSync(Buffer.concat(chunks)).toString()).toContain('<title>Admin</title>');
  expect(page.headers).toMatchObject({
    'content-encoding': 'br',
    'cache-control': 'no-cache',
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
  });
  expect(page.headers['content-security-policy']).toBe(
    "default-src 'none';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data:;font-src 'self' data:;connect-src 'self';manifest-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none'",
  );
  expect(page.headers['x-powered-by']).toBeUndefined();

  const loader = await server.send({ path: '/beckon.js', headers: { origin: ORIGIN } });
  expect(loader.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  });
  expect(loader.headers['content-security-policy']).toBeUndefined();
  expect(
    (await server.send({ path: '/beckon.js', headers: { 'if-none-match': String(loader.headers.etag) } }))
      .status,
  ).toBe(304);

  for (const path of ['/v1/nothing', '/assets/gone.js', '/widget/gone.js'])
    expect(codeOf(await server.send({ path, headers: { accept: 'text/html' } }))).toBe('notFound');
  expect(codeOf(await server.send({ method: 'POST', path: '/engagement-rules' }))).toBe('notFound');
});

test('events are sent at once, not held back to be compressed', async () => {
  const server = await start();
  const admin = await server.signIn(ADMIN);
  const stream = await server.open({
    path: '/v1/admin/events',
    headers: { cookie: admin.cookie, 'accept-encoding': 'gzip, br' },
  });
  expect(stream.headers['content-encoding']).toBeUndefined();
  const events = readEvents(stream);
  const when = { criterion: 'pageUrl', operator: 'contains', value: '/p' };
  await admin.send({
    method: 'POST',
    path: `/v1/admin/sites/${server.site.id}/rules`,
    body: { title: 'Rule', when, then: { from: { team: server.team.id }, message: 'Hello', assign: false } },
  });
  expect((await events.next()).value).toEqual({ event: 'rules', data: { siteId: server.site.id } });
  stream.destroy();
});

test('a session that ends closes its event streams', async () => {
  const server = await start();
  const admin = await server.signIn(ADMIN);
  const stream = await server.open({ path: '/v1/admin/events', headers: { cookie: admin.cookie } });
  const end = (async () => {
    for await (const event of readEvents(stream)) void event;
    return 'ended';
  })();
  await admin.send({ method: 'DELETE', path: '/v1/admin/session' });
  // What is over is noticed with the next thing that happens.
  const other = await server.signIn(ADMIN);
  const when = { criterion: 'pageUrl', operator: 'contains', value: '/p' };
  await other.send({
    method: 'POST',
    path: `/v1/admin/sites/${server.site.id}/rules`,
    body: { title: 'Rule', when, then: { from: { team: server.team.id }, message: 'Hello', assign: false } },
  });
  expect(await end).toBe('ended');
});
