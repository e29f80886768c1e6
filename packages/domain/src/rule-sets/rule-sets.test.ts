import { type Criterion } from '@beckon/engine';
import { standardCriteria } from '@beckon/criteria';
import { describe, expect, it } from 'vitest';
import {
  addAgent,
  addRule,
  addTeam,
  createWorld,
  draftOf,
  MINUTE,
  officeHours,
  SECOND,
} from '../../test/world';
import { system } from '..';
import { createPeopleCache } from '../people/people-cache';
import { createRuleSets } from './rule-sets';

const weather: Criterion = { id: 'weather/rain', label: 'Rain', fact: 'weather/rain', type: 'boolean' };

async function setting({ criteria = [...standardCriteria, weather] as Criterion[] } = {}) {
  const world = await createWorld({ extraCriteria: [weather] });
  const warnings: string[] = [];
  const reads = { list: 0 };
  const rules = {
    ...world.storage.rules,
    list: (siteId: string) => ((reads.list += 1), world.storage.rules.list(siteId)),
  };
  const people = createPeopleCache(world.storage, world.clock);
  const ruleSets = createRuleSets({
    storage: { rules },
    people,
    factSource: { criteria, resolve: () => Promise.resolve({}) },
    logger: { info: () => undefined, warn: (message) => warnings.push(message), error: () => undefined },
  });
  const team = await addTeam(world, 'Sales', officeHours);
  return { world, ruleSets, team, warnings, reads, site: world.site };
}

describe('the rule sets of sites', () => {
  it('are compiled once a revision, and take unchanged rules over', async () => {
    const { world, ruleSets, team, reads, site } = await setting();
    const first = await addRule(world, draftOf(team));
    const second = await addRule(world, draftOf(team));
    const [a, b] = await Promise.all([ruleSets.of(site), ruleSets.of(site)]);
    expect(b).toBe(a);
    expect(reads.list).toBe(1);
    world.clock.advance(MINUTE);
    expect((await ruleSets.of(site)).ruleSet).toBe(a.ruleSet);
    expect(reads.list).toBe(1);
    await world.domain.rules.save({
      actor: system,
      ruleId: second.id,
      draft: draftOf(team, { title: 'New' }),
      revision: 1,
    });
    const c = await ruleSets.of(site);
    expect(c.revision).toBeGreaterThan(a.revision);
    expect(c.rules.get(second.id)?.title).toBe('New');
    expect(c.ruleSet.rules[0]).toBe(a.ruleSet.rules[0]);
    expect(c.ruleSet.rules[1]).not.toBe(a.ruleSet.rules[1]);
    expect([...c.rules.keys()]).toEqual([first.id, second.id]);
  });

  it('fill the team of the sender in, and leave a team that is named', async () => {
    const { world, ruleSets, team, site } = await setting();
    const other = await addTeam(world, 'Support', officeHours);
    const ann = await addAgent(world, { email: 'ann@shop.example', teamIds: [other], primaryTeamId: other });
    const bob = await addAgent(world, { email: 'bob@shop.example' });
    const hours = { criterion: 'businessHours', operator: 'is', value: 'during' };
    await addRule(world, draftOf(team, { when: { any: [hours, { not: { ...hours, of: other } }] } }));
    await addRule(
      world,
      draftOf('', { when: hours, then: { from: { agent: ann.id }, message: 'Hi', assign: false } }),
    );
    await addRule(
      world,
      draftOf('', { when: hours, then: { from: { agent: bob.id }, message: 'Hi', assign: false } }),
    );
    const siteRules = await ruleSets.of(site);
    expect(siteRules.ruleSet.rules.map(({ when }) => when)).toEqual([
      { any: [{ ...hours, of: team }, { not: { ...hours, of: other } }] },
      { ...hours, of: other },
      hours,
    ]);
    expect([...siteRules.rules.values()].map(({ when }) => when)).toEqual([
      { any: [hours, { not: { ...hours, of: other } }] },
      hours,
      hours,
    ]);
    expect([...siteRules.serverKeys.values()].map((keys) => [...keys])).toEqual([
      [`businessHours/${team}`, `businessHours/${other}`],
      [`businessHours/${other}`],
      ['businessHours'],
    ]);
  });

  it('follow an agent to another team, and out when disabled', async () => {
    const { world, ruleSets, team, site } = await setting();
    const draft = {
      name: 'Ann',
      email: 'ann@shop.example',
      roles: ['agent' as const],
      teamIds: [team],
      primaryTeamId: null,
      enabled: true,
    };
    const ann = await addAgent(world, draft);
    await addRule(
      world,
      draftOf('', {
        when: { criterion: 'businessHours', operator: 'is', value: 'during' },
        then: { from: { agent: ann.id }, message: 'Hi', assign: false },
      }),
    );
    const keys = async () => [...(await ruleSets.of(site)).serverKeys.values()].map((of) => [...of]);
    expect(await keys()).toEqual([['businessHours']]);
    await world.domain.agents.save({
      actor: system,
      agentId: ann.id,
      draft: { ...draft, primaryTeamId: team },
      revision: 1,
    });
    world.clock.advance(2 * SECOND);
    expect(await keys()).toEqual([[`businessHours/${team}`]]);
    await world.domain.agents.save({
      actor: system,
      agentId: ann.id,
      draft: { ...draft, enabled: false },
      revision: 2,
    });
    world.clock.advance(2 * SECOND);
    expect(await keys()).toEqual([]);
  });

  it('leave a rule out whose plugin is gone, say so once, and keep the others', async () => {
    const { world, ruleSets, team, warnings, site } = await setting({ criteria: [...standardCriteria] });
    await addRule(world, draftOf(team, { when: { criterion: 'weather/rain', operator: 'is', value: true } }));
    const good = await addRule(world, draftOf(team));
    expect([...(await ruleSets.of(site)).rules.keys()]).toEqual([good.id]);
    await world.domain.rules.save({ actor: system, ruleId: good.id, draft: draftOf(team), revision: 1 });
    world.clock.advance(MINUTE);
    const now = await ruleSets.of(site);
    expect(now.ruleSet.match({ pageUrl: 'https://shop.example/product/1' })?.id).toBe(good.id);
    expect(warnings).toEqual(['Rules that are no longer valid do not fire']);
  });

  it('work for a site without rules, and try again after the storage failed', async () => {
    const { ruleSets, site, world } = await setting();
    expect((await ruleSets.of(site)).ruleSet.rules).toEqual([]);
    const broken = createRuleSets({
      storage: { rules: { ...world.storage.rules, list: () => Promise.reject(new Error('disk')) } },
      people: createPeopleCache(world.storage, world.clock),
      factSource: { criteria: standardCriteria, resolve: () => Promise.resolve({}) },
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    await expect(broken.of(site)).rejects.toThrow('disk');
    await expect(broken.of(site)).rejects.toThrow('disk');
  });

  it('hold no more than some sites', async () => {
    const { ruleSets, reads } = await setting();
    for (let index = 0; index <= 200; index += 1) await ruleSets.of({ id: `site-${index}`, facts: [] });
    expect(reads.list).toBe(201);
    await ruleSets.of({ id: 'site-200', facts: [] });
    expect(reads.list).toBe(201);
    await ruleSets.of({ id: 'site-0', facts: [] });
    expect(reads.list).toBe(202);
  });
});
