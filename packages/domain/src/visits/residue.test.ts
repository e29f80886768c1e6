import { describe, expect, it } from 'vitest';
import {
  addRule,
  addTeam,
  Browser,
  createWorld,
  draftOf,
  HOUR,
  officeHours,
  ORIGIN,
  SECOND,
} from '../../test/world';
import { system } from '..';

async function setting() {
  const world = await createWorld();
  const team = await addTeam(world, 'Sales', officeHours);
  return { world, team, browser: new Browser(world) };
}

describe('the residue', () => {
  it('holds ids and open conditions, the declarations of those, and the revision', async () => {
    const { world, team, browser } = await setting();
    world.facts['country'] = { value: 'CH', until: null };
    const open = { criterion: 'pagesViewed', operator: 'greaterThan', value: 3 };
    const rule = await addRule(
      world,
      draftOf(team, { when: { all: [{ criterion: 'country', operator: 'is', value: 'ch' }, open] } }),
    );
    await addRule(world, draftOf(team, { when: { criterion: 'country', operator: 'is', value: 'FR' } }));
    await addRule(world, draftOf(team, { enabled: false }));
    const { residue } = await browser.start();
    expect(residue.rules).toEqual([{ id: rule.id, when: open }]);
    // Without help and what else only the editor needs.
    expect(residue.criteria).toEqual([
      {
        id: 'pagesViewed',
        label: 'Number of pages viewed',
        fact: 'pagesViewed',
        type: 'number',
        knownBy: 'browser',
        changes: 'rises',
      },
    ]);
    expect(residue.revision).toBe(await world.storage.rules.revision(world.site.id));
  });

  it('settles what stays for the whole visit, but not what a browser saw in one that is over', async () => {
    const { world, team, browser } = await setting();
    await addRule(
      world,
      draftOf(team, {
        when: {
          all: [
            { criterion: 'browserLanguage', operator: 'is', value: 'fr' },
            { criterion: 'pageUrl', operator: 'isKnown' },
          ],
        },
      }),
    );
    expect((await browser.start()).residue.rules).toEqual([]);
    world.clock.advance(HOUR);
    expect((await browser.start()).residue.rules).toHaveLength(1);
  });

  it('is valid until the hours of a team change, also where that brings a rule back', async () => {
    const { world, team, browser } = await setting();
    await addRule(
      world,
      draftOf(team, { when: { criterion: 'businessHours', operator: 'is', value: 'outside' } }),
    );
    const first = await browser.start();
    expect(first.residue).toMatchObject({ rules: [], validFor: 7 * HOUR });
    world.clock.set('2026-11-24T16:59:59.500Z');
    expect((await browser.start()).residue.validFor).toBe(SECOND);
    world.clock.set('2026-11-24T17:00:00.000Z');
    expect((await browser.start()).residue).toMatchObject({
      rules: [{ when: { all: [] } }],
      validFor: 16 * HOUR,
    });
  });

  it('says nothing of a change after the end of the visit', async () => {
    const { world, team, browser } = await setting();
    await addRule(
      world,
      draftOf(team, { when: { criterion: 'businessHours', operator: 'is', value: 'during' } }),
    );
    world.clock.set('2026-11-27T17:00:00Z');
    expect((await browser.start()).residue.validFor).toBeNull();
  });

  it('sees new hours at once', async () => {
    const { world, team, browser } = await setting();
    await addRule(
      world,
      draftOf(team, { when: { criterion: 'businessHours', operator: 'is', value: 'outside' } }),
    );
    expect((await browser.start()).residue.rules).toHaveLength(0);
    await world.domain.teams.save({
      actor: system,
      teamId: team,
      draft: {
        name: 'Sales',
        hours: { ...officeHours, exceptions: [{ date: '2026-11-24', name: 'Off', intervals: [] }] },
      },
      revision: 1,
    });
    expect((await browser.start()).residue.rules).toHaveLength(1);
  });

  it('is empty while the visitor is talking, unless the site wants rules to go on', async () => {
    const { world, team, browser } = await setting();
    await addRule(world, draftOf(team));
    await browser.start();
    await browser.write('Hello');
    expect((await browser.start()).residue).toMatchObject({ rules: [], criteria: [], validFor: null });
    const settings = { ...world.site.settings, rulesDuringConversation: true };
    await world.domain.sites.save({
      actor: system,
      siteId: world.site.id,
      name: 'Shop',
      origins: [ORIGIN],
      settings,
      revision: 1,
    });
    expect((await browser.start()).residue.rules).toHaveLength(1);
  });

  it('comes back when the conversation is closed', async () => {
    const { world, team, browser } = await setting();
    await addRule(world, draftOf(team));
    await browser.start();
    const { id } = await browser.write('Hello');
    await world.domain.inbox.update({
      actor: system,
      conversationId: id,
      change: { status: 'closed' },
      revision: 1,
    });
    expect((await browser.start()).residue.rules).toHaveLength(1);
  });

  it('keeps what stands behind a rule that is sure to match once that one was engaged', async () => {
    const { world, team, browser } = await setting();
    const sure = await addRule(
      world,
      draftOf(team, { when: { criterion: 'country', operator: 'isUnknown' } }),
    );
    const second = await addRule(world, draftOf(team));
    expect((await browser.start()).residue.rules.map(({ id }) => id)).toEqual([sure.id]);
    const { engagement, residue } = await browser.granted();
    expect(engagement.ruleId).toBe(sure.id);
    expect(residue.rules.map(({ id }) => id)).toEqual([sure.id]);
    await browser.mark(engagement.id, 'delivered');
    // By the residue it has, the browser sees the same rule match again; the next one is what it gets.
    expect(await browser.claim({ ruleId: sure.id })).toMatchObject({
      granted: true,
      engagement: { ruleId: second.id },
      residue: { rules: [{ id: second.id }] },
    });
    expect((await browser.start()).residue.rules.map(({ id }) => id)).toEqual([second.id]);
  });
});
