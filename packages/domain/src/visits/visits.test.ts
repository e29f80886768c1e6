import { describe, expect, it } from 'vitest';
import {
  addRule,
  addTeam,
  Browser,
  createWorld,
  draftOf,
  HOUR,
  MINUTE,
  newKey,
  officeHours,
  ORIGIN,
  refusal,
  SECOND,
  value,
} from '../../test/world';
import { system } from '..';

async function setting() {
  const world = await createWorld();
  const team = await addTeam(world, 'Sales', officeHours);
  return { world, team, browser: new Browser(world) };
}

describe('a visitor', () => {
  it('is made once and told the secret once', async () => {
    const { world, browser } = await setting();
    const first = await browser.start();
    expect(first.visitor.secret).toMatch(/^[0-9a-f]{64}$/);
    const second = await browser.start();
    expect(second.visitor).toEqual({ id: first.visitor.id });
    expect(await world.storage.visitors.get(first.visitor.id)).toMatchObject({
      visits: 1,
      secretHash: world.secrets.hash(first.visitor.secret!),
    });
  });

  it('is known by id and secret on her own site only', async () => {
    const { world, browser } = await setting();
    await browser.start();
    const { id, secret } = browser.visitor!;
    const other = value(
      await world.domain.sites.create({ actor: system, name: 'Other', origins: [ORIGIN], key: 'other-key' }),
    );
    const start = async (changes: Partial<typeof browser.actor>) =>
      refusal(await world.domain.visits.start(browser.request({ actor: { ...browser.actor, ...changes } })));
    expect(await start({ visitor: { id, secret: `${secret.slice(0, -1)}_` } })).toBe('visitorUnknown');
    expect(await start({ visitor: { id, secret: '' } })).toBe('visitorUnknown');
    expect(await start({ visitor: { id: 'none', secret } })).toBe('visitorUnknown');
    expect(await start({ siteKey: other.key })).toBe('visitorUnknown');
    expect(await start({ siteKey: 'no-such-key' })).toBe('notFound');
    expect(await start({ origin: 'https://evil.example' })).toBe('foreignOrigin');
  });
});

describe('a visit', () => {
  it('goes on with activity and is over after 30 idle minutes', async () => {
    const { world, browser } = await setting();
    const first = await browser.start();
    expect(first.visit).toMatchObject({ continued: false, age: 0, engaged: false });
    world.clock.advance(30 * MINUTE);
    expect((await browser.start()).visit).toEqual({
      id: first.visit.id,
      continued: true,
      age: 30 * MINUTE,
      engaged: false,
    });
    world.clock.advance(30 * MINUTE + 1);
    const third = await browser.start();
    expect(third.visit).toMatchObject({ continued: false, age: 0 });
    expect(third.visit.id).not.toBe(first.visit.id);
    expect(await world.storage.visitors.get(browser.visitor!.id)).toMatchObject({ visits: 2 });
  });

  it('does not move its end without activity', async () => {
    const { world, browser } = await setting();
    const first = await browser.start();
    world.clock.advance(20 * MINUTE);
    expect((await browser.start({ active: false })).visit.id).toBe(first.visit.id);
    world.clock.advance(11 * MINUTE);
    expect((await browser.start({ active: false })).visit.continued).toBe(false);
  });

  it('is over after 24 hours in any case', async () => {
    const { world, browser } = await setting();
    const first = await browser.start();
    for (let minutes = 0; minutes < 24 * 60; minutes += 20) {
      world.clock.advance(20 * MINUTE);
      expect((await browser.start()).visit.id).toBe(first.visit.id);
    }
    world.clock.advance(1);
    expect((await browser.start()).visit.continued).toBe(false);
  });

  it('keeps to the times of its site', async () => {
    const { world, browser } = await setting();
    const settings = { ...world.site.settings, visitIdleMinutes: 5, visitMaxHours: 1 };
    await world.domain.sites.save({
      actor: system,
      siteId: world.site.id,
      name: 'Shop',
      origins: [ORIGIN],
      settings,
      revision: 1,
    });
    expect((await browser.start()).settings).toMatchObject({ visitIdle: 5 * MINUTE, visitMax: HOUR });
    world.clock.advance(5 * MINUTE + 1);
    expect((await browser.start()).visit.continued).toBe(false);
  });

  it('begins once for one key', async () => {
    const { world, browser } = await setting();
    await browser.start();
    world.clock.advance(HOUR);
    const request = browser.request({ key: newKey() });
    const [a, b] = await Promise.all([
      world.domain.visits.start(request),
      world.domain.visits.start(request),
    ]);
    expect(value(a).visit.id).toBe(value(b).visit.id);
    expect(await world.storage.visitors.get(browser.visitor!.id)).toMatchObject({ visits: 2 });
  });

  it("is not another visitor's", async () => {
    const { world, browser } = await setting();
    const { visit } = await browser.start();
    const stranger = new Browser(world);
    await stranger.start();
    expect((await stranger.start({ visitId: visit.id })).visit).toMatchObject({ continued: false });
    expect((await stranger.start({ visitId: 'none' })).visit.continued).toBe(false);
  });

  it('keeps where it began, if that can be shown to people', async () => {
    const { world, browser } = await setting();
    browser.facts = { pageUrl: 'https://shop.example/a', referrerUrl: 'javascript:alert(1)' };
    await browser.start();
    expect(await world.storage.visits.get(browser.visit)).toMatchObject({
      landingUrl: 'https://shop.example/a',
      referrerUrl: '',
    });
  });

  it('refuses facts of the wrong type and facts of the server, and leaves out what nobody reads', async () => {
    const { world, browser } = await setting();
    const facts = {
      pageUrl: 7,
      pagesViewed: '3',
      engagedThisVisit: 'yes',
      timeOnPage: null,
      country: 'CH',
      'businessHours/x': 'during',
      other: 'thing',
    };
    expect(refusal(await world.domain.visits.start(browser.request({ facts })))).toBe(
      'invalidRequest | /facts/pageUrl wrongType | /facts/pagesViewed wrongType | /facts/engagedThisVisit wrongType | /facts/country factOfServer | /facts/businessHours~1x factOfServer',
    );
  });
});

