import { describe, expect, it } from 'vitest';
import {
  addAgent,
  addTeam,
  createWorld,
  error,
  officeHours,
  password,
  refusal,
  signIn,
  value,
  type World,
} from '../../test/world';
import { type AgentDraft, system } from '..';

const ann: AgentDraft = {
  name: 'Ann',
  email: 'ann@shop.example',
  roles: ['agent'],
  teamIds: [],
  primaryTeamId: null,
  enabled: true,
};

describe('teams', () => {
  it('are made, listed by name with whether they are there now, and changed', async () => {
    const world = await createWorld();
    const support = await addTeam(world, ' Support ', officeHours);
    await addTeam(world, 'Sales');
    expect(
      value(await world.domain.teams.list({ actor: system })).map(({ name, openNow }) => [name, openNow]),
    ).toEqual([
      ['Sales', null],
      ['Support', true],
    ]);
    world.clock.set('2026-11-24T17:00:00Z');
    expect(value(await world.domain.teams.get({ actor: system, teamId: support })).openNow).toBe(false);
    const saved = value(
      await world.domain.teams.save({
        actor: system,
        teamId: support,
        draft: { name: 'Help', hours: null },
        revision: 1,
      }),
    );
    expect(saved).toEqual({ id: support, name: 'Help', hours: null, openNow: null, revision: 2 });
  });

  it('refuse what cannot be, with the field', async () => {
    const world = await createWorld();
    const teamId = await addTeam(world);
    const draft = {
      name: ' ',
      hours: {
        zone: 'Mars/Base',
        week: [{ day: 1 as const, intervals: [{ open: '9', close: '10:00' }] }],
        exceptions: [],
      },
    };
    const expected =
      'invalidRequest | /name empty | /hours/zone zoneUnknown | /hours/week/0/intervals/0 timeInvalid';
    expect(refusal(await world.domain.teams.create({ actor: system, draft }))).toBe(expected);
    expect(refusal(await world.domain.teams.save({ actor: system, teamId, draft, revision: 1 }))).toBe(
      expected,
    );
    expect(
      refusal(await world.domain.teams.create({ actor: system, draft: { name: 'a\nb', hours: null } })),
    ).toBe('invalidRequest | /name controlCharacter');
    expect(
      refusal(
        await world.domain.teams.create({ actor: system, draft: { name: 'a'.repeat(81), hours: null } }),
      ),
    ).toBe('invalidRequest | /name tooLong');
  });

  it('say what is there now where somebody else was faster', async () => {
    const world = await createWorld();
    const teamId = await addTeam(world);
    await world.domain.teams.save({
      actor: system,
      teamId,
      draft: { name: 'First', hours: officeHours },
      revision: 1,
    });
    const answer = await world.domain.teams.save({
      actor: system,
      teamId,
      draft: { name: 'Second', hours: null },
      revision: 1,
    });
    expect(error(answer)).toMatchObject({
      code: 'stale',
      current: { name: 'First', openNow: true, revision: 2 },
    });
    expect(
      refusal(
        await world.domain.teams.save({
          actor: system,
          teamId: 'none',
          draft: { name: 'X', hours: null },
          revision: 1,
        }),
      ),
    ).toBe('notFound');
    expect(refusal(await world.domain.teams.get({ actor: system, teamId: 'none' }))).toBe('notFound');
  });
});

