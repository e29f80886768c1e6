import { describe, expect, it } from 'vitest';
import { createWorld, error, refusal, signIn, value } from '../../test/world';
import { type CallState, createDomain, type DeadLetter, type Domain, type PluginRuntime, system } from '..';
import { createPluginDelivery } from './deliver-to-plugins';
import { createBus, createIds, createSecrets } from '../adapters';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const dots = '••••••••';
const idle: CallState = {
  answers: 0,
  failures: { thrown: 0, late: 0, wrong: 0, busy: 0, open: 0, switchedOff: 0 },
  lastError: null,
  latency: { last: null, median: null, p95: null, max: null },
  breaker: { state: 'closed', retryAt: null },
  running: 0,
  waiting: 0,
  blocks: 0,
  longestBlock: 0,
  switchedOff: false,
};
const letter = (id = '1'): DeadLetter => ({
  id: `${id}@crm:visit.started`,
  plugin: 'crm',
  listener: 'crm:visit.started',
  event: { id, type: 'visit.started', at: new Date(0), payload: {} },
  attempts: 2,
  error: 'down',
  at: new Date(Number(id)),
});

/** A runtime with one plugin, whose `url` must begin with https. */
function fakeRuntime() {
  let current: Record<string, unknown> = { url: 'https://file.example', key: 'file-key' };
  const seen = {
    configured: [] as unknown[],
    replayed: [] as DeadLetter[],
    answer: { ok: true } as Awaited<ReturnType<PluginRuntime['replay']>>,
  };
  const runtime: PluginRuntime = {
    state: () => ({
      pendingEvents: 3,
      plugins: [
        {
          name: 'crm',
          label: 'CRM',
          description: null,
          criteria: [],
          options: {},
          currentOptions: { ...current, key: dots },
          secrets: ['/key'],
          browserFacts: [],
          attribution: null,
          health: 'ok',
          factState: [],
          geoState: [],
          listenerState: [{ ...idle, id: 'crm:visit.started', event: 'visit.started' }],
        },
      ],
    }),
    configure(_, options) {
      const edited = options as Record<string, unknown>;
      seen.configured.push(edited);
      if (!String(edited['url']).startsWith('https:'))
        return Promise.resolve({
          ok: false,
          issues: [{ path: '/url', code: 'badOptions', message: 'Must begin with https.' }],
        });
      current = { ...edited, key: edited['key'] === dots ? current['key'] : edited['key'] };
      return Promise.resolve({ ok: true, options: current });
    },
    choices: (list) =>
      Promise.resolve(
        list === 'plans'
          ? { ok: true, options: [{ value: 'p', label: 'Pro' }] }
          : { ok: false, reason: list === 'broken' ? 'failed' : 'unknown', error: 'The CRM is away.' },
      ),
    emit: () => Promise.resolve({ dead: [] }),
    replay: (replayed) => (seen.replayed.push(replayed), Promise.resolve(seen.answer)),
    browserModules: () => [],
  };
  return { runtime, seen };
}

async function setting() {
  const world = await createWorld();
  const { runtime, seen } = fakeRuntime();
  const make = (plugins = runtime, more: object = {}): Domain =>
    createDomain({
      storage: world.storage,
      bus: createBus({ logger: silent }),
      clock: world.clock,
      ids: createIds(world.clock),
      secrets: createSecrets({ cost: 2 }),
      logger: silent,
      factSource: { criteria: [], resolve: () => Promise.resolve({}) },
      plugins,
      ...more,
    });
  return { world, make, domain: make(), seen };
}
const save = (domain: Domain, options: Record<string, unknown>, revision: number) =>
  domain.plugins.saveOptions({ actor: system, name: 'crm', options, revision });

