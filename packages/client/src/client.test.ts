import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { BeckonProblem, BeckonUnreachable } from './beckon-problem';
import { createClient } from './create-client';
import { waitBefore } from './subscribe';

/** What a request said. */
interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** An HTTP server that answers as the test says, to see what the client puts on the wire. */
async function serve(answer: (seen: Seen, response: ServerResponse) => void) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      seen.push(one);
      answer(one, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  return { seen, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' })
    .end(JSON.stringify(body));
}

const session = {
  agent: { id: 'A', name: 'Ann', email: 'ann@shop.example', roles: ['administrator'] },
  permissions: [],
  csrfToken: 'token-1',
};
const problem = (code: string, status: number, more: object = {}) => ({
  type: `https://beckon.dev/problems/${code}`,
  title: code,
  status,
  code,
  detail: `It is ${code}.`,
  ...more,
});

test('signing in remembers the CSRF token, and changes carry it', async () => {
  const { seen, baseUrl } = await serve((one, response) =>
    one.url.endsWith('/session') ? json(response, 200, session) : json(response, 201, { id: 'T' }),
  );
  const client = createClient({ baseUrl });
  await client.session.signIn({ email: 'ann@shop.example', password: 'long enough it is' });
  await client.teams.create({ name: 'Sales', hours: null });
  expect(seen.map(({ method, url, headers }) => [method, url, headers['x-csrf-token']])).toEqual([
    ['POST', '/v1/admin/session', undefined],
    ['POST', '/v1/admin/teams', 'token-1'],
  ]);
  expect(JSON.parse(seen[1]!.body)).toEqual({ name: 'Sales', hours: null });
});

test('without a token it asks for the session first', async () => {
  const { seen, baseUrl } = await serve((one, response) =>
    one.url.endsWith('/session') ? json(response, 200, session) : json(response, 200, {}),
  );
  await createClient({ baseUrl }).rules.setEnabled('R/1', { enabled: false, revision: 3 });
  expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /v1/admin/session',
    'PATCH /v1/admin/rules/R%2F1/enabled',
  ]);
});

test('a token of a session that is gone is learnt anew, once', async () => {
  let token = 'token-1';
  const { seen, baseUrl } = await serve((one, response) => {
    if (one.url.endsWith('/session')) return json(response, 200, { ...session, csrfToken: token });
    if (one.headers['x-csrf-token'] !== token) return json(response, 403, problem('csrf', 403));
    json(response, 200, { id: 'R' });
  });
  const client = createClient({ baseUrl });
  await client.session.current();
  token = 'token-2';
  await client.rules.restore('R', { revision: 4 });
  expect(seen.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'POST']);
});

test('a refusal is a BeckonProblem with its issues', async () => {
  const issues = [
    { path: '/then/message', code: 'tooShort', message: 'Must not be empty.' },
    { path: '/then/messages', code: 'unknownField', message: 'Leave it out.' },
  ];
  const { baseUrl } = await serve((_one, response) =>
    json(response, 422, problem('invalidRule', 422, { issues, current: { id: 'R' }, requestId: 'q' })),
  );
  const error = await createClient({ baseUrl })
    .rules.get('R')
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(BeckonProblem);
  expect(error).toMatchObject({
    code: 'invalidRule',
    status: 422,
    message: 'It is invalidRule.',
    issues,
    current: { id: 'R' },
    requestId: 'q',
  });
  expect((error as BeckonProblem).issuesAt('/then/message')).toEqual([issues[0]]);
  expect((error as BeckonProblem).issuesAt('/then')).toEqual(issues);
});

test('an answer from something between is no problem document', async () => {
  const { baseUrl } = await serve((_one, response) =>
    response.writeHead(502, { 'Content-Type': 'text/html' }).end('<h1>Bad gateway</h1>'),
  );
  const error = await createClient({ baseUrl })
    .sites.list()
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(BeckonUnreachable);
  expect(error).toMatchObject({ status: 502 });
});

test('no server at all is BeckonUnreachable, an aborted request the reason of its signal', async () => {
  const { baseUrl } = await serve(() => {});
  servers[0]!.close();
  servers[0]!.closeAllConnections();
  await expect(createClient({ baseUrl }).sites.list()).rejects.toBeInstanceOf(BeckonUnreachable);
  const reason = new Error('enough');
  await expect(createClient({ baseUrl }).sites.list({ signal: AbortSignal.abort(reason) })).rejects.toBe(
    reason,
  );
});

