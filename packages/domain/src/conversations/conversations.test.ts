import { describe, expect, it } from 'vitest';
import {
  addAgent,
  addRule,
  addTeam,
  Browser,
  createWorld,
  draftOf,
  HOUR,
  newKey,
  ORIGIN,
  refusal,
  SECOND,
  signIn,
  value,
} from '../../test/world';
import { MAX_MESSAGES, type RuleAction, system } from '..';

async function setting() {
  const world = await createWorld();
  const team = await addTeam(world);
  const browser = new Browser(world);
  await browser.start();
  return { world, team, browser, conversations: world.domain.conversations };
}

/** A message of this action, delivered. */
async function delivered(setup: Awaited<ReturnType<typeof setting>>, then: RuleAction) {
  await addRule(setup.world, draftOf(setup.team, { then }));
  const { engagement } = await setup.browser.granted();
  await setup.browser.mark(engagement.id, 'delivered');
  return engagement;
}

describe('a conversation that answers a message', () => {
  it('begins with that message, is assigned, and counts as clicked', async () => {
    const setup = await setting();
    const { world, team, browser } = setup;
    const engagement = await delivered(setup, { from: { team }, message: 'Need a hand?', assign: true });
    const shownAt = world.clock.now();
    world.clock.advance(SECOND);
    const conversation = await browser.write(' Yes, please ', engagement.id);
    expect(conversation).toEqual({
      id: conversation.id,
      status: 'open',
      engagementId: engagement.id,
      readCount: 2,
      messages: [
        {
          id: conversation.messages[0]!.id,
          author: { kind: 'team', name: 'Sales' },
          text: 'Need a hand?',
          sentAt: shownAt,
          key: null,
        },
        {
          id: conversation.messages[1]!.id,
          author: 'me',
          text: 'Yes, please',
          sentAt: world.clock.now(),
          key: expect.any(String) as string,
        },
      ],
    });
    expect(await world.storage.conversations.get(conversation.id)).toMatchObject({
      assignedTeamId: team,
      assignedAgentId: null,
      ruleId: engagement.ruleId,
      pageUrl: `${ORIGIN}/product/r58`,
    });
    expect(await world.storage.engagements.get(engagement.id)).toMatchObject({
      deliveredAt: shownAt,
      openedAt: world.clock.now(),
    });
    expect(world.live).toContainEqual({
      type: 'conversation.changed',
      siteId: world.site.id,
      conversationId: conversation.id,
      visitorId: browser.visitor!.id,
    });
    expect(world.live).toContainEqual({ type: 'engagement.changed', siteId: world.site.id });
  });

  it('is assigned only if the rule says so', async () => {
    const setup = await setting();
    const engagement = await delivered(setup, { from: { team: setup.team }, message: 'Hi', assign: false });
    const { id } = await setup.browser.write('Yes', engagement.id);
    expect(await setup.world.storage.conversations.get(id)).toMatchObject({
      assignedTeamId: null,
      assignedAgentId: null,
    });
  });

  it("is assigned to the agent, or to the agent's team where the agent is gone meanwhile", async () => {
    const setup = await setting();
    const { world, team, browser } = setup;
    const ann = {
      name: 'Ann',
      email: 'ann@shop.example',
      roles: ['agent' as const],
      teamIds: [team],
      primaryTeamId: team,
    };
    const agent = await addAgent(world, ann);
    const engagement = await delivered(setup, { from: { agent: agent.id }, message: 'Hi', assign: true });
    const { id } = await browser.write('Yes', engagement.id);
    expect(await world.storage.conversations.get(id)).toMatchObject({
      assignedTeamId: null,
      assignedAgentId: agent.id,
    });
    const other = { ...setup, browser: new Browser(world) };
    await other.browser.start();
    const second = await other.browser.granted();
    await world.domain.agents.save({
      actor: system,
      agentId: agent.id,
      draft: { ...ann, enabled: false },
      revision: 1,
    });
    const late = await other.browser.write('Yes', second.engagement.id);
    expect(await world.storage.conversations.get(late.id)).toMatchObject({
      assignedTeamId: team,
      assignedAgentId: null,
    });
    expect(late.messages[0]).toMatchObject({ author: { kind: 'agent', name: 'Ann' } });
  });

  it('is one an engagement: a second start goes on in it', async () => {
    const setup = await setting();
    const { world, browser, conversations } = setup;
    const engagement = await delivered(setup, { from: { team: setup.team }, message: 'Hi', assign: true });
    const request = {
      actor: browser.actor,
      visitId: browser.visit,
      engagementId: engagement.id,
      text: 'One',
      pageUrl: '',
      key: newKey(),
    };
    const first = value(await conversations.start(request));
    expect(value(await conversations.start(request))).toEqual(first);
    const second = value(await conversations.start({ ...request, text: 'Two', key: newKey() }));
    expect([second.id, second.messages.map(({ text }) => text), second.readCount]).toEqual([
      first.id,
      ['Hi', 'One', 'Two'],
      3,
    ]);
    const both = await Promise.all(
      ['Three', 'Four'].map((text) => conversations.start({ ...request, text, key: newKey() })),
    );
    expect(both.every(({ ok }) => ok)).toBe(true);
    expect(value(await conversations.list({ actor: browser.actor }))).toHaveLength(1);
    expect(await world.storage.engagements.countByRule(world.site.id, null, null)).toMatchObject([
      { delivered: 1, clicked: 1, conversations: 1 },
    ]);
  });

  it('tells of its start and its message, and not of the one that was there', async () => {
    const setup = await setting();
    const engagement = await delivered(setup, { from: { team: setup.team }, message: 'Hi', assign: true });
    const { id } = await setup.browser.write('Yes', engagement.id);
    const [unsent] = await setup.world.storage.conversations.listUnsent(10);
    expect(
      unsent?.events.map(({ type, payload }) => [type, payload['conversationId'], payload['text']]),
    ).toEqual([
      ['conversation.started', id, undefined],
      ['conversation.message', id, 'Yes'],
    ]);
  });
});

