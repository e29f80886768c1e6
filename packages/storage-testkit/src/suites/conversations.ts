import { type Conversation, type ConversationSummary, MAX_MESSAGES, StorageError } from '@beckon/domain';
import { describe, expect, it } from 'vitest';
import {
  at,
  hostileTexts,
  newId,
  sampleConversation,
  sampleEvent,
  sampleMessage,
  textWithNul,
} from '../samples';
import { race, type StorageSetup, useStorage } from '../under-test';

/** What a list shows of a conversation. */
export function summaryOf({ messages, unsentEvents: _, ...rest }: Conversation): ConversationSummary {
  const lastMessage = messages.at(-1);
  if (!lastMessage) throw new Error('A conversation begins with a message.');
  return { ...rest, messageCount: messages.length, lastMessage };
}

export function conversationSuite(setup: StorageSetup): void {
  describe('conversations', () => {
    const connections = useStorage(setup);
    const conversations = () => connections.first.conversations;
    async function inserted(parts: Partial<Conversation> = {}): Promise<Conversation> {
      const conversation = sampleConversation(parts);
      expect(await conversations().insert(conversation)).toEqual({ created: true, conversation });
      return conversation;
    }

    it('gives back what was put in, whole, null for what was not', async () => {
      const conversation = await inserted({
        engagementId: newId(),
        ruleId: newId(),
        assignedTeamId: newId(),
        assignedAgentId: newId(),
        visitorReadCount: 1,
        revision: 4,
        messages: [
          sampleMessage({ author: { kind: 'team', teamId: newId() }, proactive: true }),
          sampleMessage({ author: { kind: 'agent', agentId: newId() }, sentAt: at(1) }),
          sampleMessage({ sentAt: at(2) }),
        ],
        lastMessageAt: at(2),
        unsentEvents: [sampleEvent(), sampleEvent({ at: at(5) })],
      });
      expect(await conversations().get(conversation.id)).toEqual(conversation);
      expect(await conversations().get((await inserted({ unsentEvents: [] })).id)).toMatchObject({
        unsentEvents: [],
      });
      for (const text of [newId(), textWithNul, ...hostileTexts])
        expect(await conversations().get(text)).toBeNull();
    });

    it('answers the conversation that is there when a start key comes again; another visitor may use it', async () => {
      const conversation = await inserted();
      const { visitorId, startKey } = conversation;
      const repeated = sampleConversation({ visitorId, startKey, engagementId: newId() });
      expect(await conversations().insert(repeated)).toEqual({ created: false, conversation });
      expect(await conversations().get(repeated.id)).toBeNull();
      await inserted({ startKey });
    });

    it('answers the conversation that is there when its engagement is answered again; null ones are many', async () => {
      const conversation = await inserted({ engagementId: newId() });
      const { visitorId, engagementId } = conversation;
      expect(await conversations().insert(sampleConversation({ visitorId, engagementId }))).toEqual({
        created: false,
        conversation,
      });
      await inserted({ engagementId });
      await inserted({ visitorId });
      await inserted({ visitorId });
    });

    it('answers that of the start key where key and engagement name two', async () => {
      const visitorId = newId();
      const [byKey, byEngagement] = [
        await inserted({ visitorId }),
        await inserted({ visitorId, engagementId: newId() }),
      ];
      const both = sampleConversation({
        visitorId,
        startKey: byKey.startKey,
        engagementId: byEngagement.engagementId,
      });
      expect(await conversations().insert(both)).toEqual({ created: false, conversation: byKey });
    });

    it('creates one of many at once, by start key and by engagement', async () => {
      const [visitorId, startKey, engagementId] = [newId(), newId(), newId()];
      for (const parts of [
        { visitorId, startKey },
        { visitorId, engagementId },
      ]) {
        const outcomes = await race(connections, 30, (storage) =>
          storage.conversations.insert(sampleConversation(parts)),
        );
        expect(outcomes.filter(({ created }) => created)).toHaveLength(1);
        expect(new Set(outcomes.map(({ conversation }) => conversation.id)).size).toBe(1);
      }
    });

    it('refuses an id that is there as broken', async () => {
      const conversation = await inserted();
      await expect(
        conversations().insert(sampleConversation({ id: conversation.id })),
      ).rejects.toBeInstanceOf(StorageError);
    });

    it('appends a message with its events', async () => {
      const conversation = await inserted();
      const message = sampleMessage({ author: { kind: 'agent', agentId: newId() }, sentAt: at(500) });
      const events = [sampleEvent({ at: at(500) }), sampleEvent({ at: at(501) })];
      const after: Conversation = {
        ...conversation,
        messages: [...conversation.messages, message],
        lastMessageAt: at(500),
        revision: 2,
        unsentEvents: [...conversation.unsentEvents, ...events],
      };
      expect(await conversations().append(conversation.id, message, events)).toEqual({
        ok: true,
        created: true,
        message,
        conversation: summaryOf(after),
      });
      expect(await conversations().get(conversation.id)).toEqual(after);
    });

    it('never moves lastMessageAt back; messages stand as they were appended', async () => {
      const conversation = await inserted({ lastMessageAt: at(100) });
      const message = sampleMessage({ sentAt: at(50) });
      expect(await conversations().append(conversation.id, message, [])).toMatchObject({
        conversation: { lastMessageAt: at(100), lastMessage: message },
      });
      expect((await conversations().get(conversation.id))?.messages).toEqual([
        ...conversation.messages,
        message,
      ]);
    });

    it('appends nothing for a key that is there and answers the message that is there', async () => {
      const conversation = await inserted();
      const message = sampleMessage();
      await conversations().append(conversation.id, message, [sampleEvent()]);
      const stored = await conversations().get(conversation.id);
      const repeated = await conversations().append(
        conversation.id,
        sampleMessage({ key: message.key, text: 'Other' }),
        [sampleEvent()],
      );
      expect(repeated).toEqual({
        ok: true,
        created: false,
        message,
        conversation: stored && summaryOf(stored),
      });
      const firstAgain = sampleMessage({ key: conversation.messages[0]?.key ?? '' });
      expect(await conversations().append(conversation.id, firstAgain, [])).toMatchObject({
        created: false,
        message: conversation.messages[0],
      });
      expect(await conversations().get(conversation.id)).toEqual(stored);
    });

    it('takes one key in two conversations for two messages', async () => {
      const [one, two] = [await inserted(), await inserted()];
      const message = sampleMessage();
      for (const { id } of [one, two])
        expect(await conversations().append(id, message, [])).toMatchObject({ created: true });
    });

    it('opens a closed conversation again for a visitor or an agent, not for a team', async () => {
      const conversation = await inserted({ status: 'closed' });
      const say = (author: Conversation['messages'][number]['author']) =>
        conversations().append(conversation.id, sampleMessage({ author }), []);
      expect(await say({ kind: 'team', teamId: newId() })).toMatchObject({
        conversation: { status: 'closed' },
      });
      expect(await say({ kind: 'visitor' })).toMatchObject({ conversation: { status: 'open', revision: 3 } });
      await conversations().update(conversation.id, { status: 'closed' }, [], 3);
      expect(await say({ kind: 'agent', agentId: newId() })).toMatchObject({
        conversation: { status: 'open', revision: 5 },
      });
    });

    it('answers notFound for what is not there', async () => {
      for (const id of [newId(), textWithNul]) {
        expect(await conversations().append(id, sampleMessage(), [])).toEqual({
          ok: false,
          reason: 'notFound',
        });
        expect(await conversations().update(id, { status: 'closed' }, [], 1)).toEqual({
          ok: false,
          reason: 'notFound',
        });
        await conversations().markRead(id, 1);
        await conversations().markSent(id, [newId()]);
      }
    });

    it('is full at the limit; what is there can still be repeated', async () => {
      const messages = Array.from({ length: MAX_MESSAGES - 1 }, () => sampleMessage());
      const conversation = await inserted({ messages });
      const last = sampleMessage();
      expect(await conversations().append(conversation.id, last, [])).toMatchObject({
        ok: true,
        created: true,
        conversation: { messageCount: MAX_MESSAGES },
      });
      expect(await conversations().append(conversation.id, sampleMessage(), [sampleEvent()])).toEqual({
        ok: false,
        reason: 'full',
      });
      expect(await conversations().append(conversation.id, last, [])).toMatchObject({
        ok: true,
        created: false,
        message: last,
      });
      const read = await conversations().get(conversation.id);
      expect(read?.messages).toHaveLength(MAX_MESSAGES);
      expect(read?.unsentEvents).toEqual(conversation.unsentEvents);
    });

    it('takes in all of 50 appends at once, none twice', async () => {
      const conversation = await inserted();
      const messages = Array.from({ length: 50 }, () => sampleMessage());
      const outcomes = await race(connections, 100, (storage, index) =>
        storage.conversations.append(conversation.id, messages[index % 50] ?? sampleMessage(), [
          sampleEvent(),
        ]),
      );
      expect(outcomes.filter((outcome) => outcome.ok && outcome.created)).toHaveLength(50);
      const read = await conversations().get(conversation.id);
      expect(read?.messages).toHaveLength(51);
      expect(new Set(read?.messages.map(({ key }) => key)).size).toBe(51);
      expect(read?.unsentEvents).toHaveLength(51);
      expect(read?.revision).toBe(51);
    });

    it('stops at the limit also for many at once', async () => {
      const conversation = await inserted({
        messages: Array.from({ length: MAX_MESSAGES - 3 }, () => sampleMessage()),
      });
      const outcomes = await race(connections, 10, (storage) =>
        storage.conversations.append(conversation.id, sampleMessage(), []),
      );
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(3);
      expect((await conversations().get(conversation.id))?.messages).toHaveLength(MAX_MESSAGES);
    });

    it('assigns and changes the status, what is named alone, with events', async () => {
      const conversation = await inserted({ assignedTeamId: newId() });
      const [agentId, event] = [newId(), sampleEvent()];
      const expected = {
        ...conversation,
        assignedAgentId: agentId,
        revision: 2,
        unsentEvents: [...conversation.unsentEvents, event],
      };
      expect(await conversations().update(conversation.id, { assignedAgentId: agentId }, [event], 1)).toEqual(
        { ok: true, value: summaryOf(expected) },
      );
      expect(await conversations().get(conversation.id)).toEqual(expected);
      const nobody = await conversations().update(
        conversation.id,
        { assignedTeamId: null, assignedAgentId: null, status: 'closed' },
        [],
        2,
      );
      expect(nobody).toMatchObject({
        ok: true,
        value: { assignedTeamId: null, assignedAgentId: null, status: 'closed', revision: 3 },
      });
    });

    it('refuses an update of another revision, showing the present one and keeping no event', async () => {
      const conversation = await inserted();
      await conversations().append(conversation.id, sampleMessage(), []);
      const stored = await conversations().get(conversation.id);
      expect(await conversations().update(conversation.id, { status: 'closed' }, [sampleEvent()], 1)).toEqual(
        { ok: false, reason: 'stale', current: stored && summaryOf(stored) },
      );
      expect(await conversations().get(conversation.id)).toEqual(stored);
    });

    it('lets one of many updates of one revision win, beside appends', async () => {
      const conversation = await inserted();
      const outcomes = await race(connections, 30, (storage) =>
        storage.conversations.update(conversation.id, { assignedAgentId: newId() }, [sampleEvent()], 1),
      );
      const winners = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
      expect(winners).toHaveLength(1);
      expect(await conversations().get(conversation.id)).toMatchObject({
        revision: 2,
        assignedAgentId: winners[0]?.assignedAgentId,
        unsentEvents: { length: 2 },
      });
    });

    it('notes how far the visitor has read: never back, never past the end, no new revision', async () => {
      const conversation = await inserted({ messages: [sampleMessage(), sampleMessage(), sampleMessage()] });
      const readAfter = async (count: number) => {
        await conversations().markRead(conversation.id, count);
        return conversations().get(conversation.id);
      };
      expect(await readAfter(2)).toEqual({ ...conversation, visitorReadCount: 2 });
      expect(await readAfter(1)).toMatchObject({ visitorReadCount: 2 });
      expect(await readAfter(99)).toEqual({ ...conversation, visitorReadCount: 3 });
    });

    it('hands out fresh copies', async () => {
      const conversation = sampleConversation();
      const pristine = structuredClone(conversation);
      const outcome = await conversations().insert(conversation);
      conversation.messages.pop();
      outcome.conversation.messages.pop();
      const read = await conversations().get(conversation.id);
      expect(read).toEqual(pristine);
      read?.unsentEvents.pop();
      read?.lastMessageAt.setTime(0);
      expect(await conversations().get(conversation.id)).toEqual(pristine);
    });

    it('keeps any text whole and refuses NUL', async () => {
      for (const text of hostileTexts) {
        const conversation = await inserted({
          pageUrl: text,
          messages: [sampleMessage({ text })],
          unsentEvents: [sampleEvent({ type: text, payload: { [text.slice(0, 99)]: text } })],
        });
        const message = sampleMessage({ text });
        await conversations().append(conversation.id, message, [sampleEvent({ payload: { text } })]);
        const read = await conversations().get(conversation.id);
        expect(read?.messages).toEqual([...conversation.messages, message]);
        expect(read?.pageUrl).toBe(text);
        expect(read?.unsentEvents[0]).toEqual(conversation.unsentEvents[0]);
      }
      const { id } = await inserted();
      await expect(conversations().append(id, sampleMessage({ text: textWithNul }), [])).rejects.toThrow(
        'message/text holds a NUL character',
      );
      expect((await conversations().get(id))?.messages).toHaveLength(1);
    });
  });
}