test('an expired session is told', async () => {
  const { baseUrl } = await serve((_one, response) => json(response, 401, problem('notSignedIn', 401)));
  let told = 0;
  await expect(createClient({ baseUrl, onSignedOut: () => (told += 1) }).sites.list()).rejects.toMatchObject({
    code: 'notSignedIn',
  });
  expect(told).toBe(1);
});

test('who is signed in is asked without an error where nobody is', async () => {
  const { baseUrl } = await serve((_one, response) => json(response, 200, { agent: null }));
  const onSignedOut = vi.fn();
  expect(await createClient({ baseUrl, onSignedOut }).session.current()).toBeNull();
  expect(onSignedOut).not.toHaveBeenCalled();
});

test('a change where nobody is signed in is refused by the server, and told', async () => {
  const { seen, baseUrl } = await serve((one, response) =>
    one.url.endsWith('/session')
      ? json(response, 200, { agent: null })
      : json(response, 401, problem('notSignedIn', 401)),
  );
  const onSignedOut = vi.fn();
  const client = createClient({ baseUrl, onSignedOut });
  await expect(client.teams.create({ name: 'Sales', hours: null })).rejects.toMatchObject({
    code: 'notSignedIn',
  });
  expect(onSignedOut).toHaveBeenCalledOnce();
  expect(seen.map(({ method, headers }) => [method, headers['x-csrf-token']])).toEqual([
    ['GET', undefined],
    ['POST', undefined],
  ]);
});

test('a query leaves out what is not said; a reply has a key, the given one if there is one', async () => {
  const { seen, baseUrl } = await serve((one, response) =>
    json(response, 200, one.url.endsWith('/session') ? session : {}),
  );
  const client = createClient({ baseUrl });
  await client.session.current();
  await client.conversations.list({ status: 'open', assigned: 'me' });
  await client.conversations.reply('C', { text: 'Hello' });
  await client.conversations.reply('C', { text: 'Hello' }, { idempotencyKey: 'my-own-key' });
  await client.rules.remove('R', 7);
  expect(seen[1]!.url).toBe('/v1/admin/conversations?status=open&assigned=me');
  expect(seen[2]!.headers['idempotency-key']).toMatch(/^[0-9a-f]{32}$/);
  expect(seen[3]!.headers['idempotency-key']).toBe('my-own-key');
  expect(seen[4]).toMatchObject({ method: 'DELETE', url: '/v1/admin/rules/R?revision=7', body: '' });
});

test('a subscription hears events, comes back after a loss, and is silent once closed', async () => {
  let connections = 0;
  const { baseUrl } = await serve((_one, response) => {
    connections += 1;
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(
      `: here\n\nevent: rules\ndata: {"siteId":"S${connections}"}\n\nevent: new-thing\ndata: {}\n\nevent: rules\ndata: not json\n\n`,
    );
    if (connections === 1) response.end();
  });
  const heard: string[] = [];
  await new Promise<void>((resolve) => {
    const subscription = createClient({ baseUrl }).events.subscribe({
      onState: (state) => heard.push(state),
      onRules: ({ siteId }) => {
        heard.push(siteId);
        if (siteId !== 'S2') return;
        subscription.close();
        resolve();
      },
      // A wait for the next attempt is over at once; the watch for silence never is.
      timers: {
        set: (run, ms) => (ms < 60_000 ? setImmediate(run) : undefined),
        clear: () => {},
        random: () => 0,
      },
    });
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(heard).toEqual(['open', 'S1', 'waiting', 'open', 'S2']);
  expect(connections).toBe(2);
});

test('a subscription that is refused ends and says why', async () => {
  const { seen, baseUrl } = await serve((_one, response) => json(response, 401, problem('notSignedIn', 401)));
  const states: string[] = [];
  const refused = await new Promise<BeckonProblem>((resolve) => {
    createClient({ baseUrl }).events.subscribe({
      onRefused: resolve,
      onState: (state) => states.push(state),
    });
  });
  expect(refused.code).toBe('notSignedIn');
  expect(states).toEqual(['closed']);
  expect(seen).toHaveLength(1);
});

test('waits grow from half a second to half a minute, and are spread', () => {
  expect(waitBefore(0, 0)).toBe(250);
  expect(waitBefore(0, 0.999)).toBeLessThanOrEqual(500);
  expect(waitBefore(50, 0)).toBe(15_000);
  expect(waitBefore(50, 0.999)).toBeLessThanOrEqual(30_000);
});
