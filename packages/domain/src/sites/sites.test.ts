import { describe, expect, it } from 'vitest';
import { Browser, createWorld, error, MINUTE, ORIGIN, refusal, value } from '../../test/world';
import { defaultSiteSettings, system } from '..';

describe('sites', () => {
  it('are made with a key of their own, normal origins and the usual settings', async () => {
    const { domain } = await createWorld();
    const made = value(
      await domain.sites.create({
        actor: system,
        name: ' Blog ',
        origins: ['HTTPS://Blog.Example:443/', 'https://blog.example', 'http://localhost:4401'],
      }),
    );
    expect(made).toMatchObject({
      name: 'Blog',
      origins: ['https://blog.example', 'http://localhost:4401'],
      settings: defaultSiteSettings,
      firstSeenAt: null,
      revision: 1,
    });
    expect(made.key).toMatch(/^site_[0-9a-f]{20}$/);
    expect(value(await domain.sites.list({ actor: system })).map((site) => site.name)).toEqual([
      'Blog',
      'Shop',
    ]);
    expect(value(await domain.sites.get({ actor: system, siteId: made.id }))).toEqual(made);
  });

  it('refuse a key that is taken and what cannot be, with the field', async () => {
    const { domain, site } = await createWorld();
    expect(refusal(await domain.sites.create({ actor: system, name: 'X', origins: [], key: site.key }))).toBe(
      'conflict | /key taken',
    );
    expect(
      refusal(
        await domain.sites.create({
          actor: system,
          name: '',
          origins: ['shop.example', 'https://shop.example/path', 'ftp://shop.example'],
          key: 'a b',
        }),
      ),
    ).toBe(
      'invalidRequest | /name empty | /origins/0 originInvalid | /origins/1 originInvalid | /origins/2 originInvalid | /key keyInvalid',
    );
    const settings = {
      ...defaultSiteSettings,
      visitIdleMinutes: 0,
      visitMaxHours: 1.5,
      greeting: 'x'.repeat(301),
      accent: 'red',
    };
    expect(
      refusal(
        await domain.sites.save({
          actor: system,
          siteId: site.id,
          name: 'X',
          origins: [],
          settings,
          revision: 1,
        }),
      ),
    ).toBe(
      'invalidRequest | /settings/visitIdleMinutes outOfRange | /settings/visitMaxHours outOfRange | /settings/greeting tooLong | /settings/accent colorInvalid',
    );
  });

  it('are changed, each revision once', async () => {
    const { domain, site } = await createWorld();
    const change = {
      actor: system,
      siteId: site.id,
      name: 'Shop 2',
      origins: [],
      settings: site.settings,
      revision: 1,
    };
    expect(value(await domain.sites.save(change))).toMatchObject({
      name: 'Shop 2',
      origins: [],
      key: site.key,
      revision: 2,
    });
    expect(error(await domain.sites.save(change))).toMatchObject({
      code: 'stale',
      current: { name: 'Shop 2', revision: 2 },
    });
    expect(refusal(await domain.sites.save({ ...change, siteId: 'none' }))).toBe('notFound');
    expect(refusal(await domain.sites.get({ actor: system, siteId: 'none' }))).toBe('notFound');
  });

  it('admit their own origins only', async () => {
    const { domain, site } = await createWorld();
    expect((await domain.sites.admit({ siteKey: site.key, origin: ORIGIN })).ok).toBe(true);
    expect((await domain.sites.admit({ siteKey: site.key, origin: null })).ok).toBe(true);
    expect(refusal(await domain.sites.admit({ siteKey: site.key, origin: 'https://evil.example' }))).toBe(
      'foreignOrigin',
    );
    expect(refusal(await domain.sites.admit({ siteKey: site.key, origin: 'null' }))).toBe('foreignOrigin');
    expect(refusal(await domain.sites.admit({ siteKey: 'no-such-key', origin: ORIGIN }))).toBe('notFound');
  });

  it('know when and where a widget was heard from, not to the second', async () => {
    const world = await createWorld();
    const browser = new Browser(world);
    const first = world.clock.now();
    await browser.start();
    world.clock.advance(MINUTE - 1);
    await browser.start();
    expect(await world.storage.sites.get(world.site.id)).toMatchObject({
      firstSeenAt: first,
      lastSeenAt: first,
      lastSeenOrigin: ORIGIN,
    });
    world.clock.advance(1);
    await browser.start();
    expect(await world.storage.sites.get(world.site.id)).toMatchObject({
      firstSeenAt: first,
      lastSeenAt: world.clock.now(),
    });
  });
});
