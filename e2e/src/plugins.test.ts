import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type PluginWire } from '../../packages/protocol/src/admin/plugins';
import { verify } from '../../plugins/webhooks/src/sign';
import { AdminApi, VisitorApi } from './harness/api';
import { administrator, Beckon, runBeckon, toEnd } from './harness/beckon';
import { Sink } from './harness/sink';

const SITE = 'brewfictus-demo';
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const dots = '••••••••';
const built = (plugin: string) =>
  pathToFileURL(join(import.meta.dirname, '../../plugins', plugin, 'dist/index.js')).href;
const soon = { timeout: 30_000, interval: 20 };

interface Letters {
  deadLetters: {
    id: string;
    plugin: string;
    eventType: string;
    error: string;
    conversationId: string | null;
  }[];
}

describe('plugins in the running server', () => {
  let folder: string;
  let sink: Sink;
  let beckon: Beckon;
  let admin: AdminApi;
  let siteId: string;
  let team: string;

  const signIn = async () => (admin = await AdminApi.signIn(beckon.url, administrator));
  const visitor = (facts = {}) =>
    new VisitorApi(beckon.url, beckon.shopUrl, SITE, {
      pageUrl: `${beckon.shopUrl}/product/rocket-r58`,
      ...facts,
    });
  const addRule = async (when: unknown) =>
    (
      await admin.must<{ id: string }>('POST', `/sites/${siteId}/rules`, {
        title: 'By a plugin',
        when,
        then: { from: { team }, message: 'Hello', assign: true },
      })
    ).id;
  const plugin = async (name: string) =>
    (await admin.must<{ plugins: PluginWire[] }>('GET', '/plugins')).plugins.find(
      (entry) => entry.name === name,
    )!;
  const endpoint = (more = {}) => ({
    url: sink.url,
    secret,
    events: [
      'visit.started',
      'engagement.claimed',
      'engagement.delivered',
      'engagement.opened',
      'conversation.started',
      'conversation.message',
    ],
    ...more,
  });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'beckon-plugins-'));
    sink = await Sink.open();
    const file = join(folder, 'beckon.config.mjs');
    writeFileSync(
      file,
      `import device from ${JSON.stringify(built('device'))};
import returning from ${JSON.stringify(built('returning'))};
import webhooks from ${JSON.stringify(built('webhooks'))};
export default {
  plugins: [returning, device, { plugin: webhooks, options: { endpoints: ${JSON.stringify([endpoint()])} } }],
  deadline: 5000,
  allowPrivate: ['127.0.0.1'],
};
`,
    );
    beckon = await Beckon.create({ BECKON_CONFIG: file, BECKON_LOG_LEVEL: 'warn' });
    await signIn();
    siteId = (await admin.must<{ sites: { id: string }[] }>('GET', '/sites')).sites[0]!.id;
    team = (await admin.must<{ teams: { id: string }[] }>('GET', '/teams')).teams[0]!.id;
  });
  afterAll(async () => {
    await beckon?.remove();
    sink?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    sink.received.length = 0;
    sink.answer = () => 204;
  });

  it('listeners hear of the visit, the engagement and the conversation, signed', async () => {
    const rule = await addRule({ criterion: 'pageUrl', operator: 'contains', value: '/product' });
    const anna = visitor();
    await anna.arrive();
    const engagement = await anna.claim(rule);
    await anna.mark(engagement, 'delivered');
    await anna.mark(engagement, 'opened');
    const conversation = await anna.write('Does it fit?', engagement);
    await anna.say(conversation, 'Hello?');
    await vi.waitFor(() => expect(sink.taken()).toHaveLength(7), soon);
    const of = (key: string, value: string) =>
      sink.received.filter(({ payload }) => payload[key] === value).map(({ type }) => type);
    expect(of('engagementId', engagement).filter((type) => type.startsWith('engagement.'))).toEqual([
      'engagement.claimed',
      'engagement.delivered',
      'engagement.opened',
    ]);
    expect(of('conversationId', conversation)).toEqual([
      'conversation.started',
      'conversation.message',
      'conversation.message',
    ]);
    expect(of('visitId', anna.visit)).toContain('visit.started');
    for (const { headers, body } of sink.received)
      expect(verify(secret, headers, body, Date.now() / 1000)).toBe(true);
    await admin.must('PATCH', `/rules/${rule}/enabled`, { enabled: false, revision: 1 });
  });

  it('one conversation that is not taken holds no other one up, and all of it arrives after kill -9, in order', async () => {
    const [anna, bert] = [visitor(), visitor()];
    await anna.arrive();
    await bert.arrive();
    sink.answer = () => 503;
    const conversation = await anna.write('First');
    await vi.waitFor(
      () =>
        expect(
          sink.received.some(({ type, status }) => type === 'conversation.started' && status === 503),
        ).toBe(true),
      soon,
    );
    await anna.say(conversation, 'Second');
    sink.answer = (_, payload) => (payload['conversationId'] === conversation ? 503 : 204);
    const other = await bert.write('From somebody else');
    await vi.waitFor(
      () =>
        expect(
          sink.received.filter(
            ({ payload, status }) => payload['conversationId'] === other && status === 204,
          ),
        ).toHaveLength(2),
      soon,
    );
    const before = sink.received.find(({ payload }) => payload['conversationId'] === conversation)?.headers[
      'webhook-id'
    ];

    await beckon.end('SIGKILL');
    sink.received.length = 0;
    sink.answer = () => 204;
    await beckon.start();
    await signIn();
    const arrived = () => sink.received.filter(({ payload }) => payload['conversationId'] === conversation);
    await vi.waitFor(() => expect(arrived().length).toBeGreaterThanOrEqual(3), soon);
    expect(arrived().map(({ type }) => type)).toEqual([
      'conversation.started',
      'conversation.message',
      'conversation.message',
    ]);
    expect(arrived()[0]?.headers['webhook-id']).toBe(before);
    expect(arrived().map(({ payload }) => payload['text'])).toEqual([undefined, 'First', 'Second']);
  });

  it('what a plugin does not take is a dead letter, through kill -9 too, until it is replayed', async () => {
    sink.answer = (type) => (type === 'conversation.started' ? 410 : 204);
    const anna = visitor();
    await anna.arrive();
    const conversation = await anna.write('Hello');
    const letters = async () => (await admin.must<Letters>('GET', '/plugins/dead-letters')).deadLetters;
    await vi.waitFor(async () => expect(await letters()).toHaveLength(1), soon);
    // It was acknowledged: what came after it arrived.
    await vi.waitFor(() => expect(sink.taken()).toContain('conversation.message'), soon);
    await beckon.end('SIGKILL');
    await beckon.start();
    await signIn();
    const [letter] = await letters();
    expect(letter).toMatchObject({
      plugin: 'webhooks',
      eventType: 'conversation.started',
      conversationId: conversation,
      error: expect.stringContaining('410'),
    });
    expect((await plugin('webhooks')).state.deadLetters).toBe(1);
    const path = `/plugins/dead-letters/${encodeURIComponent(letter!.id)}`;
    expect(await admin.ask('POST', `${path}/replay`)).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: expect.stringContaining('410') },
    });
    sink.answer = () => 204;
    expect((await admin.ask('POST', `${path}/replay`)).status).toBe(204);
    expect(sink.received.at(-1)).toMatchObject({
      type: 'conversation.started',
      payload: { conversationId: conversation },
    });
    expect(await letters()).toEqual([]);
    expect((await admin.ask('POST', `${path}/replay`)).status).toBe(404);
  });

  it('options are changed at once and for good, and a secret that comes back as dots stays', async () => {
    const shown = await plugin('webhooks');
    expect(shown).toMatchObject({
      revision: 0,
      updatedAt: null,
      secrets: ['/endpoints/*/secret'],
      problem: null,
      options: { endpoints: [{ url: sink.url, secret: dots }] },
    });
    expect(JSON.stringify(await admin.must('GET', '/plugins'))).not.toContain(secret);
    expect(
      await admin.ask('PUT', '/plugins/webhooks/options', {
        options: { endpoints: [{ url: 'ftp://x', secret: 'short' }] },
        revision: 0,
      }),
    ).toMatchObject({
      body: {
        code: 'invalidRequest',
        issues: [{ path: '/options/endpoints/0/url' }, { path: '/options/endpoints/0/secret' }],
      },
    });
    const options = { endpoints: [endpoint({ secret: dots, events: ['visit.started'] })] };
    const saved = await admin.ask('PUT', '/plugins/webhooks/options', { options, revision: 0 });
    expect(saved).toMatchObject({ status: 200, body: { revision: 1, options } });
    expect(JSON.stringify(saved.body)).not.toContain(secret);
    expect(await admin.ask('PUT', '/plugins/webhooks/options', { options, revision: 0 })).toMatchObject({
      status: 409,
      body: { code: 'stale', current: { revision: 1, options } },
    });

    await beckon.end('SIGTERM');
    await beckon.start();
    await signIn();
    expect(await plugin('webhooks')).toMatchObject({ revision: 1, options, problem: null });
    const anna = visitor();
    await anna.arrive();
    await anna.write('Hello');
    await vi.waitFor(() => expect(sink.taken()).toEqual(['visit.started']), soon);
    expect(verify(secret, sink.received[0]!.headers, sink.received[0]!.body, Date.now() / 1000)).toBe(true);
  });

  it('what the server remembers of a visitor reaches rules, and what only the browser sees brings its module', async () => {
    const comesBack = await addRule({
      criterion: 'returning/visits',
      operator: 'greaterThanOrEqual',
      value: 2,
    });
    const wide = await addRule({
      all: [
        { criterion: 'returning/isNew', operator: 'is', value: true },
        { criterion: 'device/viewportWidth', operator: 'greaterThan', value: 1000 },
      ],
    });
    const anna = visitor({ 'device/viewportWidth': 1200 });
    await anna.arrive();
    expect(anna.residue.rules.map(({ id }) => id)).toContain(wide);
    expect(anna.residue.rules.map(({ id }) => id)).not.toContain(comesBack);
    expect(anna.residue.modules).toEqual([
      {
        url: expect.stringMatching(new RegExp(`^${beckon.url}/widget/plugins/device-[0-9a-f]{16}\\.js$`)),
        facts: expect.arrayContaining(['device/viewportWidth']),
        settings: null,
      },
    ]);
    const served = await fetch(anna.residue.modules[0]!.url, { headers: { Origin: beckon.shopUrl } });
    expect([
      served.status,
      served.headers.get('access-control-allow-origin'),
      served.headers.get('cache-control'),
    ]).toEqual([200, '*', 'public, max-age=31536000, immutable']);
    expect(await served.text()).toContain('viewportWidth');
    await anna.arrive();
    expect(anna.residue.rules.map(({ id }) => id)).toContain(comesBack);
    expect(anna.residue.modules).toEqual([]);
    expect(await anna.claim(comesBack)).toMatch(/^[0-9A-Z]{26}$/);
  });
});

