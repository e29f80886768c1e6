import { describe, expect, it } from 'vitest';
import {
  addAgent,
  addRule,
  addTeam,
  Browser,
  createWorld,
  draftOf,
  HOUR,
  MINUTE,
  officeHours,
  ORIGIN,
  refusal,
  SECOND,
  value,
} from '../../test/world';
import { system } from '..';
import { LEASE } from './engagements-use-cases';

async function setting() {
  const world = await createWorld();
  const team = await addTeam(world, 'Sales', officeHours);
  const rule = await addRule(world, draftOf(team));
  const browser = new Browser(world);
  await browser.start();
  return { world, team, rule, browser };
}

describe('a claim', () => {
  it('is granted with the message, as the rule says it now', async () => {
    const { world, rule, browser } = await setting();
    const claimed = await browser.granted({ ruleId: rule.id });
    expect(claimed.engagement).toEqual({
      id: claimed.engagement.id,
      ruleId: rule.id,
      from: { kind: 'team', name: 'Sales' },
      message: 'Need a hand choosing?',
      lease: LEASE,
    });
    expect(await world.storage.engagements.get(claimed.engagement.id)).toMatchObject({
      assign: true,
      pageUrl: `${ORIGIN}/product/r58`,
      deliveredAt: null,
      visitorId: browser.visitor!.id,
    });
  });

  it('goes to the first rule that matches, whichever the browser saw', async () => {
    const { world, team, rule, browser } = await setting();
    const first = await addRule(world, draftOf(team, { title: 'First' }));
    await world.domain.rules.reorder({
      actor: system,
      siteId: world.site.id,
      ids: [first.id, rule.id],
      revision: await world.storage.rules.revision(world.site.id),
    });
    expect((await browser.granted({ ruleId: rule.id })).engagement.ruleId).toBe(first.id);
  });

  it('is judged by the rules as they are now', async () => {
    const { world, rule, browser } = await setting();
    await world.domain.rules.enable({ actor: system, ruleId: rule.id, enabled: false, revision: 1 });
    expect(await browser.claim({ ruleId: rule.id })).toMatchObject({
      granted: false,
      reason: 'noMatch',
      residue: { rules: [] },
    });
    await world.domain.rules.save({
      actor: system,
      ruleId: rule.id,
      draft: { ...rule, then: { ...rule.then, message: 'New words' } },
      revision: 2,
    });
    expect((await browser.granted()).engagement.message).toBe('New words');
  });

  it('is judged with the facts of the browser under those of the server', async () => {
    const { world, team, rule, browser } = await setting();
    const both = {
      all: [
        rule.when,
        { criterion: 'country', operator: 'is', value: 'CH' },
        { criterion: 'businessHours', operator: 'is', value: 'during' },
      ],
    };
    await world.domain.rules.save({
      actor: system,
      ruleId: rule.id,
      draft: draftOf(team, { when: both }),
      revision: 1,
    });
    world.facts['country'] = { value: 'CH', until: null };
    expect(await browser.claim({ facts: { pageUrl: `${ORIGIN}/` } })).toMatchObject({
      granted: false,
      reason: 'noMatch',
    });
    expect(
      refusal(await world.domain.engagements.claim(browser.claimRequest({ facts: { country: 'CH' } }))),
    ).toBe('invalidRequest | /facts/country factOfServer');
    expect(
      refusal(await world.domain.engagements.claim(browser.claimRequest({ facts: { pageUrl: true } }))),
    ).toBe('invalidRequest | /facts/pageUrl wrongType');
    world.clock.set('2026-11-24T17:00:00Z');
    const late = new Browser(world);
    await late.start();
    expect(await late.claim()).toMatchObject({
      granted: false,
      reason: 'noMatch',
      residue: { rules: [], validFor: 16 * HOUR },
    });
    world.clock.set('2026-11-25T09:00:00Z');
    const early = new Browser(world);
    await early.start();
    expect((await early.granted()).engagement.ruleId).toBe(rule.id);
  });

  it('takes facts of the server that have expired anew', async () => {
    const { world, team, rule, browser } = await setting();
    await world.domain.rules.save({
      actor: system,
      ruleId: rule.id,
      draft: draftOf(team, { when: { criterion: 'country', operator: 'is', value: 'CH' } }),
      revision: 1,
    });
    world.facts['country'] = { value: 'CH', until: new Date(world.clock.now().getTime() + MINUTE) };
    await browser.start();
    world.clock.advance(MINUTE);
    world.facts['country'] = { value: 'FR', until: null };
    expect(await browser.claim()).toMatchObject({ granted: false, reason: 'noMatch' });
    expect(world.asked).toHaveLength(2);
  });

  it('is refused while the visitor is talking', async () => {
    const { browser } = await setting();
    await browser.write('Hello');
    expect(await browser.claim()).toMatchObject({
      granted: false,
      reason: 'conversationOpen',
      residue: { rules: [] },
    });
  });

  it('is refused for a visit that is over or not hers', async () => {
    const { world, browser } = await setting();
    const stranger = new Browser(world);
    await stranger.start();
    expect(
      refusal(await world.domain.engagements.claim(stranger.claimRequest({ visitId: browser.visit }))),
    ).toBe('notFound');
    expect(refusal(await world.domain.engagements.claim(browser.claimRequest({ visitId: 'none' })))).toBe(
      'notFound',
    );
    expect(
      refusal(
        await world.domain.engagements.claim(
          browser.claimRequest({ actor: { ...browser.actor, visitor: null } }),
        ),
      ),
    ).toBe('visitorUnknown');
    expect(
      refusal(
        await world.domain.engagements.claim(
          browser.claimRequest({ actor: { ...browser.actor, origin: 'https://evil.example' } }),
        ),
      ),
    ).toBe('foreignOrigin');
    world.clock.advance(30 * MINUTE + 1);
    expect(refusal(await world.domain.engagements.claim(browser.claimRequest()))).toBe('visitOver');
  });

  it('passes a sender by who was disabled, and never blocks the next rule', async () => {
    const { world, team, rule, browser } = await setting();
    const ann = {
      name: 'Ann',
      email: 'ann@shop.example',
      roles: ['agent' as const],
      teamIds: [team],
      primaryTeamId: team,
    };
    const agent = await addAgent(world, ann);
    const first = await addRule(
      world,
      draftOf('', { then: { from: { agent: agent.id }, message: 'Ann here', assign: true } }),
    );
    await world.domain.rules.reorder({
      actor: system,
      siteId: world.site.id,
      ids: [first.id, rule.id],
      revision: await world.storage.rules.revision(world.site.id),
    });
    // By another process: this one's view of people may be seconds old.
    const stored = (await world.storage.agents.get(agent.id))!;
    await browser.start();
    await world.storage.agents.save({ ...stored, enabled: false }, stored.revision);
    expect((await browser.granted()).engagement.ruleId).toBe(rule.id);
    world.clock.advance(2 * SECOND);
    const other = new Browser(world);
    expect((await other.start()).residue.rules.map(({ id }) => id)).toEqual([rule.id]);
    await world.storage.agents.save({ ...stored, enabled: true }, stored.revision + 1);
    world.clock.advance(2 * SECOND);
    expect((await other.start()).residue.rules.map(({ id }) => id)).toEqual([first.id, rule.id]);
    expect((await other.granted()).engagement.from).toEqual({ kind: 'agent', name: 'Ann' });
  });
});

