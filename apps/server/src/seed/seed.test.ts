import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { system } from '@beckon/domain';
import { openCore, type Core } from '../composition/core';
import { readConfig, type Config } from '../config/environment';
import { DEMO_SITE_KEY } from './demo-shop';
import { seedAdministrator, seedDemo } from './seed';
import { keptPassword, newPassword, readSignIns } from './sign-ins';

let folder: string;
let core: Core;
let config: Config;
const origins = ['http://127.0.0.1:4401'];

async function open(more: Record<string, string> = {}): Promise<void> {
  const read = readConfig({ BECKON_DATA: folder, BECKON_LOG_LEVEL: 'error', ...more }, folder);
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  config = read.config;
  core = await openCore(config);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'beckon-seed-'));
  await open();
});
afterEach(async () => {
  await core.close();
  rmSync(folder, { recursive: true, force: true });
});

async function picture(): Promise<unknown> {
  const site = await core.storage.sites.getByKey(DEMO_SITE_KEY);
  const rules = site === null ? null : await core.storage.rules.list(site.id);
  return {
    origins: site?.origins,
    looks: [site?.settings.accent, site?.settings.greeting],
    rules: rules?.rules.map(({ title, enabled }) => [title, enabled]),
    teams: (await core.storage.teams.list()).map(({ name }) => name),
    agents: (await core.storage.agents.list()).map(({ email, roles }) => [email, roles]),
  };
}

const demo = {
  origins,
  looks: ['#8a3f17', 'Hello! How can we help?'],
  rules: [
    ['Cart left waiting', true],
    ['Still comparing after three minutes', true],
    ['Contact page outside business hours', true],
  ],
  teams: ['Sales', 'Support'],
  agents: [
    ['admin@brewfictus.test', ['administrator']],
    ['agent@brewfictus.test', ['agent']],
  ],
};

describe('seedDemo', () => {
  it('makes teams, agents, the site and its rules, with sign-ins that work', async () => {
    await seedDemo(core.domain, core.storage, config, origins);
    expect(await picture()).toEqual(demo);
    for (const [email, password] of Object.entries(readSignIns(folder)))
      expect((await core.domain.session.signIn({ email, password })).ok, email).toBe(true);
    expect(Object.keys(readSignIns(folder))).toHaveLength(2);
  });

  it('makes it once where several servers start at the same moment, with sign-ins that work on all of them', async () => {
    const others = await Promise.all([openCore(config), openCore(config)]);
    try {
      const ports = ['http://127.0.0.1:4401', 'http://127.0.0.1:4501', 'http://127.0.0.1:4601'];
      await Promise.all(
        [core, ...others].map(({ domain, storage }, index) =>
          seedDemo(domain, storage, config, [ports[index] ?? '']),
        ),
      );
      expect(await picture()).toEqual({ ...demo, origins: expect.arrayContaining(ports) as string[] });
      for (const [email, password] of Object.entries(readSignIns(folder)))
        expect((await core.domain.session.signIn({ email, password })).ok, email).toBe(true);
    } finally {
      for (const other of others) await other.close();
    }
    // Eight slow hashes of passwords.
  }, 30_000);

  it('changes nothing the second time, also not what an administrator changed', async () => {
    await seedDemo(core.domain, core.storage, config, origins);
    const site = await core.storage.sites.getByKey(DEMO_SITE_KEY);
    const first = (await core.storage.rules.list(site?.id ?? '')).rules[0];
    const removed = await core.domain.rules.remove({
      actor: system,
      ruleId: first?.id ?? '',
      revision: first?.revision ?? 0,
    });
    expect(removed.ok).toBe(true);
    const before = await picture();
    await seedDemo(core.domain, core.storage, config, origins);
    expect(await picture()).toEqual(before);
  });

  it('completes what a start that was cut off began, whatever was there already', async () => {
    const { domain, storage } = core;
    const teams = await domain.teams.create({ actor: system, draft: { name: 'Sales', hours: null } });
    expect(teams.ok).toBe(true);
    await domain.sites.create({ actor: system, name: 'Brewfictus', origins: [], key: DEMO_SITE_KEY });
    await seedDemo(domain, storage, config, origins);
    await seedDemo(domain, storage, config, origins);
    expect(await picture()).toEqual({ ...demo, looks: ['#1f5eff', ''] });
  });

  it('leaves the rules of a start of another version that was cut off, although it writes them otherwise', async () => {
    const { domain, storage } = core;
    await seedDemo(domain, storage, config, origins);
    const site = await storage.sites.getByKey(DEMO_SITE_KEY);
    const { rules } = await storage.rules.list(site?.id ?? '');
    const other = await domain.sites.create({ actor: system, name: 'Other', origins: [] });
    if (!other.ok || !rules[0]) throw new Error('Both were made.');
    const draft = { ...rules[0], title: 'As it was' };
    const siteId = other.value.id;
    expect((await domain.rules.create({ actor: system, siteId, draft, key: 'seed-rule-0' })).ok).toBe(true);
    const cutOff: typeof storage = {
      ...storage,
      sites: { ...storage.sites, getByKey: () => Promise.resolve(other.value) },
    };
    await seedDemo(domain, cutOff, config, origins);
    expect((await storage.rules.list(siteId)).rules.map(({ title }) => title)).toEqual([
      'As it was',
      ...demo.rules.slice(1).map(([title]) => title),
    ]);
  });

  it('allows the origin on which this start serves the shop, beside those that are there', async () => {
    await seedDemo(core.domain, core.storage, config, origins);
    await seedDemo(core.domain, core.storage, config, ['http://127.0.0.1:5001']);
    expect(await picture()).toEqual({ ...demo, origins: [...origins, 'http://127.0.0.1:5001'] });
  });

  it('gives the administrator of the environment the account, and keeps no password of theirs', async () => {
    await core.close();
    await open({ BECKON_ADMIN_EMAIL: 'ann@example.com', BECKON_ADMIN_PASSWORD: 'a long password' });
    await seedDemo(core.domain, core.storage, config, origins);
    expect(
      (await core.domain.session.signIn({ email: 'ann@example.com', password: 'a long password' })).ok,
    ).toBe(true);
    expect(Object.keys(readSignIns(folder))).toEqual(['agent@brewfictus.test']);
  });

  it('has no rule that can fire for a new visitor on the home page or a product page within a minute', async () => {
    await seedDemo(core.domain, core.storage, config, origins);
    const site = await core.storage.sites.getByKey(DEMO_SITE_KEY);
    for (const pageUrl of ['http://127.0.0.1:4401/', 'http://127.0.0.1:4401/product/rocket-r58'])
      for (const businessHours of ['during', 'outside'])
        for (const pagesViewed of [1, 5, 20]) {
          const facts = {
            pageUrl,
            businessHours,
            pagesViewed,
            pageVisits: 1,
            timeOnPage: 60,
            timeOnSite: 1,
            engagedThisVisit: false,
            pageTitle: 'x',
            referrerUrl: '',
            browserLanguage: 'en',
            country: 'CH',
            city: 'Bern',
          };
          const explained = await core.domain.rules.explain({ actor: system, siteId: site?.id ?? '', facts });
          expect(
            explained.ok && explained.value.rules.filter(({ verdict }) => verdict === 'match'),
            JSON.stringify(facts),
          ).toEqual([]);
        }
  });
});

