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
  ORIGIN,
  refusal,
  SECOND,
  signIn,
  value,
} from '../../test/world';
import { system } from '..';

async function setting() {
  const world = await createWorld();
  const team = await addTeam(world);
  const actor = await signIn(world, 'agent');
  const browser = new Browser(world);
  await browser.start();
  return { world, team, actor, browser, inbox: world.domain.inbox };
}

describe('the inbox', () => {
  it('shows a conversation whole: where it came from, with names', async () => {
    const { world, team, actor, browser, inbox } = await setting();
    const rule = await addRule(
      world,
      draftOf(team, {
        title: 'From Switzerland',
        when: { criterion: 'country', operator: 'is', value: 'CH' },
      }),
    );
    world.facts['country'] = { value: 'CH', until: null };
    await browser.start();
    const { engagement } = await browser.granted();
    const { id } = await browser.write('Yes', engagement.id);
    await world.domain.rules.remove({ actor: system, ruleId: rule.id, revision: 1 });
    const conversation = value(await inbox.get({ actor, conversationId: id }));
    expect(conversation).toMatchObject({
      visitorName: `Visitor ${browser.visitor!.id.slice(-4)}`,
      status: 'open',
      assignedTeamId: team,
      ruleTitle: 'From Switzerland',
      messageCount: 2,
      messages: [
        { author: { kind: 'team', id: team, name: 'Sales' }, proactive: true },
        { author: { kind: 'visitor' }, text: 'Yes', proactive: false },
      ],
      lastMessage: { text: 'Yes' },
      visit: { landingUrl: `${ORIGIN}/product/r58`, referrerUrl: '', country: 'CH', city: null },
    });
    expect(JSON.stringify(conversation)).not.toContain('key-');
  });

  it('lists newest first, page by page, filtered', async () => {
    const { world, team, actor, browser, inbox } = await setting();
    const ids: string[] = [];
    for (const text of ['a', 'b', 'c']) {
      world.clock.advance(SECOND);
      ids.push((await browser.write(text)).id);
    }
    const first = value(await inbox.list({ actor, limit: 2 }));
    expect(first.items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    const second = value(await inbox.list({ actor, limit: 2, after: first.next! }));
    expect([second.items.map(({ id }) => id), second.next]).toEqual([[ids[0]], null]);
    await inbox.update({
      actor,
      conversationId: ids[0]!,
      change: { assignedAgentId: actor.agentId },
      revision: 1,
    });
    await inbox.update({
      actor,
      conversationId: ids[1]!,
      change: { assignedTeamId: team, status: 'closed' },
      revision: 1,
    });
    const list = async (filter: Parameters<typeof inbox.list>[0]['filter']) =>
      value(await inbox.list({ actor, filter })).items.map(({ id }) => id);
    expect(await list({ assigned: 'me' })).toEqual([ids[0]]);
    expect(await list({ assigned: { agent: actor.agentId } })).toEqual([ids[0]]);
    expect(await list({ assigned: { team } })).toEqual([ids[1]]);
    expect(await list({ assigned: 'unassigned' })).toEqual([ids[2]]);
    expect(await list({ status: 'closed' })).toEqual([ids[1]]);
    expect(await list({ siteId: world.site.id, status: 'open' })).toEqual([ids[2], ids[0]]);
    expect(await list({ siteId: 'none' })).toEqual([]);
    expect(refusal(await inbox.list({ actor, limit: 0 }))).toBe('invalidRequest | query/limit outOfRange');
    expect(refusal(await inbox.list({ actor, limit: 101 }))).toBe('invalidRequest | query/limit outOfRange');
    expect(refusal(await inbox.list({ actor, after: 'garbage' }))).toBe(
      'invalidRequest | query/after cursorInvalid',
    );
  });

  it('replies as the agent, once a key', async () => {
    const { world, actor, browser, inbox } = await setting();
    const { id } = await browser.write('Hello');
    const key = newKey();
    const [a, b] = await Promise.all(
      [1, 2].map(() => inbox.reply({ actor, conversationId: id, text: ' Hi ', key })),
    );
    expect(value(a!)).toEqual(value(b!));
    expect(value(a!)).toMatchObject({
      author: { kind: 'agent', id: actor.agentId, name: 'Ann' },
      text: 'Hi',
      proactive: false,
      key,
    });
    // The visitor's and another agent's keys are their own.
    await world.domain.conversations.send({ actor: browser.actor, conversationId: id, text: 'Mine', key });
    const other = await signIn(world, 'administrator');
    await inbox.reply({ actor: other, conversationId: id, text: 'Me too', key });
    const { messages } = value(await inbox.get({ actor, conversationId: id }));
    expect(messages.map(({ text, key: known }) => [text, known])).toEqual([
      ['Hello', null],
      ['Hi', key],
      ['Mine', null],
      ['Me too', key],
    ]);
  });

  it('assigns, closes and opens again, by the revision that was seen, and tells of each', async () => {
    const { world, team, actor, browser, inbox } = await setting();
    const { id } = await browser.write('Hello');
    const update = async (change: Parameters<typeof inbox.update>[0]['change'], revision: number) =>
      inbox.update({ actor, conversationId: id, change, revision });
    expect(value(await update({ assignedTeamId: team, assignedAgentId: actor.agentId }, 1))).toMatchObject({
      assignedTeamId: team,
      assignedAgentId: actor.agentId,
      revision: 2,
    });
    expect(value(await update({ assignedTeamId: null }, 2))).toMatchObject({
      assignedTeamId: null,
      assignedAgentId: actor.agentId,
    });
    expect(value(await update({ status: 'closed' }, 3)).status).toBe('closed');
    expect(value(await update({ status: 'open' }, 4)).status).toBe('open');
    expect(error(await update({ status: 'closed' }, 1))).toMatchObject({
      code: 'stale',
      current: { status: 'open', revision: 5, visitorName: expect.stringMatching(/^Visitor /) },
    });
    const [unsent] = await world.storage.conversations.listUnsent(10);
    expect(unsent?.events.map(({ type, payload }) => [type, payload['byAgentId']]).slice(2)).toEqual([
      ['conversation.assigned', actor.agentId],
      ['conversation.assigned', actor.agentId],
      ['conversation.closed', actor.agentId],
      ['conversation.reopened', actor.agentId],
    ]);
  });

  it('refuses what cannot be, with the field', async () => {
    const { world, actor, browser, inbox } = await setting();
    const { id } = await browser.write('Hello');
    const disabled = await addAgent(world, { email: 'off@shop.example', enabled: false });
    const update = async (change: Parameters<typeof inbox.update>[0]['change']) =>
      refusal(await inbox.update({ actor, conversationId: id, change, revision: 1 }));
    expect(await update({})).toBe('invalidRequest |  nothingToChange');
    expect(await update({ assignedTeamId: undefined })).toBe('invalidRequest |  nothingToChange');
    expect(await update({ assignedTeamId: 'none' })).toBe(
      'invalidReference | /assignedTeamId referenceUnknown',
    );
    expect(await update({ assignedAgentId: 'none' })).toBe(
      'invalidReference | /assignedAgentId referenceUnknown',
    );
    expect(await update({ assignedAgentId: disabled.id })).toBe(
      'invalidReference | /assignedAgentId referenceUnknown',
    );
    const missing = await Promise.all([
      inbox.get({ actor, conversationId: 'none' }),
      inbox.reply({ actor, conversationId: 'none', text: 'x', key: newKey() }),
      inbox.update({ actor, conversationId: 'none', change: { status: 'closed' }, revision: 1 }),
    ]);
    expect(missing.map(refusal)).toEqual(new Array(3).fill('notFound'));
  });

  it('is closed to who may not reply', async () => {
    const { actor, browser, inbox } = await setting();
    const { id } = await browser.write('Hello');
    const nobody = { ...actor, permissions: [] };
    const answers = await Promise.all([
      inbox.list({ actor: nobody }),
      inbox.get({ actor: nobody, conversationId: id }),
      inbox.reply({ actor: nobody, conversationId: id, text: 'x', key: newKey() }),
      inbox.update({ actor: nobody, conversationId: id, change: { status: 'closed' }, revision: 1 }),
    ]);
    expect(answers.map(refusal)).toEqual(new Array(4).fill('forbidden'));
  });
});