describe('a start with plugins that cannot be used', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'beckon-bad-plugins-'));
    writeFileSync(join(folder, 'good.mjs'), `export default { name: 'good', apiVersion: 1 };\n`);
    writeFileSync(
      join(folder, 'bad.mjs'),
      `export default { name: 'bad', apiVersion: 1 };\nthrow new Error('no licence was found');\n`,
    );
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const start = async (config: string) => {
    const file = join(folder, 'beckon.config.mjs');
    writeFileSync(file, config);
    return toEnd(runBeckon([], { BECKON_DATA: join(folder, 'kept'), BECKON_CONFIG: file }));
  };

  it.each([
    [
      'imported by the file',
      `import good from './good.mjs';\nimport bad from './bad.mjs';\nexport default { plugins: [good, bad] };\n`,
      ['bad.mjs', 'no licence was found'],
    ],
    [
      'imported by a function',
      `import good from './good.mjs';\nexport default { plugins: [good, () => import('./bad.mjs')] };\n`,
      ['Entry 2 of "plugins"', 'no licence was found'],
    ],
    [
      'of another version',
      `import good from './good.mjs';\nexport default { plugins: [good, { name: 'future', apiVersion: 9 }] };\n`,
      ['future', '9'],
    ],
  ])('says by name what to mend: %s', async (_, config, words) => {
    const { code, output } = await start(config);
    expect(code).toBe(1);
    for (const word of words) expect(output).toContain(word);
    expect(output).not.toContain('    at ');
    expect(output).not.toContain('"good"');
  });
});