describe('what a visitor of the demo shop is sent', () => {
  afterEach(() => void vi.useRealTimers());

  // With the declarations of what is still open, which are more while rules about business hours can match.
  it.each([
    ['during business hours', '2026-11-25T09:00:00Z', 1250],
    ['at night', '2026-11-25T02:00:00Z', 1000],
    ['on a Sunday', '2026-11-29T12:00:00Z', 1000],
  ])('is less than 1 kB, and nothing of what only the server knows, %s', async (_, now, bytes) => {
    vi.useFakeTimers({ now: new Date(now), toFake: ['Date'] });
    await seedDemo(core.domain, core.storage, config, origins);
    const started = await core.domain.visits.start({
      actor: { siteKey: DEMO_SITE_KEY, origin: origins[0] ?? null, visitor: null },
      facts: { pageUrl: 'http://127.0.0.1:4401/', browserLanguage: 'en', referrerUrl: '' },
      active: true,
      key: 'a-visit-of-the-test',
      ip: '8.8.8.8',
      headers: {},
      trusted: false,
    });
    if (!started.ok) throw new Error(started.error.message);
    const sent = JSON.stringify(started.value.residue);
    expect(Buffer.byteLength(sent)).toBeLessThan(bytes);
    expect(Buffer.byteLength(JSON.stringify(started.value.residue.rules))).toBeLessThan(1000);
    expect(brotliCompressSync(sent).byteLength).toBeLessThan(1000);
    expect(started.value.residue.rules.length).toBeGreaterThan(0);
    expect(sent).not.toMatch(/businessHours|country|warranty|Comparing|waiting/);
  });
});

describe('seedAdministrator', () => {
  it('makes the first administrator, and later changes nothing', async () => {
    await seedAdministrator(core.domain, { email: 'ann@example.com', password: 'a long password' });
    await seedAdministrator(core.domain, { email: 'bob@example.com', password: 'another password' });
    expect((await core.storage.agents.list()).map(({ email }) => email)).toEqual(['ann@example.com']);
  });

  it('is one of several servers that start at the same moment', async () => {
    const ann = { email: 'ann@example.com', password: 'a long password' };
    await Promise.all([1, 2, 3].map(() => seedAdministrator(core.domain, ann)));
    expect((await core.storage.agents.list()).map(({ email }) => email)).toEqual(['ann@example.com']);
  });
});

describe('keptPassword', () => {
  it('names the folder that cannot be written to, and the mend', () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    expect(() => keptPassword(file, 'ann@example.com')).toThrow(
      /^The demo's sign-ins cannot be kept in .*a-file.*BECKON_DATA/,
    );
  });
});

describe('newPassword', () => {
  it('is long enough for the rules of passwords and differs each time', () => {
    const some = new Set(Array.from({ length: 50 }, newPassword));
    expect(some.size).toBe(50);
    for (const password of some) expect(password).toMatch(/^([a-z]{6}-){3}[a-z]{6}$/);
  });
});