describe('a conversation that the visitor begins', () => {
  it('is plain, one a key', async () => {
    const { browser, conversations, world } = await setting();
    const request = {
      actor: browser.actor,
      visitId: browser.visit,
      text: 'Hello',
      pageUrl: 'javascript:alert(1)',
      key: newKey(),
    };
    const [a, b] = await Promise.all([conversations.start(request), conversations.start(request)]);
    expect(value(a)).toEqual(value(b));
    expect(value(a)).toMatchObject({ engagementId: null, messages: [{ author: 'me', text: 'Hello' }] });
    const other = value(await conversations.start({ ...request, key: newKey() }));
    expect(other.id).not.toBe(value(a).id);
    expect(
      value(await conversations.list({ actor: browser.actor }))
        .map(({ id }) => id)
        .sort(),
    ).toEqual([value(a).id, other.id].sort());
    expect(await world.storage.conversations.get(other.id)).toMatchObject({
      pageUrl: '',
      assignedTeamId: null,
    });
  });

  it('may begin when the visit is over: what a person wrote is not refused', async () => {
    const { world, browser } = await setting();
    world.clock.advance(HOUR);
    expect((await browser.write('Late')).messages).toHaveLength(1);
  });
});

describe('writing and reading', () => {
  it('appends once a key, opens what was closed, and counts what is unread', async () => {
    const { world, browser, conversations } = await setting();
    const agent = await signIn(world, 'agent');
    const { id } = await browser.write('Hello');
    const key = newKey();
    const [a, b] = await Promise.all(
      [1, 2].map(() => conversations.send({ actor: browser.actor, conversationId: id, text: ' More ', key })),
    );
    expect(value(a!)).toEqual(value(b!));
    expect(value(a!)).toMatchObject({ author: 'me', text: 'More', key });
    await world.domain.inbox.reply({ actor: agent, conversationId: id, text: 'Hi', key });
    await world.domain.inbox.update({
      actor: system,
      conversationId: id,
      change: { status: 'closed' },
      revision: 3,
    });
    expect(await browser.start()).toMatchObject({ conversations: 1, unreadMessages: 1 });
    await conversations.send({ actor: browser.actor, conversationId: id, text: 'Again', key: newKey() });
    // She wrote without having seen the answer.
    expect(await browser.start()).toMatchObject({ unreadMessages: 1 });
    expect(value(await conversations.list({ actor: browser.actor }))).toMatchObject([
      { status: 'open', readCount: 2, messages: [{}, {}, { author: { kind: 'agent', name: 'Ann' } }, {}] },
    ]);
    await conversations.read({ actor: browser.actor, conversationId: id, count: 4 });
    await conversations.read({ actor: browser.actor, conversationId: id, count: 1 });
    expect(await browser.start()).toMatchObject({ unreadMessages: 0 });
  });

  it('is full at some point, and says so', async () => {
    const { world, browser, conversations } = await setting();
    const { id } = await browser.write('1');
    const stored = (await world.storage.conversations.get(id))!;
    for (let count = 1; count < MAX_MESSAGES; count += 1)
      await world.storage.conversations.append(
        id,
        { ...stored.messages[0]!, id: `m${count}`, key: `k${count}` },
        [],
      );
    expect(
      refusal(
        await conversations.send({ actor: browser.actor, conversationId: id, text: 'More', key: newKey() }),
      ),
    ).toBe('conversationFull');
    const agent = await signIn(world, 'agent');
    expect(
      refusal(
        await world.domain.inbox.reply({ actor: agent, conversationId: id, text: 'More', key: newKey() }),
      ),
    ).toBe('conversationFull');
  });

  it.each([
    ['', 'empty'],
    [' \n ', 'empty'],
    ['x'.repeat(4001), 'tooLong'],
    ['a\u0000b', 'controlCharacter'],
  ])('refuses the text %j', async (text, code) => {
    const { world, browser, conversations } = await setting();
    const { id } = await browser.write('Hello');
    const expected = `invalidRequest | /text ${code}`;
    expect(
      refusal(
        await conversations.start({
          actor: browser.actor,
          visitId: browser.visit,
          text,
          pageUrl: '',
          key: newKey(),
        }),
      ),
    ).toBe(expected);
    expect(
      refusal(await conversations.send({ actor: browser.actor, conversationId: id, text, key: newKey() })),
    ).toBe(expected);
    const agent = await signIn(world, 'agent');
    expect(
      refusal(await world.domain.inbox.reply({ actor: agent, conversationId: id, text, key: newKey() })),
    ).toBe(expected);
  });

  it('is for the visitor alone', async () => {
    const setup = await setting();
    const { world, browser, conversations } = setup;
    const engagement = await delivered(setup, { from: { team: setup.team }, message: 'Hi', assign: true });
    const { id } = await browser.write('Hello');
    const stranger = new Browser(world);
    await stranger.start();
    const { actor } = stranger;
    const answers = await Promise.all([
      conversations.start({ actor, visitId: browser.visit, text: 'x', pageUrl: '', key: newKey() }),
      conversations.start({
        actor,
        visitId: stranger.visit,
        engagementId: engagement.id,
        text: 'x',
        pageUrl: '',
        key: newKey(),
      }),
      conversations.start({
        actor,
        visitId: stranger.visit,
        engagementId: 'none',
        text: 'x',
        pageUrl: '',
        key: newKey(),
      }),
      conversations.send({ actor, conversationId: id, text: 'x', key: newKey() }),
      conversations.read({ actor, conversationId: id, count: 1 }),
      conversations.send({ actor, conversationId: 'none', text: 'x', key: newKey() }),
    ]);
    expect(answers.map(refusal)).toEqual(new Array(6).fill('notFound'));
    expect(value(await conversations.list({ actor }))).toEqual([]);
    const nobody = { ...actor, visitor: null };
    const unknown = await Promise.all([
      conversations.start({ actor: nobody, visitId: browser.visit, text: 'x', pageUrl: '', key: newKey() }),
      conversations.send({ actor: nobody, conversationId: id, text: 'x', key: newKey() }),
      conversations.read({ actor: nobody, conversationId: id, count: 1 }),
      conversations.list({ actor: nobody }),
    ]);
    expect(unknown.map(refusal)).toEqual(new Array(4).fill('visitorUnknown'));
    expect(refusal(await conversations.read({ actor: browser.actor, conversationId: id, count: -1 }))).toBe(
      'invalidRequest | /count notWhole',
    );
    expect(
      refusal(await conversations.list({ actor: { ...browser.actor, origin: 'https://evil.example' } })),
    ).toBe('foreignOrigin');
  });
});