describe('plugins', () => {
  it('want their permission in all but choices', async () => {
    const { world, domain } = await setting();
    const actor = await signIn(world, 'agent');
    for (const answer of [
      await domain.plugins.list({ actor }),
      await domain.plugins.saveOptions({ actor, name: 'crm', options: {}, revision: 0 }),
      await domain.plugins.deadLetters({ actor, after: null, limit: 1 }),
      await domain.plugins.replay({ actor, deadLetterId: 'x' }),
      await domain.plugins.removeDeadLetter({ actor, deadLetterId: 'x' }),
    ])
      expect(error(answer)).toMatchObject({
        code: 'forbidden',
        message: expect.stringContaining('Manage plugins'),
      });
    expect(value(await domain.plugins.choices({ actor, list: 'plans' }))).toEqual([
      { value: 'p', label: 'Pro' },
    ]);
    expect(error(await domain.plugins.choices({ actor, list: 'broken' }))).toEqual({
      code: 'unavailable',
      message: 'The CRM is away.',
    });
    expect(refusal(await domain.plugins.choices({ actor, list: 'none' }))).toBe('notFound');
  });

  it('keep options with their secrets, show none, and guard the revision', async () => {
    const { world, domain } = await setting();
    const saved = value(await save(domain, { url: 'https://a.example', key: dots }, 0));
    expect(saved).toMatchObject({
      revision: 1,
      updatedAt: world.clock.now(),
      currentOptions: { url: 'https://a.example', key: dots },
      problem: null,
    });
    expect(await world.storage.plugins.get('crm')).toMatchObject({
      options: { url: 'https://a.example', key: 'file-key' },
      revision: 1,
    });
    const stale = error(await save(domain, { url: 'https://b.example' }, 0));
    expect(stale).toMatchObject({
      code: 'stale',
      current: { revision: 1, currentOptions: { url: 'https://a.example', key: dots } },
    });
    expect(JSON.stringify(stale)).not.toContain('file-key');
    expect(refusal(await save(domain, { url: 'http://b.example' }, 1))).toBe(
      'invalidRequest | /options/url badOptions',
    );
    expect(refusal(await save(domain, { url: 'https://b.example', note: 'a\0' }, 1))).toBe(
      'invalidRequest | /options/note controlCharacter',
    );
    expect(
      refusal(await domain.plugins.saveOptions({ actor: system, name: 'none', options: {}, revision: 0 })),
    ).toBe('notFound');
    expect((await world.storage.plugins.get('crm'))?.revision).toBe(1);
  });

  it('let one of many savers win, and what is in force is what is stored', async () => {
    const { world, domain } = await setting();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, writer) =>
        save(domain, { url: `https://${writer}.example`, key: dots }, 0),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const stored = await world.storage.plugins.get('crm');
    expect(value(await domain.plugins.list({ actor: system })).plugins[0]?.currentOptions['url']).toBe(
      stored?.options['url'],
    );
  });

  it('put in force what another server saved, once, and say what they refuse', async () => {
    const { world, domain, seen, make } = await setting();
    const other = make(fakeRuntime().runtime);
    value(await save(other, { url: 'https://other.example', key: 'new-key' }, 0));
    await domain.plugins.refresh();
    await domain.plugins.refresh();
    expect(seen.configured).toEqual([{ url: 'https://other.example', key: 'new-key' }]);
    await world.storage.plugins.save(
      { name: 'crm', options: { url: 'ftp://x' }, revision: 1, updatedAt: world.clock.now() },
      1,
    );
    await domain.plugins.refresh();
    expect(value(await domain.plugins.list({ actor: system })).plugins[0]).toMatchObject({
      revision: 2,
      currentOptions: { url: 'https://other.example' },
      problem: 'The saved options are not in force: Must begin with https.',
    });
  });

  it('are not set up again with what the start has put in force', async () => {
    const { world, seen, make } = await setting();
    await world.storage.plugins.save(
      { name: 'crm', options: { url: 'ftp://x' }, revision: 0, updatedAt: world.clock.now() },
      0,
    );
    const started = make(undefined, {
      appliedSettings: new Map([['crm', { revision: 1, problem: 'The new version wants https.' }]]),
    });
    await started.plugins.refresh();
    expect(seen.configured).toEqual([]);
    expect(value(await started.plugins.list({ actor: system })).plugins[0]?.problem).toBe(
      'The new version wants https.',
    );
  });

  it('replay stored letters: gone when taken, else with the new reason', async () => {
    const { world, domain, seen } = await setting();
    await world.storage.deadLetters.put(letter('1'));
    await world.storage.deadLetters.put(letter('2'));
    expect(value(await domain.plugins.list({ actor: system }))).toMatchObject({
      deadLetters: 2,
      pendingEvents: 3,
      plugins: [{ deadLetters: 2 }],
    });
    seen.answer = { ok: false, error: 'still down', attempts: 3 };
    const { id } = letter('1');
    expect(error(await domain.plugins.replay({ actor: system, deadLetterId: id }))).toMatchObject({
      code: 'conflict',
      message: 'The event was not taken: still down',
    });
    expect(await world.storage.deadLetters.get(id)).toMatchObject({ attempts: 3, error: 'still down' });
    seen.answer = { ok: true };
    expect((await domain.plugins.replay({ actor: system, deadLetterId: id })).ok).toBe(true);
    expect(seen.replayed.map(({ attempts }) => attempts)).toEqual([2, 3]);
    expect(refusal(await domain.plugins.replay({ actor: system, deadLetterId: id }))).toBe('notFound');
    expect((await domain.plugins.removeDeadLetter({ actor: system, deadLetterId: letter('2').id })).ok).toBe(
      true,
    );
    expect(value(await domain.plugins.deadLetters({ actor: system, after: null, limit: 9 })).items).toEqual(
      [],
    );
  });

  it('are none where nothing runs them', async () => {
    const { domain } = await createWorld();
    expect(value(await domain.plugins.list({ actor: system }))).toEqual({
      plugins: [],
      deadLetters: 0,
      pendingEvents: 0,
    });
    expect(refusal(await save(domain, {}, 0))).toBe('notFound');
    await domain.plugins.refresh();
  });
});

describe('delivery to plugins', () => {
  it('is done only when the dead letters are stored; what failed to be stored is not brought to anybody twice', async () => {
    const world = await createWorld();
    let [emitted, broken] = [0, true];
    const { deadLetters } = world.storage;
    const put = (dead: DeadLetter) =>
      broken ? Promise.reject(new Error('disk full')) : deadLetters.put(dead);
    const deliver = createPluginDelivery({
      storage: { deadLetters: { ...deadLetters, put } },
      plugins: { emit: () => ((emitted += 1), Promise.resolve({ dead: [letter()] })) },
    });
    await expect(deliver(letter().event)).rejects.toThrow('disk full');
    broken = false;
    await deliver(letter().event);
    expect(emitted).toBe(1);
    expect(await deadLetters.get(letter().id)).toEqual(letter());
  });
});
