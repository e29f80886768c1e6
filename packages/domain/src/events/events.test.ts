import { describe, expect, it, vi } from 'vitest';
import {
  addRule,
  addTeam,
  Browser,
  createWorld,
  draftOf,
  HOUR,
  newKey,
  refusal,
  signIn,
  value,
} from '../../test/world';
import { type AgentEvent, type VisitorConversation } from '..';

async function setting() {
  const world = await createWorld();
  const browser = new Browser(world);
  await browser.start();
  const actor = await signIn(world, 'agent');
  return { world, browser, actor, events: world.domain.events };
}

describe('what a visitor hears', () => {
  it('is each of her conversations at the start, and again at each change, whole', async () => {
    const { world, browser, actor, events } = await setting();
    const first = await browser.write('First');
    world.clock.advance(1000);
    const second = await browser.write('Second');
    const heard: VisitorConversation[] = [];
    const subscription = value(
      await events.ofVisitor({ actor: browser.actor, listener: (conversation) => heard.push(conversation) }),
    );
    await vi.waitFor(() => expect(heard.map(({ id }) => id)).toEqual([first.id, second.id]));
    await world.domain.inbox.reply({ actor, conversationId: first.id, text: 'Hi', key: newKey() });
    await vi.waitFor(() => expect(heard).toHaveLength(3));
    expect(heard[2]).toMatchObject({
      id: first.id,
      messages: [{ author: 'me' }, { author: { kind: 'agent', name: 'Ann' }, text: 'Hi' }],
    });
    await world.domain.inbox.update({
      actor,
      conversationId: first.id,
      change: { status: 'closed' },
      revision: 2,
    });
    await vi.waitFor(() => expect(heard[3]).toMatchObject({ status: 'closed' }));
    subscription.end();
    subscription.end();
    await world.domain.inbox.reply({ actor, conversationId: first.id, text: 'Still there?', key: newKey() });
    await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toHaveLength(4);
  });

  it('is never about somebody else', async () => {
    const { world, browser, events } = await setting();
    const stranger = new Browser(world);
    await stranger.start();
    const heard: VisitorConversation[] = [];
    await events.ofVisitor({ actor: stranger.actor, listener: (conversation) => heard.push(conversation) });
    await browser.write('Private');
    const own = await stranger.write('Mine');
    await vi.waitFor(() => expect(heard.map(({ id }) => id)).toEqual([own.id]));
    expect(
      refusal(
        await events.ofVisitor({
          actor: { ...stranger.actor, visitor: { id: browser.visitor!.id, secret: 'guess' } },
          listener: () => undefined,
        }),
      ),
    ).toBe('visitorUnknown');
  });

  it('goes on after a listener that throws', async () => {
    const { world, browser, events } = await setting();
    let calls = 0;
    await events.ofVisitor({
      actor: browser.actor,
      listener: () => {
        calls += 1;
        if (calls === 1) throw new Error('connection broken');
      },
    });
    await browser.write('One');
    await vi.waitFor(() => expect(calls).toBe(1));
    await browser.write('Two');
    await vi.waitFor(() => expect(calls).toBe(2));
    expect(world.logged).toContain('A live event could not be told');
  });
});

describe('what an agent hears', () => {
  it('is conversations, rules and counts as they change', async () => {
    const { world, browser, actor, events } = await setting();
    const heard: AgentEvent[] = [];
    await events.ofAgent({ actor, listener: (event) => heard.push(event), ended: () => undefined });
    const team = await addTeam(world);
    const rule = await addRule(world, draftOf(team));
    const { engagement } = await browser.granted();
    await browser.mark(engagement.id, 'delivered');
    const { id } = await browser.write('Yes', engagement.id);
    await vi.waitFor(() =>
      expect(new Set(heard.map(({ type }) => type))).toEqual(
        new Set(['rules', 'engagement', 'conversation']),
      ),
    );
    expect(heard.find((event) => event.type === 'conversation')).toMatchObject({
      conversation: { id, ruleId: rule.id, messageCount: 2, lastMessage: { text: 'Yes' } },
    });
  });

  it('is only what the agent may see', async () => {
    const { world, browser, actor, events } = await setting();
    // An agent who lost the right to reply between two events.
    const heard: AgentEvent[] = [];
    await events.ofAgent({ actor, listener: (event) => heard.push(event), ended: () => undefined });
    const stored = (await world.storage.agents.get(actor.agentId))!;
    await world.storage.agents.save({ ...stored, roles: [] }, stored.revision);
    await browser.write('Hello');
    await addRule(world, draftOf(await addTeam(world)));
    const witness = await signIn(world, 'administrator');
    const seen: AgentEvent[] = [];
    await events.ofAgent({ actor: witness, listener: (event) => seen.push(event), ended: () => undefined });
    await browser.write('Again');
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    expect(heard).toEqual([]);
  });

  it('ends with the session, at the next event or heartbeat', async () => {
    const { world, browser, actor, events } = await setting();
    const heard: AgentEvent[] = [];
    const ended = vi.fn();
    await events.ofAgent({ actor, listener: (event) => heard.push(event), ended });
    await world.domain.session.signOut(actor);
    await browser.write('Hello');
    await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(1));
    expect(heard).toEqual([]);
    expect(refusal(await events.ofAgent({ actor, listener: () => undefined, ended }))).toBe('notSignedIn');

    const later = await signIn(world, 'administrator');
    const endedLater = vi.fn();
    const subscription = value(
      await events.ofAgent({ actor: later, listener: () => undefined, ended: endedLater }),
    );
    expect(await subscription.check()).toBe(true);
    world.clock.advance(12 * HOUR);
    expect(await subscription.check()).toBe(false);
    expect(await subscription.check()).toBe(false);
    expect(endedLater).toHaveBeenCalledTimes(1);
  });

  it('is nothing more after the end', async () => {
    const { browser, actor, events } = await setting();
    const heard: AgentEvent[] = [];
    const subscription = value(
      await events.ofAgent({ actor, listener: (event) => heard.push(event), ended: () => undefined }),
    );
    subscription.end();
    await browser.write('Hello');
    await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toEqual([]);
  });
});
