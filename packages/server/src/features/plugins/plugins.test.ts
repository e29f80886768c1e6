import { type CallState, type DeadLetter, type PluginRuntime } from '@beckon/domain';
import { type PluginWire, type StartVisitResponse } from '@beckon/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  ADMIN,
  AGENT,
  type SignedInCaller,
  startTestServer,
  type TestServer,
} from '../../testing/start-test-server';
import { createPluginMetrics } from '../operation/plugin-metrics';
import { newKey, startVisitor } from '../../testing/visitor-caller';

const SECRET = 'whsec_a-secret-of-the-plugin';
const DOTS = '••••••••';
const calls: CallState = {
  answers: 2,
  failures: { thrown: 1, late: 0, wrong: 0, busy: 0, open: 0, switchedOff: 0 },
  lastError: { at: new Date(5), failure: 'thrown', message: 'failed: down' },
  latency: { last: 1, median: 1, p95: 2, max: 3 },
  breaker: { state: 'open', retryAt: new Date(9) },
  running: 0,
  waiting: 1,
  blocks: 0,
  longestBlock: 0,
  switchedOff: false,
};
const cache = { entries: 1, hits: 2, misses: 3 };
const letterId = '01J9ZZZZZZZZZZZZZZZZZZZZZZ@crm:conversation.started';
const letter = (at: number): DeadLetter => ({
  id: at === 0 ? letterId : `event-${at}@crm:visit.started`,
  plugin: 'crm',
  listener: 'crm:conversation.started',
  event: {
    id: 'event',
    type: 'conversation.started',
    at: new Date(0),
    payload: { conversationId: 'C1', text: 'said' },
  },
  attempts: 9,
  error: 'crm.example answered 500',
  at: new Date(at),
});

/** One plugin with a part of each kind. */
let options: Record<string, unknown> = { url: 'https://crm.example', secret: SECRET };
let replays: Awaited<ReturnType<PluginRuntime['replay']>> = { ok: true };
const runtime: PluginRuntime = {
  state: () => ({
    pendingEvents: 1,
    plugins: [
      {
        name: 'crm',
        label: 'CRM',
        description: 'What the CRM knows.',
        criteria: [{ id: 'crm/width', label: 'Width', fact: 'crm/width', type: 'number' }],
        options: { type: 'object', properties: { secret: { type: 'string', sensitive: true } } },
        currentOptions: { ...options, secret: DOTS },
        secrets: ['/secret'],
        browserFacts: ['crm/width'],
        attribution: { text: 'By the CRM', url: 'https://crm.example' },
        health: 'failing',
        factState: [{ ...calls, provides: ['crm/plan'], needs: ['country'], deadline: 50, cache }],
        geoState: [{ ...calls, name: 'crm', deadline: 50, cache }],
        listenerState: [{ ...calls, id: 'crm:conversation.started', event: 'conversation.started' }],
      },
    ],
  }),
  configure(_, edited) {
    const { url, secret } = edited as Record<string, unknown>;
    if (url === undefined)
      return Promise.resolve({
        ok: false,
        issues: [{ path: '/url', code: 'badOptions', message: 'Give an address.' }],
      });
    options = { url, secret: secret === DOTS ? options['secret'] : secret };
    return Promise.resolve({ ok: true, options });
  },
  choices: (list) =>
    Promise.resolve(
      list === 'crm/plans'
        ? { ok: true, options: [{ value: 'pro', label: 'Pro' }] }
        : { ok: false, reason: list === 'crm/broken' ? 'failed' : 'unknown', error: 'The CRM is away.' },
    ),
  emit: () => Promise.resolve({ dead: [] }),
  replay: () => Promise.resolve(replays),
  browserModules: () => [
    { plugin: 'crm', facts: ['crm/width'], settings: { step: 10 } },
    { plugin: 'unbuilt', facts: ['crm/width'], settings: null },
  ],
};

const pluginMetrics = createPluginMetrics();
let server: TestServer;
let admin: SignedInCaller;
beforeAll(async () => {
  server = await startTestServer({
    pluginMetrics,
    plugins: runtime,
    extraCriteria: [
      {
        id: 'crm/width',
        label: 'Width',
        fact: 'crm/width',
        type: 'number',
        knownBy: 'browser',
        changes: 'free',
      },
    ],
    statics: { plugins: [{ plugin: 'crm', text: 'export default 1;\n' }] },
  });
  admin = await server.signIn(ADMIN);
});
afterAll(() => server.close());