describe('what the server finds out', () => {
  const swiss = { criterion: 'country', operator: 'is', value: 'CH' };

  it('is asked for only where a rule reads it, once a visit', async () => {
    const { world, team, browser } = await setting();
    await browser.start();
    expect(world.asked).toEqual([]);
    await addRule(
      world,
      draftOf(team, {
        when: { all: [swiss, { criterion: 'businessHours', operator: 'is', value: 'during' }] },
      }),
    );
    world.facts['country'] = { value: 'CH', until: null };
    world.facts['city'] = { value: 'Zürich', until: null };
    await browser.start({ headers: { 'x-a': 'b' }, trusted: true });
    await browser.start();
    expect(world.asked).toEqual([
      {
        siteId: world.site.id,
        visitorId: browser.visitor!.id,
        ip: '192.0.2.1',
        headers: { 'x-a': 'b' },
        trusted: true,
        given: {
          pageUrl: `${ORIGIN}/product/r58`,
          landingUrl: `${ORIGIN}/product/r58`,
          referrerUrl: '',
          browserLanguage: 'en-GB',
        },
        needs: ['country'],
        visitor: {
          id: browser.visitor!.id,
          identified: false,
          visits: 1,
          firstSeenAt: world.clock.now(),
          conversations: 0,
        },
      },
    ]);
    expect(await world.storage.visits.get(browser.visit)).toMatchObject({
      facts: { country: { value: 'CH', until: null } },
    });
  });

  it('is taken anew when it has expired, and until then the browser need not ask', async () => {
    const { world, team, browser } = await setting();
    await addRule(world, draftOf(team, { when: swiss }));
    world.facts['country'] = { value: 'US', until: new Date(world.clock.now().getTime() + 10 * MINUTE) };
    const first = await browser.start();
    expect(first.residue).toMatchObject({ rules: [], validFor: 10 * MINUTE });
    world.clock.advance(10 * MINUTE - 1);
    expect((await browser.start()).residue.validFor).toBe(SECOND);
    expect(world.asked).toHaveLength(1);
    world.facts['country'] = { value: 'CH', until: null };
    world.clock.advance(1);
    expect((await browser.start()).residue).toMatchObject({ rules: [{ when: { all: [] } }], validFor: null });
    expect(world.asked).toHaveLength(2);
  });

  it('may build on what is remembered of the visitor', async () => {
    const { world, team, browser } = await setting();
    await browser.start();
    await browser.write('Hello');
    const firstSeenAt = world.clock.now();
    world.clock.advance(10 * MINUTE);
    await browser.start();
    const lastVisitAt = world.clock.now();
    await addRule(world, draftOf(team, { when: swiss }));
    world.facts['country'] = { value: 'CH', until: null };
    world.clock.advance(24 * HOUR);
    await browser.start();
    expect(world.asked.map((request) => request.visitor)).toEqual([
      { id: browser.visitor!.id, identified: false, visits: 2, firstSeenAt, lastVisitAt, conversations: 1 },
    ]);
  });

  it('is settled as unknown where nobody knows it', async () => {
    const { world, team, browser } = await setting();
    await addRule(world, draftOf(team, { when: { not: swiss } }));
    const known = await addRule(world, draftOf(team, { when: { criterion: 'city', operator: 'isUnknown' } }));
    expect((await browser.start()).residue.rules.map(({ id }) => id)).toEqual([known.id]);
    await browser.start();
    expect(world.asked).toHaveLength(1);
  });
});

describe('unread', () => {
  it('are the messages of this visit that were neither answered nor dismissed', async () => {
    const { world, team, browser } = await setting();
    const rules = [];
    for (const value of ['/a', '/b', '/c'])
      rules.push(
        await addRule(world, draftOf(team, { when: { criterion: 'pageUrl', operator: 'contains', value } })),
      );
    await browser.start();
    const engage = async (path: string) => {
      const { engagement } = await browser.granted({ facts: { pageUrl: `${ORIGIN}${path}` } });
      await browser.mark(engagement.id, 'delivered');
      return engagement.id;
    };
    const [a, b] = [await engage('/a'), await engage('/b')];
    await browser.mark(b, 'dismissed');
    const started = await browser.start();
    expect(started.visit.engaged).toBe(true);
    expect(started.unread).toEqual([
      {
        id: a,
        from: { kind: 'team', name: 'Sales' },
        message: 'Need a hand choosing?',
        deliveredAt: world.clock.now(),
        opened: false,
      },
    ]);
    await browser.mark(a, 'opened');
    expect((await browser.start()).unread).toMatchObject([{ id: a, opened: true }]);
    await browser.write('Yes', a);
    expect(await browser.start()).toMatchObject({ unread: [], conversations: 1, unreadMessages: 0 });
  });
});
