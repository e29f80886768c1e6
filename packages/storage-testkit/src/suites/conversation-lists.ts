import { type Conversation, type ConversationFilter } from '@beckon/domain';
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
import { summaryOf } from './conversations';

export function conversationListSuite(setup: StorageSetup): void {
  describe('conversation lists', () => {
    const connections = useStorage(setup);
    const conversations = () => connections.first.conversations;
    const all = (siteId: string): ConversationFilter => ({ siteId, status: null, assigned: null });
    async function inserted(parts: Partial<Conversation> = {}): Promise<Conversation> {
      const conversation = sampleConversation(parts);
      await conversations().insert(conversation);
      return conversation;
    }
    const ids = (list: { id: string }[]) => list.map(({ id }) => id);
    /** Newest first, then id descending: what every list must be. */
    const sorted = (list: Conversation[]) =>
      [...list].sort(
        (a, b) => b.lastMessageAt.getTime() - a.lastMessageAt.getTime() || (a.id < b.id ? 1 : -1),
      );

    it('shows all but messages and events, with count and last message', async () => {
      const conversation = await inserted({
        messages: [sampleMessage(), sampleMessage({ text: 'Last' })],
        assignedTeamId: newId(),
      });
      expect(await conversations().list(all(conversation.siteId), null, 10)).toEqual({
        items: [summaryOf(conversation)],
        next: null,
      });
    });

    it.each([1, 2, 3, 7, 100])('pages by %i: every one once, in order, also among ties', async (limit) => {
      const siteId = newId();
      const made: Conversation[] = [];
      for (const lastMessageAt of [at(5), at(5), at(1), at(5), at(9), at(5), at(1)])
        made.push(await inserted({ siteId, lastMessageAt }));
      const seen: string[] = [];
      let pages = 0;
      for (let after: string | null | undefined; after !== null && pages < 20; pages += 1) {
        const page = await conversations().list(all(siteId), after ?? null, limit);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        expect(page.items.length).toBeGreaterThan(0);
        seen.push(...ids(page.items));
        after = page.next;
      }
      expect(seen).toEqual(ids(sorted(made)));
      expect(pages).toBe(Math.ceil(7 / limit));
    });

    it('pages on at the same place when newer ones come in between', async () => {
      const siteId = newId();
      const made: Conversation[] = [];
      for (const moment of [1, 2, 3, 4]) made.push(await inserted({ siteId, lastMessageAt: at(moment) }));
      const page = await conversations().list(all(siteId), null, 2);
      await inserted({ siteId, lastMessageAt: at(99) });
      await conversations().append(page.items[1]?.id ?? '', sampleMessage({ sentAt: at(98) }), []);
      const next = await conversations().list(all(siteId), page.next, 2);
      expect(ids(next.items)).toEqual([made[1]?.id, made[0]?.id]);
      expect(next.next).toBeNull();
    });

    it('answers an empty last page for a cursor that is none', async () => {
      const { siteId } = await inserted();
      for (const text of ['x', '1.', '.1', '99999999999999999.x', textWithNul, ...hostileTexts]) {
        expect(await conversations().list(all(siteId), text, 10)).toEqual({ items: [], next: null });
      }
    });

    it('filters by site, status and whom it is assigned to, alone and together', async () => {
      const [siteId, team, agent] = [newId(), newId(), newId()];
      const parts: Partial<Conversation>[] = [
        {},
        { status: 'closed' },
        { assignedTeamId: team },
        { assignedAgentId: agent },
        { assignedTeamId: team, assignedAgentId: agent },
        { assignedTeamId: team, status: 'closed' },
        { assignedTeamId: newId() },
      ];
      const made: Conversation[] = [];
      for (const part of parts) made.push(await inserted({ siteId, ...part }));
      const others = [await inserted({ assignedTeamId: team }), await inserted()];
      const found = async (filter: Partial<ConversationFilter>) => {
        const { items } = await conversations().list(
          { siteId, status: null, assigned: null, ...filter },
          null,
          1000,
        );
        return [...made, ...others].flatMap(({ id }, index) => (ids(items).includes(id) ? [index] : []));
      };
      expect(await found({})).toEqual([0, 1, 2, 3, 4, 5, 6]);
      expect(await found({ status: 'open' })).toEqual([0, 2, 3, 4, 6]);
      expect(await found({ status: 'closed' })).toEqual([1, 5]);
      expect(await found({ assigned: { team } })).toEqual([2, 4, 5]);
      expect(await found({ assigned: { agent } })).toEqual([3, 4]);
      expect(await found({ assigned: 'unassigned' })).toEqual([0, 1]);
      expect(await found({ assigned: { team }, status: 'closed' })).toEqual([5]);
      expect(await found({ siteId: null, assigned: { team } })).toEqual([2, 4, 5, 7]);
      expect(await found({ siteId: null })).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
      expect(await found({ siteId: textWithNul })).toEqual([]);
      expect(await found({ siteId: '$ne' })).toEqual([]);
    });

    it('lists those of a visitor in the same order, so many', async () => {
      const visitorId = newId();
      const made: Conversation[] = [];
      for (const moment of [5, 9, 5, 1]) made.push(await inserted({ visitorId, lastMessageAt: at(moment) }));
      await inserted();
      expect(await conversations().listByVisitor(visitorId, 10)).toEqual(sorted(made).map(summaryOf));
      expect(ids(await conversations().listByVisitor(visitorId, 2))).toEqual(ids(sorted(made)).slice(0, 2));
      expect(await conversations().listByVisitor(newId(), 10)).toEqual([]);
    });

    it('lists conversations with unsent events, oldest event first, and forgets what was sent', async () => {
      const made = [
        await inserted({ unsentEvents: [sampleEvent({ at: at(30) })] }),
        await inserted({ unsentEvents: [sampleEvent({ at: at(50) }), sampleEvent({ at: at(10) })] }),
        await inserted({ unsentEvents: [] }),
        await inserted({ unsentEvents: [sampleEvent({ at: at(20) })] }),
      ] as const;
      const unsent = async () => {
        const rows = await conversations().listUnsent(1000);
        return rows.filter(({ conversationId }) => ids([...made]).includes(conversationId));
      };
      const row = (index: 0 | 1 | 2 | 3) => ({
        conversationId: made[index].id,
        events: made[index].unsentEvents,
      });
      expect(await unsent()).toEqual([row(1), row(3), row(0)]);
      await conversations().markSent(made[1].id, [made[1].unsentEvents[1]?.id ?? '', newId()]);
      expect(await unsent()).toEqual([
        row(3),
        row(0),
        { conversationId: made[1].id, events: made[1].unsentEvents.slice(0, 1) },
      ]);
      await conversations().markSent(made[3].id, [made[3].unsentEvents[0]?.id ?? '']);
      await conversations().markSent(made[3].id, [made[3].unsentEvents[0]?.id ?? '']);
      const late = sampleEvent({ at: at(40) });
      await conversations().append(made[2].id, sampleMessage(), [late]);
      expect(await unsent()).toEqual([
        row(0),
        { conversationId: made[2].id, events: [late] },
        { conversationId: made[1].id, events: made[1].unsentEvents.slice(0, 1) },
      ]);
      expect(await conversations().get(made[3].id)).toMatchObject({ unsentEvents: [], revision: 1 });
      expect((await conversations().listUnsent(1)).length).toBe(1);
    });

    it('loses no event between sending and appending at once', async () => {
      const conversation = await inserted({ unsentEvents: [] });
      const events = Array.from({ length: 40 }, () => sampleEvent());
      const sent = new Set<string>();
      let appending = true;
      const append = async () => {
        const append = race(connections, 40, (storage, index) =>
          storage.conversations.append(conversation.id, sampleMessage(), [events[index] ?? sampleEvent()]),
        );
        await append.finally(() => {
          appending = false;
        });
      };
      const relay = async () => {
        for (let last = false; !last;) {
          last = !appending;
          const rows = (await connections.second.conversations.listUnsent(1000)).filter(
            ({ conversationId }) => conversationId === conversation.id,
          );
          const eventIds = ids(rows.flatMap((row) => row.events));
          for (const id of eventIds) sent.add(id);
          await connections.second.conversations.markSent(conversation.id, eventIds);
        }
      };
      await Promise.all([append(), relay()]);
      expect(sent).toEqual(new Set(ids(events)));
      expect((await conversations().get(conversation.id))?.unsentEvents).toEqual([]);
    });
  });
}
