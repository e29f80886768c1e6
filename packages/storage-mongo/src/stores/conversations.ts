import {
  type Conversation,
  type ConversationFilter,
  type ConversationStore,
  type Cursor,
  decodeCursor,
  encodeCursor,
  MAX_MESSAGES,
  storable,
} from '@beckon/domain';
import { type QueryFilter } from 'mongoose';
import { type ConversationDocument } from '../documents';
import { insertedOr, refuseRepeatedId, untilSettled } from '../failures';
import { atLeastOne } from '../limits';
import { type Models } from '../models';
import {
  conversationOf,
  documentOf,
  SUMMARY,
  type SummaryDocument,
  summaryOf,
} from './conversation-documents';
import { eventDocuments, listUnsent, markSent } from './unsent-events';

const NEWEST_FIRST = { lastMessageAt: -1, _id: -1 } as const;

export function conversationStore({ conversations }: Models): ConversationStore {
  async function findRepeated({
    visitorId,
    startKey,
    engagementId,
  }: Conversation): Promise<Conversation | null> {
    const found =
      (await conversations.findOne({ visitorId, startKey }).lean<ConversationDocument>()) ??
      (engagementId === null
        ? null
        : await conversations
            .findOne({ visitorId, engagementKey: engagementId })
            .lean<ConversationDocument>());
    return found && conversationOf(found);
  }
  const listSummaries = async (filter: QueryFilter<ConversationDocument>, limit: number) =>
    (await conversations.find(filter, SUMMARY).sort(NEWEST_FIRST).limit(limit).lean<SummaryDocument[]>()).map(
      summaryOf,
    );

  return {
    insert(input) {
      const conversation = storable(input, 'conversation');
      return untilSettled(async () => {
        const before = await findRepeated(conversation);
        if (before) return { created: false, conversation: before };
        const index = await insertedOr(() => conversations.create([documentOf(conversation)]));
        if (index === null) return { created: true, conversation };
        // Not where the very same call is made twice at once: then there is one by its start key now.
        if (!(await findRepeated(conversation))) refuseRepeatedId(index, 'conversation', conversation.id);
        return null;
      });
    },
    async get(id) {
      const document = await conversations.findById(id).lean<ConversationDocument>();
      return document && conversationOf(document);
    },
    async append(id, input, events) {
      const message = storable(input, 'message');
      const after = await conversations
        .findOneAndUpdate(
          { _id: id, 'messages.key': { $ne: message.key }, messageCount: { $lt: MAX_MESSAGES } },
          {
            $push: { messages: message, unsentEvents: { $each: eventDocuments(events) } },
            $max: { lastMessageAt: message.sentAt },
            $inc: { messageCount: 1, revision: 1 },
            $set: {
              lastMessage: message,
              ...(message.author.kind !== 'team' && { status: 'open' as const }),
            },
          },
          { returnDocument: 'after', projection: SUMMARY },
        )
        .lean<SummaryDocument>();
      if (after) return { ok: true, created: true, message, conversation: summaryOf(after) };
      // Nothing of what stood against it ever goes away, so that a second look tells which it was.
      const document = await conversations.findById(id).lean<ConversationDocument>();
      if (!document) return { ok: false, reason: 'notFound' };
      const repeated = document.messages.find(({ key }) => key === message.key);
      if (!repeated) return { ok: false, reason: 'full' };
      return { ok: true, created: false, message: repeated, conversation: summaryOf(document) };
    },
    async update(id, change, events, expectedRevision) {
      const after = await conversations
        .findOneAndUpdate(
          { _id: id, revision: expectedRevision },
          {
            $set: storable(change, 'change'),
            $inc: { revision: 1 },
            $push: { unsentEvents: { $each: eventDocuments(events) } },
          },
          { returnDocument: 'after', projection: SUMMARY },
        )
        .lean<SummaryDocument>();
      if (after) return { ok: true, value: summaryOf(after) };
      const current = await conversations.findById(id, SUMMARY).lean<SummaryDocument>();
      return current
        ? { ok: false, reason: 'stale', current: summaryOf(current) }
        : { ok: false, reason: 'notFound' };
    },
    async markRead(id, count) {
      const moved = await conversations.updateOne(
        { _id: id, messageCount: { $gte: count } },
        { $max: { visitorReadCount: count } },
      );
      if (moved.matchedCount > 0) return;
      // More than there are: all that there were a moment ago, which only grows.
      const document = await conversations.findById(id, SUMMARY).lean<SummaryDocument>();
      if (document)
        await conversations.updateOne(
          { _id: id },
          { $max: { visitorReadCount: Math.min(count, document.messageCount) } },
        );
    },
    async list(filter, after, limit) {
      const cursor = after === null ? null : decodeCursor(after);
      if (after !== null && !cursor) return { items: [], next: null };
      const size = atLeastOne(limit);
      const items = await listSummaries({ ...conditionsOf(filter), ...(cursor && beyond(cursor)) }, size + 1);
      const last = items.length > size ? items[size - 1] : undefined;
      return {
        items: items.slice(0, size),
        next: last ? encodeCursor({ at: last.lastMessageAt, id: last.id }) : null,
      };
    },
    listByVisitor: (visitorId, limit) => listSummaries({ visitorId }, atLeastOne(limit)),
    async listUnsent(limit) {
      const found = await listUnsent(conversations, limit);
      return found.map(({ id, events }) => ({ conversationId: id, events }));
    },
    markSent: (id, eventIds) => markSent(conversations, id, eventIds),
  };
}

function conditionsOf({ siteId, status, assigned }: ConversationFilter): QueryFilter<ConversationDocument> {
  return {
    ...(siteId !== null && { siteId }),
    ...(status !== null && { status }),
    ...(assigned === 'unassigned'
      ? { assignedTeamId: null, assignedAgentId: null }
      : assigned &&
        ('team' in assigned ? { assignedTeamId: assigned.team } : { assignedAgentId: assigned.agent })),
  };
}

/** What comes after the cursor, newest first; the bound outside the alternatives is what an index can use. */
function beyond({ at, id }: Cursor): QueryFilter<ConversationDocument> {
  return { lastMessageAt: { $lte: at }, $or: [{ lastMessageAt: { $lt: at } }, { _id: { $lt: id } }] };
}