const put = (body: unknown) => admin.send({ method: 'PUT', path: '/v1/admin/plugins/crm/options', body });
const codeOf = (answered: { body: unknown }) => (answered.body as { code?: string } | undefined)?.code;

test('a plugin is told of whole, its secrets never', async () => {
  const listed = await admin.send({ path: '/v1/admin/plugins' });
  expect(listed.text).not.toContain(SECRET);
  const {
    plugins: [crm],
    pendingEvents,
  } = listed.body as { plugins: PluginWire[]; pendingEvents: number };
  expect(pendingEvents).toBe(1);
  expect(crm).toMatchObject({
    name: 'crm',
    criteria: [{ id: 'crm/width', label: 'Width' }],
    options: { url: 'https://crm.example', secret: DOTS },
    secrets: ['/secret'],
    revision: 0,
    updatedAt: null,
    state: {
      health: 'failing',
      facts: [{ provides: ['crm/plan'], lastError: { at: new Date(5).toISOString() }, cache }],
      geo: [{ name: 'crm', breaker: { state: 'open', retryAt: new Date(9).toISOString() } }],
      listeners: [{ event: 'conversation.started' }],
      deadLetters: 0,
    },
  });
});

test('options: saved with their secrets, each revision once, the field at fault named', async () => {
  const bad = await put({ options: { secret: DOTS }, revision: 0 });
  expect([bad.status, bad.body]).toMatchObject([
    400,
    { code: 'invalidRequest', issues: [{ path: '/options/url' }] },
  ]);
  const saved = await put({ options: { url: 'https://new.example', secret: DOTS }, revision: 0 });
  expect(saved.body).toMatchObject({ revision: 1, options: { url: 'https://new.example', secret: DOTS } });
  expect((await server.storage.plugins.get('crm'))?.options).toEqual({
    url: 'https://new.example',
    secret: SECRET,
  });
  const stale = await put({ options: { url: 'https://late.example' }, revision: 0 });
  expect([stale.status, stale.body]).toMatchObject([
    409,
    { code: 'stale', current: { revision: 1, options: { secret: DOTS } } },
  ]);
  expect(saved.text + stale.text).not.toContain(SECRET);
  const noBody = await put({ options: [], revision: -1 });
  expect((noBody.body as { issues: { path: string }[] }).issues.map(({ path }) => path)).toEqual([
    '/options',
    '/revision',
  ]);
});

test('dead letters: paged, replayed, thrown away', async () => {
  for (const at of [0, 1, 2]) await server.storage.deadLetters.put(letter(at));
  const first = await admin.send({ path: '/v1/admin/plugins/dead-letters?limit=2' });
  const { next } = first.body as { next: string };
  const second = await admin.send({
    path: `/v1/admin/plugins/dead-letters?limit=2&after=${encodeURIComponent(next)}`,
  });
  expect(second.body).toEqual({
    deadLetters: [
      {
        id: letterId,
        plugin: 'crm',
        listener: 'crm:conversation.started',
        eventType: 'conversation.started',
        eventId: 'event',
        attempts: 9,
        error: 'crm.example answered 500',
        at: new Date(0).toISOString(),
        conversationId: 'C1',
      },
    ],
    next: null,
  });
  const path = `/v1/admin/plugins/dead-letters/${encodeURIComponent(letterId)}`;
  replays = { ok: false, error: 'crm.example answered 502', attempts: 10 };
  const refused = await admin.send({ method: 'POST', path: `${path}/replay` });
  expect([codeOf(refused), (refused.body as { detail: string }).detail]).toEqual([
    'conflict',
    'The event was not taken: crm.example answered 502',
  ]);
  replays = { ok: true };
  expect((await admin.send({ method: 'POST', path: `${path}/replay` })).status).toBe(204);
  expect(codeOf(await admin.send({ method: 'POST', path: `${path}/replay` }))).toBe('notFound');
  for (const at of [1, 2])
    expect(
      (
        await admin.send({
          method: 'DELETE',
          path: `/v1/admin/plugins/dead-letters/${encodeURIComponent(letter(at).id)}`,
        })
      ).status,
    ).toBe(204);
  expect((await admin.send({ path: '/v1/admin/plugins/dead-letters' })).body).toEqual({
    deadLetters: [],
    next: null,
  });
});