describe('one visit', () => {
  it('shows one message at a time, whatever tabs and rules', async () => {
    const { world, team, browser } = await setting();
    await addRule(
      world,
      draftOf(team, { when: { criterion: 'pageUrl', operator: 'contains', value: '/other' } }),
    );
    const claims = await Promise.all([
      browser.claim(),
      browser.claim({ facts: { pageUrl: `${ORIGIN}/other` } }),
      browser.claim(),
    ]);
    expect(claims.filter(({ granted }) => granted)).toHaveLength(1);
    const refused = claims.flatMap((claim) => (claim.granted ? [] : [claim]));
    expect(refused.map(({ reason, retryAfter }) => [reason, retryAfter])).toEqual([
      ['busy', LEASE],
      ['busy', LEASE],
    ]);
    expect(refused.every(({ residue }) => residue.rules.length === 2)).toBe(true);
  });

  it('answers the same claim the same way', async () => {
    const { world, rule, browser } = await setting();
    const request = browser.claimRequest();
    const first = value(await world.domain.engagements.claim(request));
    world.clock.advance(10 * SECOND);
    await world.domain.rules.enable({ actor: system, ruleId: rule.id, enabled: false, revision: 1 });
    const second = value(await world.domain.engagements.claim(request));
    if (!first.granted || !second.granted) throw new Error('not granted');
    expect(second.engagement).toEqual({ ...first.engagement, lease: LEASE - 10 * SECOND });
    await browser.mark(first.engagement.id, 'delivered');
    world.clock.advance(LEASE);
    expect(value(await world.domain.engagements.claim(request))).toMatchObject({
      granted: true,
      engagement: { id: first.engagement.id },
    });
  });

  it('is free again when a lease lapses undelivered, and the rule keeps its one engagement', async () => {
    const { world, browser } = await setting();
    const first = await browser.granted();
    world.clock.advance(LEASE - 1);
    expect(await browser.claim()).toMatchObject({ granted: false, reason: 'busy', retryAfter: 1 });
    world.clock.advance(1);
    const second = await browser.granted();
    expect(second.engagement).toEqual(first.engagement);
    expect(await world.storage.engagements.listByVisit(browser.visit)).toHaveLength(1);
  });

  it('lets an engaged rule step aside for the next one', async () => {
    const { world, team, rule, browser } = await setting();
    const second = await addRule(
      world,
      draftOf(team, {
        when: { all: [draftOf(team).when, { criterion: 'engagedThisVisit', operator: 'is', value: true }] },
      }),
    );
    const never = await addRule(
      world,
      draftOf(team, { when: { criterion: 'engagedThisVisit', operator: 'isNot', value: true } }),
    ).catch(() => null);
    expect(never).toBeNull();
    const { engagement } = await browser.granted();
    expect(engagement.ruleId).toBe(rule.id);
    await browser.mark(engagement.id, 'delivered');
    expect((await browser.start()).residue.rules.map(({ id }) => id)).toEqual([second.id]);
    const next = await browser.granted({ ruleId: rule.id });
    expect(next.engagement.ruleId).toBe(second.id);
    await browser.mark(next.engagement.id, 'delivered');
    expect(await browser.claim({ ruleId: rule.id })).toMatchObject({
      granted: false,
      reason: 'engagedBefore',
      residue: { rules: [] },
    });
  });

  it('is engaged by what was delivered only', async () => {
    const { world, team, browser } = await setting();
    await addRule(
      world,
      draftOf(team, { when: { criterion: 'engagedThisVisit', operator: 'is', value: false } }),
    );
    await browser.granted();
    expect((await browser.start()).visit.engaged).toBe(false);
    world.clock.advance(HOUR);
    expect((await browser.start()).residue.rules).toHaveLength(2);
  });

  it('begins anew with the next visit', async () => {
    const { world, rule, browser } = await setting();
    const { engagement } = await browser.granted();
    await browser.mark(engagement.id, 'delivered');
    world.clock.advance(HOUR);
    await browser.start();
    const again = await browser.granted();
    expect(again.engagement.ruleId).toBe(rule.id);
    expect(again.engagement.id).not.toBe(engagement.id);
  });
});

