import { standardCriteria } from '@beckon/criteria';
import { describe, expect, it } from 'vitest';
import {
  addAgent,
  addRule,
  addTeam,
  Browser,
  createWorld,
  draftOf,
  error,
  newKey,
  officeHours,
  refusal,
  signIn,
  value,
} from '../../test/world';
import { type RuleDraft, system } from '..';

async function setting() {
  const world = await createWorld();
  const team = await addTeam(world, 'Sales', officeHours);
  return { world, team, rules: world.domain.rules, siteId: world.site.id };
}

describe('creating and changing rules', () => {
  it('appends a rule, as it was written', async () => {
    const { world, team, rules, siteId } = await setting();
    const draft = draftOf(team, {
      title: ' Hours ',
      when: { criterion: 'businessHours', operator: 'is', value: 'during' },
    });
    const made = value(await rules.create({ actor: system, siteId, draft }));
    expect(made).toMatchObject({
      title: 'Hours',
      when: draft.when,
      then: draft.then,
      enabled: true,
      revision: 1,
      deletedAt: null,
    });
    expect(value(await rules.get({ actor: system, ruleId: made.id }))).toEqual(made);
    await addRule(world, draftOf(team, { title: 'Second' }));
    const list = value(await rules.list({ actor: system, siteId }));
    expect(list.rules.map((rule) => [rule.title, rule.counts])).toEqual([
      ['Hours', { delivered: 0, clicked: 0, conversations: 0 }],
      ['Second', { delivered: 0, clicked: 0, conversations: 0 }],
    ]);
    expect(world.live).toContainEqual({ type: 'rules.changed', siteId });
  });

  it('makes one rule of one key', async () => {
    const { team, rules, siteId } = await setting();
    const key = newKey();
    const [a, b] = await Promise.all(
      [1, 2].map(() => rules.create({ actor: system, siteId, draft: draftOf(team), key })),
    );
    expect(value(a!)).toEqual(value(b!));
    expect(value(a!).id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    expect(value(await rules.list({ actor: system, siteId })).rules).toHaveLength(1);
    expect(
      value(await rules.create({ actor: system, siteId, draft: draftOf(team), key: newKey() })).id,
    ).not.toBe(value(a!).id);
  });

  it('saves, switches, deletes and restores by the revision that was seen', async () => {
    const { world, team, rules, siteId } = await setting();
    const rule = await addRule(world, draftOf(team));
    const last = await addRule(world, draftOf(team, { title: 'Last' }));
    const ruleId = rule.id;
    expect(
      value(await rules.save({ actor: system, ruleId, draft: draftOf(team, { title: 'New' }), revision: 1 })),
    ).toMatchObject({ title: 'New', revision: 2 });
    expect(value(await rules.enable({ actor: system, ruleId, enabled: false, revision: 2 }))).toMatchObject({
      title: 'New',
      enabled: false,
      revision: 3,
    });
    const removed = value(await rules.remove({ actor: system, ruleId, revision: 3 }));
    expect(removed.deletedAt).toEqual(world.clock.now());
    expect(refusal(await rules.get({ actor: system, ruleId }))).toBe('notFound');
    expect(refusal(await rules.save({ actor: system, ruleId, draft: draftOf(team), revision: 4 }))).toBe(
      'notFound',
    );
    expect(value(await rules.list({ actor: system, siteId })).rules.map(({ id }) => id)).toEqual([last.id]);
    expect(value(await rules.restore({ actor: system, ruleId, revision: 4 }))).toMatchObject({
      deletedAt: null,
      revision: 5,
    });
    expect(value(await rules.list({ actor: system, siteId })).rules.map(({ id }) => id)).toEqual([
      ruleId,
      last.id,
    ]);
  });

  it('answers the rule as it is where the revision has moved on', async () => {
    const { world, team, rules } = await setting();
    const { id: ruleId } = await addRule(world, draftOf(team));
    await rules.save({ actor: system, ruleId, draft: draftOf(team, { title: 'First' }), revision: 1 });
    const current = { title: 'First', revision: 2 };
    expect(
      error(await rules.save({ actor: system, ruleId, draft: draftOf(team), revision: 1 })),
    ).toMatchObject({ code: 'stale', current });
    expect(error(await rules.enable({ actor: system, ruleId, enabled: false, revision: 1 }))).toMatchObject({
      code: 'stale',
      current,
    });
    expect(error(await rules.remove({ actor: system, ruleId, revision: 1 }))).toMatchObject({
      code: 'stale',
      current,
    });
    expect(error(await rules.restore({ actor: system, ruleId, revision: 1 }))).toMatchObject({
      code: 'stale',
      current,
    });
  });

  it('finds no rule and no site that is not there', async () => {
    const { team, rules } = await setting();
    const answers = await Promise.all([
      rules.get({ actor: system, ruleId: 'none' }),
      rules.save({ actor: system, ruleId: 'none', draft: draftOf(team), revision: 1 }),
      rules.enable({ actor: system, ruleId: 'none', enabled: true, revision: 1 }),
      rules.remove({ actor: system, ruleId: 'none', revision: 1 }),
      rules.restore({ actor: system, ruleId: 'none', revision: 1 }),
      rules.create({ actor: system, siteId: 'none', draft: draftOf(team) }),
      rules.list({ actor: system, siteId: 'none' }),
      rules.reorder({ actor: system, siteId: 'none', ids: [], revision: 0 }),
      rules.explain({ actor: system, siteId: 'none', facts: {} }),
      rules.analyze({ actor: system, siteId: 'none' }),
    ]);
    expect(answers.map(refusal)).toEqual(new Array(10).fill('notFound'));
  });
});

describe('what a rule may say', () => {
  it.each<[string, Partial<RuleDraft>, string]>([
    ['no title', { title: ' ' }, 'invalidRequest | /title empty'],
    ['a title too long', { title: 'x'.repeat(121) }, 'invalidRequest | /title tooLong'],
    ['no condition at all', { when: { all: [] } }, 'invalidRule | /when groupEmpty'],
    ['an empty choice', { when: { any: [] } }, 'invalidRule | /when groupEmpty'],
    [
      'an unknown criterion',
      { when: { all: [{ criterion: 'mood', operator: 'is', value: 'good' }] } },
      'invalidRule | /when/all/0/criterion criterionUnknown',
    ],
    [
      'an unknown operator',
      { when: { not: { criterion: 'country', operator: 'resembles', value: 'CH' } } },
      'invalidRule | /when/not/operator operatorUnknown',
    ],
    [
      'a value of the wrong type',
      { when: { any: [{ criterion: 'timeOnPage', operator: 'greaterThan', value: '15' }] } },
      'invalidRule | /when/any/0/value valueWrongType',
    ],
    [
      'a team that does not exist',
      { then: { from: { team: 'none' }, message: 'Hi', assign: false } },
      'invalidReference | /then/from teamUnknown',
    ],
    [
      'an agent who does not exist',
      { then: { from: { agent: 'none' }, message: 'Hi', assign: false } },
      'invalidReference | /then/from agentUnknown',
    ],
    [
      'hours of no team',
      { when: { all: [{ criterion: 'businessHours', of: 'none', operator: 'is', value: 'during' }] } },
      'invalidReference | /when/all/0/of teamUnknown',
    ],
  ])('refuses %s', async (_, changes, expected) => {
    const { world, team, rules, siteId } = await setting();
    const draft = draftOf(team, changes);
    expect(refusal(await rules.create({ actor: system, siteId, draft }))).toBe(expected);
    const rule = await addRule(world, draftOf(team));
    expect(refusal(await rules.save({ actor: system, ruleId: rule.id, draft, revision: 1 }))).toBe(expected);
  });

  it('refuses no message, and one too long', async () => {
    const { team, rules, siteId } = await setting();
    const create = async (message: string) =>
      refusal(
        await rules.create({
          actor: system,
          siteId,
          draft: draftOf(team, { then: { from: { team }, message, assign: true } }),
        }),
      );
    expect(await create('\n ')).toBe('invalidRequest | /then/message empty');
    expect(await create('x'.repeat(2001))).toBe('invalidRequest | /then/message tooLong');
    expect(await create('a\u0000b')).toBe('invalidRequest | /then/message controlCharacter');
  });

  it('refuses a disabled sender, also when the rule is switched on', async () => {
    const { world, rules, siteId } = await setting();
    const ann = {
      name: 'Ann',
      email: 'ann@shop.example',
      roles: ['agent' as const],
      teamIds: [],
      primaryTeamId: null,
    };
    const agent = await addAgent(world, ann);
    const draft = draftOf('', {
      enabled: false,
      then: { from: { agent: agent.id }, message: 'Hi', assign: true },
    });
    const rule = await addRule(world, draft);
    await world.domain.agents.save({
      actor: system,
      agentId: agent.id,
      draft: { ...ann, enabled: false },
      revision: 1,
    });
    expect(refusal(await rules.create({ actor: system, siteId, draft }))).toBe(
      'invalidReference | /then/from agentDisabled',
    );
    expect(refusal(await rules.enable({ actor: system, ruleId: rule.id, enabled: true, revision: 1 }))).toBe(
      'invalidReference | /then/from agentDisabled',
    );
    expect((await rules.enable({ actor: system, ruleId: rule.id, enabled: false, revision: 1 })).ok).toBe(
      true,
    );
  });

  it('survives anything as a tree', async () => {
    const { team, rules, siteId } = await setting();
    const cycle: { all: unknown[] } = { all: [] };
    cycle.all.push(cycle);
    for (const when of [null, 7, 'x', [], {}, { all: 'x' }, { not: null }, { all: [null] }, cycle]) {
      expect(
        refusal(
          await rules.create({
            actor: system,
            siteId,
            draft: draftOf(team, { when: when as RuleDraft['when'] }),
          }),
        ),
      ).toMatch(/^invalidRule \| \/when/);
    }
  });
});

describe('the order of rules', () => {
  it('is changed whole, by the revision that was seen', async () => {
    const { world, team, rules, siteId } = await setting();
    const [a, b] = [await addRule(world, draftOf(team)), await addRule(world, draftOf(team))];
    const before = value(await rules.list({ actor: system, siteId }));
    const after = value(
      await rules.reorder({ actor: system, siteId, ids: [b.id, a.id], revision: before.revision }),
    );
    expect(after.rules.map(({ id }) => id)).toEqual([b.id, a.id]);
    expect(after.revision).toBeGreaterThan(before.revision);
    expect(
      error(await rules.reorder({ actor: system, siteId, ids: [a.id, b.id], revision: before.revision })),
    ).toMatchObject({ code: 'stale', current: { revision: after.revision } });
    for (const ids of [[a.id], [a.id, a.id], [a.id, b.id, 'none']]) {
      expect(refusal(await rules.reorder({ actor: system, siteId, ids, revision: after.revision }))).toBe(
        'invalidRequest | /ids notTheRules',
      );
    }
  });
});

describe('explaining and analysing', () => {
  it('explains with the hours of now, or with those that are given', async () => {
    const { world, team, rules, siteId } = await setting();
    const rule = await addRule(
      world,
      draftOf(team, { when: { criterion: 'businessHours', operator: 'is', value: 'during' } }),
    );
    expect(value(await rules.explain({ actor: system, siteId, facts: {} }))).toMatchObject({
      winner: rule.id,
      rules: [{ ruleId: rule.id, verdict: 'match' }],
    });
    const given = { [`businessHours/${team}`]: 'outside' };
    expect(value(await rules.explain({ actor: system, siteId, facts: given }))).toMatchObject({
      rules: [{ verdict: 'noMatch' }],
    });
  });

  it('explains what is switched off, too', async () => {
    const { world, team, rules, siteId } = await setting();
    const ann = {
      name: 'Ann',
      email: 'ann@shop.example',
      roles: ['agent' as const],
      teamIds: [],
      primaryTeamId: null,
    };
    const agent = await addAgent(world, ann);
    const off = await addRule(world, draftOf(team, { enabled: false }));
    const gone = await addRule(
      world,
      draftOf('', { then: { from: { agent: agent.id }, message: 'Hi', assign: false } }),
    );
    const on = await addRule(world, draftOf(team));
    await world.domain.agents.save({
      actor: system,
      agentId: agent.id,
      draft: { ...ann, enabled: false },
      revision: 1,
    });
    const explanation = value(
      await rules.explain({ actor: system, siteId, facts: { pageUrl: 'https://shop.example/product/1' } }),
    );
    expect(explanation.winner).toBe(on.id);
    expect(explanation.rules.map(({ ruleId, reason }) => [ruleId, reason])).toEqual([
      [off.id, 'disabled'],
      [gone.id, 'disabled'],
      [on.id, 'wins'],
    ]);
  });

  it('finds the contradiction in a rule', async () => {
    const { world, team, rules, siteId } = await setting();
    await addRule(
      world,
      draftOf(team, {
        when: {
          all: [
            { criterion: 'pagesViewed', operator: 'lessThan', value: 2 },
            { criterion: 'pagesViewed', operator: 'greaterThan', value: 3 },
          ],
        },
      }),
    );
    expect(value(await rules.analyze({ actor: system, siteId })).length).toBeGreaterThan(0);
  });

  it('lists the criteria', async () => {
    const { rules } = await setting();
    expect(value(await rules.criteria({ actor: system }))).toEqual([...standardCriteria]);
  });
});

describe('permissions', () => {
  it('lets an agent read the rules and change none', async () => {
    const { world, team, rules, siteId } = await setting();
    const rule = await addRule(world, draftOf(team));
    const actor = await signIn(world, 'agent');
    const reads = await Promise.all([
      rules.list({ actor, siteId }),
      rules.get({ actor, ruleId: rule.id }),
      rules.explain({ actor, siteId, facts: {} }),
      rules.analyze({ actor, siteId }),
      rules.criteria({ actor }),
    ]);
    expect(reads.every(({ ok }) => ok)).toBe(true);
    const writes = await Promise.all([
      rules.create({ actor, siteId, draft: draftOf(team) }),
      rules.save({ actor, ruleId: rule.id, draft: draftOf(team), revision: 1 }),
      rules.enable({ actor, ruleId: rule.id, enabled: false, revision: 1 }),
      rules.remove({ actor, ruleId: rule.id, revision: 1 }),
      rules.restore({ actor, ruleId: rule.id, revision: 1 }),
      rules.reorder({ actor, siteId, ids: [rule.id], revision: 1 }),
    ]);
    expect(writes.map(refusal)).toEqual(new Array(6).fill('forbidden'));
    expect(error(writes[0]!).message).toContain('"Manage automations"');
    const nobody = { ...actor, permissions: [] };
    const denied = await Promise.all([
      rules.list({ actor: nobody, siteId }),
      rules.get({ actor: nobody, ruleId: rule.id }),
      rules.explain({ actor: nobody, siteId, facts: {} }),
      rules.analyze({ actor: nobody, siteId }),
      rules.criteria({ actor: nobody }),
    ]);
    expect(denied.map(refusal)).toEqual(new Array(5).fill('forbidden'));
  });

  it('lets an administrator do it all', async () => {
    const { world, team, rules, siteId } = await setting();
    const actor = await signIn(world, 'administrator');
    const rule = value(await rules.create({ actor, siteId, draft: draftOf(team) }));
    expect((await rules.remove({ actor, ruleId: rule.id, revision: 1 })).ok).toBe(true);
  });
});

describe('counts', () => {
  it('tell delivered, clicked and answered of each rule', async () => {
    const { world, team, rules, siteId } = await setting();
    const rule = await addRule(world, draftOf(team));
    const silent = await addRule(
      world,
      draftOf(team, { when: { criterion: 'country', operator: 'is', value: 'CH' } }),
    );
    for (const step of ['claimed', 'delivered', 'opened', 'answered'] as const) {
      const browser = new Browser(world);
      await browser.start();
      const { engagement } = await browser.granted();
      if (step === 'delivered' || step === 'opened') await browser.mark(engagement.id, step);
      if (step === 'answered') await browser.write('Yes', engagement.id);
    }
    const list = value(await rules.list({ actor: system, siteId }));
    expect(list.rules.map(({ id, counts }) => [id, counts])).toEqual([
      [rule.id, { delivered: 3, clicked: 2, conversations: 1 }],
      [silent.id, { delivered: 0, clicked: 0, conversations: 0 }],
    ]);
  });
});
