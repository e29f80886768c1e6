import { describe, expect, it } from 'vitest';
import { addAgent, createWorld, HOUR, MINUTE, password, refusal, signIn, value } from '../../test/world';
import { system } from '..';

describe('signing in', () => {
  it('opens a session that lasts twelve hours and no longer', async () => {
    const world = await createWorld();
    await addAgent(world, { email: 'Ann@Shop.example ', roles: ['agent'] });
    const { token, signedIn } = value(
      await world.domain.session.signIn({ email: ' ann@shop.EXAMPLE', password }),
    );
    expect(signedIn).toMatchObject({
      kind: 'agent',
      email: 'ann@shop.example',
      permissions: ['automations:read', 'conversations:reply'],
    });
    world.clock.advance(12 * HOUR - 1);
    expect(value(await world.domain.session.authenticate(token))).toEqual(signedIn);
    world.clock.advance(1);
    expect(refusal(await world.domain.session.authenticate(token))).toBe('notSignedIn');
  });

  it('stores no token, only its hash', async () => {
    const world = await createWorld();
    await addAgent(world, { email: 'ann@shop.example' });
    const { token, signedIn } = value(
      await world.domain.session.signIn({ email: 'ann@shop.example', password }),
    );
    expect(signedIn.tokenHash).toBe(world.secrets.hash(token));
    expect(await world.storage.sessions.get(token, world.clock.now())).toBeNull();
  });

  it('says the same for a wrong password, an unknown address, a disabled account and one without a password', async () => {
    const world = await createWorld();
    await addAgent(world, { email: 'ann@shop.example' });
    await addAgent(world, { email: 'off@shop.example', enabled: false });
    await addAgent(world, { email: 'new@shop.example', password: undefined });
    const answers = await Promise.all([
      world.domain.session.signIn({ email: 'ann@shop.example', password: 'wrong password' }),
      world.domain.session.signIn({ email: 'nobody@shop.example', password }),
      world.domain.session.signIn({ email: 'off@shop.example', password }),
      world.domain.session.signIn({ email: 'new@shop.example', password: '' }),
    ]);
    expect(answers.map(refusal)).toEqual(new Array(4).fill('wrongCredentials'));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('signs out', async () => {
    const world = await createWorld();
    await addAgent(world, { email: 'ann@shop.example' });
    const { token, signedIn } = value(
      await world.domain.session.signIn({ email: 'ann@shop.example', password }),
    );
    await world.domain.session.signOut(signedIn);
    expect(refusal(await world.domain.session.authenticate(token))).toBe('notSignedIn');
  });

  it('ends all sessions with a new password and when the account is disabled', async () => {
    const world = await createWorld();
    const draft = {
      name: 'Ann',
      email: 'ann@shop.example',
      roles: ['agent' as const],
      teamIds: [],
      primaryTeamId: null,
      enabled: true,
    };
    const agent = await addAgent(world, draft);
    const first = value(await world.domain.session.signIn({ email: draft.email, password }));
    const renamed = value(
      await world.domain.agents.save({
        actor: system,
        agentId: agent.id,
        revision: agent.revision,
        draft: { ...draft, name: 'Anna' },
      }),
    );
    expect((await world.domain.session.authenticate(first.token)).ok).toBe(true);
    const changed = value(
      await world.domain.agents.save({
        actor: system,
        agentId: agent.id,
        revision: renamed.revision,
        draft: { ...draft, password: 'another password' },
      }),
    );
    expect(refusal(await world.domain.session.authenticate(first.token))).toBe('notSignedIn');
    const second = value(
      await world.domain.session.signIn({ email: draft.email, password: 'another password' }),
    );
    await world.domain.agents.save({
      actor: system,
      agentId: agent.id,
      revision: changed.revision,
      draft: { ...draft, enabled: false },
    });
    expect(refusal(await world.domain.session.authenticate(second.token))).toBe('notSignedIn');
  });

  it('grants at once what a new role grants', async () => {
    const world = await createWorld();
    const draft = { name: 'Ann', email: 'ann@shop.example', teamIds: [], primaryTeamId: null, enabled: true };
    const agent = await addAgent(world, { ...draft, roles: ['agent'] });
    const { token } = value(await world.domain.session.signIn({ email: draft.email, password }));
    await world.domain.agents.save({
      actor: system,
      agentId: agent.id,
      revision: agent.revision,
      draft: { ...draft, roles: ['administrator'] },
    });
    expect(value(await world.domain.session.authenticate(token)).permissions).toContain('automations:manage');
  });
});

describe('set-up', () => {
  const person = { name: ' Ada ', email: 'Ada@shop.example', password: 'a long password' };

  it('makes the first administrator with a link that works once', async () => {
    const world = await createWorld();
    expect(await world.domain.setup.needed()).toBe(true);
    const { token } = value(await world.domain.setup.createLink());
    expect(await world.domain.setup.check(token)).toEqual({ ok: true, value: null });
    const { signedIn } = value(await world.domain.setup.complete({ token, ...person }));
    expect(signedIn).toMatchObject({ name: 'Ada', email: 'ada@shop.example', roles: ['administrator'] });
    expect(await world.domain.setup.needed()).toBe(false);
    expect(refusal(await world.domain.setup.check(token))).toBe('linkExpired');
    expect(refusal(await world.domain.setup.complete({ token, ...person, email: 'eve@shop.example' }))).toBe(
      'linkExpired',
    );
    expect(refusal(await world.domain.setup.createLink())).toBe('conflict');
  });

  it('lets only one of two at the same link in', async () => {
    const world = await createWorld();
    const { token } = value(await world.domain.setup.createLink());
    const answers = await Promise.all(
      ['ada', 'eve'].map((name) =>
        world.domain.setup.complete({ token, ...person, email: `${name}@shop.example` }),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  });

  it('does not use the link up for a typing error', async () => {
    const world = await createWorld();
    const { token } = value(await world.domain.setup.createLink());
    expect(
      refusal(await world.domain.setup.complete({ token, name: '', email: 'ada', password: 'short' })),
    ).toBe('invalidRequest | /name empty | /email emailInvalid | /password tooShort');
    expect((await world.domain.setup.complete({ token, ...person })).ok).toBe(true);
  });

  it('takes no link that is too old or was never given', async () => {
    const world = await createWorld();
    const { token, expiresAt } = value(await world.domain.setup.createLink());
    expect(refusal(await world.domain.setup.complete({ token: `${token}x`, ...person }))).toBe('linkExpired');
    world.clock.advance(expiresAt.getTime() - world.clock.now().getTime());
    expect(refusal(await world.domain.setup.check(token))).toBe('linkExpired');
    expect(refusal(await world.domain.setup.complete({ token, ...person }))).toBe('linkExpired');
  });

  it('refuses once somebody else became administrator, and an address that is taken', async () => {
    const world = await createWorld();
    const { token } = value(await world.domain.setup.createLink());
    await addAgent(world, { email: 'ada@shop.example' });
    expect(refusal(await world.domain.setup.complete({ token, ...person }))).toBe('conflict | /email taken');
    await signIn(world, 'administrator');
    expect(refusal(await world.domain.setup.complete({ token, ...person, email: 'eve@shop.example' }))).toBe(
      'conflict',
    );
    expect(refusal(await world.domain.setup.check(token))).toBe('linkExpired');
  });
});

describe('resetPassword', () => {
  it('sets the password, enables the account and ends its sessions', async () => {
    const world = await createWorld();
    const agent = await addAgent(world, { email: 'ann@shop.example' });
    const { token } = value(await world.domain.session.signIn({ email: 'ann@shop.example', password }));
    expect(
      (
        await world.domain.setup.resetPassword({
          actor: system,
          email: 'ANN@shop.example',
          password: 'brand new password',
        })
      ).ok,
    ).toBe(true);
    expect(refusal(await world.domain.session.authenticate(token))).toBe('notSignedIn');
    expect(
      (await world.domain.session.signIn({ email: 'ann@shop.example', password: 'brand new password' })).ok,
    ).toBe(true);
    expect((await world.storage.agents.get(agent.id))?.enabled).toBe(true);
  });

  it('refuses a short password, an unknown address and somebody without the permission', async () => {
    const world = await createWorld();
    const agent = await signIn(world, 'agent');
    expect(
      refusal(
        await world.domain.setup.resetPassword({ actor: system, email: agent.email, password: 'short' }),
      ),
    ).toBe('invalidRequest | /password tooShort');
    expect(
      refusal(
        await world.domain.setup.resetPassword({ actor: system, email: 'nobody@shop.example', password }),
      ),
    ).toBe('notFound');
    expect(
      refusal(await world.domain.setup.resetPassword({ actor: agent, email: agent.email, password })),
    ).toBe('forbidden');
  });

  it('holds against somebody who saves the agent beside it', async () => {
    const world = await createWorld();
    const draft = {
      name: 'Ann',
      email: 'ann@shop.example',
      roles: ['agent' as const],
      teamIds: [],
      primaryTeamId: null,
      enabled: true,
    };
    const agent = await addAgent(world, draft);
    await Promise.all([
      world.domain.setup.resetPassword({ actor: system, email: draft.email, password: 'brand new password' }),
      world.domain.agents.save({
        actor: system,
        agentId: agent.id,
        revision: agent.revision,
        draft: { ...draft, name: 'Anna' },
      }),
    ]);
    world.clock.advance(MINUTE);
    expect(
      (await world.domain.session.signIn({ email: draft.email, password: 'brand new password' })).ok,
    ).toBe(true);
  });
});