describe('marking', () => {
  it('notes each step once, by the visitor alone, and tells the screens', async () => {
    const { world, browser } = await setting();
    const { engagement } = await browser.granted();
    world.live.length = 0;
    expect(await browser.mark(engagement.id, 'delivered')).toEqual({ changed: true });
    expect(await browser.mark(engagement.id, 'delivered')).toEqual({ changed: false });
    const deliveredAt = world.clock.now();
    world.clock.advance(SECOND);
    expect(await browser.mark(engagement.id, 'opened')).toEqual({ changed: true });
    expect(await browser.mark(engagement.id, 'dismissed')).toEqual({ changed: true });
    expect(await world.storage.engagements.get(engagement.id)).toMatchObject({
      deliveredAt,
      openedAt: world.clock.now(),
      dismissedAt: world.clock.now(),
    });
    await Promise.resolve();
    expect(world.live).toEqual(new Array(3).fill({ type: 'engagement.changed', siteId: world.site.id }));
    const stranger = new Browser(world);
    await stranger.start();
    expect(
      refusal(
        await world.domain.engagements.mark({
          actor: stranger.actor,
          engagementId: engagement.id,
          step: 'opened',
        }),
      ),
    ).toBe('notFound');
    expect(
      refusal(
        await world.domain.engagements.mark({ actor: browser.actor, engagementId: 'none', step: 'opened' }),
      ),
    ).toBe('notFound');
    expect(
      refusal(
        await world.domain.engagements.mark({
          actor: { ...browser.actor, visitor: null },
          engagementId: engagement.id,
          step: 'opened',
        }),
      ),
    ).toBe('visitorUnknown');
  });
});