describe('agents', () => {
  it('are made, listed and changed, each address once whatever its case', async () => {
    const world = await createWorld();
    const made = await addAgent(world, ann);
    expect(made).toMatchObject({ name: 'Ann', email: 'ann@shop.example', canSignIn: true, revision: 1 });
    expect(
      refusal(
        await world.domain.agents.create({ actor: system, draft: { ...ann, email: ' ANN@shop.example' } }),
      ),
    ).toBe('conflict | /email taken');
    const bob = await addAgent(world, { email: 'bob@shop.example', name: 'Bob', password: undefined });
    expect(bob.canSignIn).toBe(false);
    expect(
      refusal(await world.domain.agents.save({ actor: system, agentId: bob.id, draft: ann, revision: 1 })),
    ).toBe('conflict | /email taken');
    expect(value(await world.domain.agents.list({ actor: system })).map((agent) => agent.name)).toEqual([
      'Ann',
      'Bob',
    ]);
  });

  it('show addresses only to who may manage people', async () => {
    const world = await createWorld();
    const agent = await signIn(world, 'agent');
    const administrator = await signIn(world, 'administrator');
    expect(value(await world.domain.agents.get({ actor: agent, agentId: agent.agentId })).email).toBeNull();
    expect(value(await world.domain.agents.list({ actor: agent })).every(({ email }) => email === null)).toBe(
      true,
    );
    expect(value(await world.domain.agents.get({ actor: administrator, agentId: agent.agentId })).email).toBe(
      'agent@shop.example',
    );
  });

  it('refuse what cannot be, with the field', async () => {
    const world = await createWorld();
    const team = await addTeam(world);
    const create = async (draft: Partial<AgentDraft>) =>
      refusal(await world.domain.agents.create({ actor: system, draft: { ...ann, ...draft } }));
    expect(await create({ name: '' })).toBe('invalidRequest | /name empty');
    expect(await create({ email: 'ann at shop' })).toBe('invalidRequest | /email emailInvalid');
    expect(await create({ email: 'ann@.example' })).toBe('invalidRequest | /email emailInvalid');
    expect(await create({ password: 'short' })).toBe('invalidRequest | /password tooShort');
    expect(await create({ password: 'x'.repeat(201) })).toBe('invalidRequest | /password tooLong');
    expect(await create({ roles: [] })).toBe('invalidRequest | /roles empty');
    expect(await create({ roles: ['agent', 'agent'] })).toBe('invalidRequest | /roles/1 twice');
    expect(await create({ roles: ['toString' as 'agent'] })).toBe('invalidRequest | /roles/0 roleUnknown');
    expect(await create({ teamIds: [team, team] })).toBe('invalidRequest | /teamIds/1 twice');
    expect(await create({ primaryTeamId: team })).toBe('invalidRequest | /primaryTeamId notOfTheTeams');
    expect(await create({ teamIds: [team, 'none'] })).toBe('invalidReference | /teamIds/1 teamUnknown');
    expect(refusal(await world.domain.agents.get({ actor: system, agentId: 'none' }))).toBe('notFound');
    expect(
      refusal(await world.domain.agents.save({ actor: system, agentId: 'none', draft: ann, revision: 1 })),
    ).toBe('notFound');
  });

  it('say what is there now where somebody else was faster', async () => {
    const world = await createWorld();
    const { id } = await addAgent(world, ann);
    await world.domain.agents.save({
      actor: system,
      agentId: id,
      draft: { ...ann, name: 'First' },
      revision: 1,
    });
    const answer = await world.domain.agents.save({
      actor: system,
      agentId: id,
      draft: { ...ann, name: 'Second' },
      revision: 1,
    });
    expect(error(answer)).toMatchObject({ code: 'stale', current: { name: 'First', revision: 2 } });
    expect(JSON.stringify(error(answer))).not.toContain('scrypt');
  });
});

describe('the last administrator', () => {
  const admin = (name: string): AgentDraft => ({
    ...ann,
    name,
    email: `${name}@shop.example`,
    roles: ['administrator'],
  });
  async function demote(world: World, id: string, name: string, changes: Partial<AgentDraft>) {
    return world.domain.agents.save({
      actor: system,
      agentId: id,
      draft: { ...admin(name), ...changes },
      revision: 1,
    });
  }

  it('cannot be disabled or lose the role', async () => {
    const world = await createWorld();
    const { id } = await addAgent(world, admin('ada'));
    expect(refusal(await demote(world, id, 'ada', { enabled: false }))).toBe(
      'conflict | /roles lastAdministrator',
    );
    expect(refusal(await demote(world, id, 'ada', { roles: ['agent'] }))).toBe(
      'conflict | /roles lastAdministrator',
    );
    // One who cannot sign in does not count.
    await addAgent(world, { ...admin('eve'), password: undefined });
    expect(refusal(await demote(world, id, 'ada', { enabled: false }))).toBe(
      'conflict | /roles lastAdministrator',
    );
    await addAgent(world, admin('bob'));
    expect((await demote(world, id, 'ada', { enabled: false })).ok).toBe(true);
  });

  it('stays when two administrators take the role from each other at once', async () => {
    const world = await createWorld();
    const { id: ada } = await addAgent(world, admin('ada'));
    const { id: bob } = await addAgent(world, admin('bob'));
    await Promise.all([
      demote(world, ada, 'ada', { roles: ['agent'] }),
      demote(world, bob, 'bob', { enabled: false }),
    ]);
    expect(await world.domain.setup.needed()).toBe(false);
  });
});

describe('permissions', () => {
  it('keep agents from changing people and sites', async () => {
    const world = await createWorld();
    const actor = await signIn(world, 'agent');
    const teamId = await addTeam(world);
    const { domain, site } = world;
    const answers = await Promise.all([
      domain.teams.create({ actor, draft: { name: 'X', hours: null } }),
      domain.teams.save({ actor, teamId, draft: { name: 'X', hours: null }, revision: 1 }),
      domain.agents.create({ actor, draft: { ...ann, password } }),
      domain.agents.save({
        actor,
        agentId: actor.agentId,
        draft: { ...ann, roles: ['administrator'] },
        revision: 1,
      }),
      domain.sites.create({ actor, name: 'X', origins: [] }),
      domain.sites.save({
        actor,
        siteId: site.id,
        name: 'X',
        origins: [],
        settings: site.settings,
        revision: 1,
      }),
    ]);
    expect(answers.map(refusal)).toEqual(new Array(6).fill('forbidden'));
    expect(error(answers[0]!).message).toContain('"Manage people"');
  });
});