test('choices are loaded for whoever may see rules; why they are not is said', async () => {
  const agent = await server.signIn(AGENT);
  expect((await agent.send({ path: '/v1/admin/choices/crm%2Fplans' })).body).toEqual({
    options: [{ value: 'pro', label: 'Pro' }],
  });
  const broken = await agent.send({ path: '/v1/admin/choices/crm%2Fbroken' });
  expect([broken.status, codeOf(broken), (broken.body as { detail: string }).detail]).toEqual([
    503,
    'unavailable',
    'The CRM is away.',
  ]);
  expect(codeOf(await agent.send({ path: '/v1/admin/choices/none' }))).toBe('notFound');
});

test('page facts are a site’s, and criteria of its rules', async () => {
  const path = `/v1/admin/sites/${server.site.id}`;
  const site = (await admin.send({ path })).body as Record<string, unknown>;
  expect(site['facts']).toEqual([]);
  const change = { name: 'Shop', origins: site['origins'], settings: site['settings'] };
  const facts = [{ name: 'plan', label: 'Plan', type: 'text' }];
  const saved = await admin.send({ method: 'PUT', path, body: { ...change, facts, revision: 1 } });
  expect(saved.body).toMatchObject({ facts, revision: 2 });
  const kept = await admin.send({ method: 'PUT', path, body: { ...change, revision: 2 } });
  expect(kept.body).toMatchObject({ facts, revision: 3 });
  const { criteria } = (await admin.send({ path: `${path}/criteria` })).body as {
    criteria: { id: string }[];
  };
  expect(criteria.at(-1)).toMatchObject({ id: 'page/plan', label: 'Plan', knownBy: 'browser' });
  const bad = { ...facts[0], name: 'Plan!' };
  const refused = await admin.send({ method: 'PUT', path, body: { ...change, facts: [bad], revision: 3 } });
  expect(refused.body).toMatchObject({ code: 'invalidRequest', issues: [{ path: '/facts/0/name' }] });
});

test('a visit is told of the module that an open condition needs, and any page may load it', async () => {
  const none = await startVisitor(server);
  expect(none.started.residue.modules).toEqual([]);
  await admin.send({
    method: 'POST',
    path: `/v1/admin/sites/${server.site.id}/rules`,
    body: {
      title: 'Wide',
      when: { criterion: 'crm/width', operator: 'greaterThan', value: 1 },
      then: { from: { team: server.team.id }, message: 'Hello', assign: false },
    },
  });
  const { started, send } = await startVisitor(server);
  expect(started.residue.modules).toEqual([
    {
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:4400\/widget\/plugins\/crm-[0-9a-f]{16}\.js$/),
      facts: ['crm/width'],
      settings: { step: 10 },
    },
  ]);
  const { pathname } = new URL(started.residue.modules[0]!.url);
  const served = await server.send({ path: pathname, headers: { origin: 'https://anywhere.example' } });
  expect([served.status, served.text]).toEqual([200, 'export default 1;\n']);
  expect(served.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  });
  expect((await server.send({ path: pathname.replace(/.\.js$/, 'x.js') })).status).toBe(404);
  const claimed = await send({
    method: 'POST',
    path: '/v1/engagements',
    headers: { 'idempotency-key': newKey() },
    body: {
      site: server.site.key,
      visit: started.visit.id,
      rule: started.residue.rules[0]!.id,
      revision: 0,
      facts: { 'crm/width': 2 },
    },
  });
  expect((claimed.body as Pick<StartVisitResponse, 'residue'>).residue.modules).toEqual(
    started.residue.modules,
  );
});

test('what plugins do stands among the metrics', async () => {
  const labels = { plugin: 'crm', part: 'facts crm/plan' };
  pluginMetrics.count('beckon_plugin_calls_total', { ...labels, outcome: 'late' });
  pluginMetrics.observe('beckon_plugin_call_seconds', 0.02, labels);
  pluginMetrics.count('unheard_of', {});
  const { text } = await server.send({ path: '/metrics' });
  expect(text).toContain('beckon_plugin_calls_total{plugin="crm",part="facts crm/plan",outcome="late"} 1');
  expect(text).toContain('beckon_plugin_call_seconds_count{plugin="crm",part="facts crm/plan"} 1');
  expect(text).toContain('beckon_http_request_duration_seconds_count');
});
