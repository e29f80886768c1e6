import {
  type Conversation,
  type ConversationFilter,
  type ConversationStore,
  type ConversationSummary,
  decodeCursor,
  encodeCursor,
  MAX_MESSAGES,
  storable,
} from '@beckon/domain';
import { atLeastOne } from '../columns';
import { type Database } from '../database';
import { type Transaction, type Value } from '../transaction';
import {
  addMessage,
  conversationOf,
  findSummary,
  messageOf,
  SUMMARIES,
  summaryOf,
} from './conversation-rows';
import { addEvents, listUnsent, markSent } from './unsent-events';

const BY_ID = 'SELECT * FROM conversations WHERE id = ?';

export function conversationStore(database: Database): ConversationStore {
  return {
    insert: (input) =>
      database.write((transaction) => {
        const conversation = storable(input, 'conversation');
        const before = findRepeated(transaction, conversation);
        if (before) return { created: false, conversation: before };
        create(transaction, conversation);
        return { created: true, conversation };
      }),
    get: (id) =>
      database.read((transaction) => {
        const row = transaction.get(BY_ID, [id]);
        return row && conversationOf(transaction, row);
      }),
    append: (id, input, events) =>
      database.write((transaction) => {
        const message = storable(input, 'message');
        const before = findSummary(transaction, id);
        if (!before) return { ok: false, reason: 'notFound' };
        const repeated = transaction.get('SELECT * FROM messages WHERE conversation_id = ? AND key = ?', [
          id,
          message.key,
        ]);
        if (repeated) return { ok: true, created: false, message: messageOf(repeated), conversation: before };
        if (before.messageCount >= MAX_MESSAGES) return { ok: false, reason: 'full' };
        addMessage(transaction, id, before.messageCount, message);
        addEvents(transaction, 'conversation', id, events);
        transaction.run(
          `UPDATE conversations SET message_count = message_count + 1, last_message_at = max(last_message_at, ?), status = ?,
             revision = revision + 1 WHERE id = ?`,
          [message.sentAt, message.author.kind === 'team' ? before.status : 'open', id],
        );
        return { ok: true, created: true, message, conversation: findSummary(transaction, id) ?? before };
      }),
    update: (id, change, events, expectedRevision) =>
      database.write((transaction) => {
        const before = findSummary(transaction, id);
        if (!before) return { ok: false, reason: 'notFound' };
        if (before.revision !== expectedRevision) return { ok: false, reason: 'stale', current: before };
        const after: ConversationSummary = {
          ...before,
          ...storable(change, 'change'),
          revision: before.revision + 1,
        };
        addEvents(transaction, 'conversation', id, events);
        transaction.run(
          'UPDATE conversations SET assigned_team_id = ?, assigned_agent_id = ?, status = ?, revision = ? WHERE id = ?',
          [after.assignedTeamId, after.assignedAgentId, after.status, after.revision, id],
        );
        return { ok: true, value: after };
      }),
    markRead: (id, count) =>
      database.write((transaction) => {
        transaction.run(
          'UPDATE conversations SET visitor_read_count = max(visitor_read_count, min(?, message_count)) WHERE id = ?',
          [count, id],
        );
      }),
    list: async (filter, after, limit) => {
      const { conditions, values } = conditionsOf(filter);
      const cursor = after === null ? null : decodeCursor(after);
      if (after !== null && !cursor) return { items: [], next: null };
      if (cursor) {
        conditions.push('(c.last_message_at, c.id) < (?, ?)');
        values.push(cursor.at, cursor.id);
      }
      const size = atLeastOne(limit);
      const items = await database.read((transaction) =>
        listSummaries(transaction, conditions, values, size + 1),
      );
      const last = items.length > size ? items[size - 1] : undefined;
      return {
        items: items.slice(0, size),
        next: last ? encodeCursor({ at: last.lastMessageAt, id: last.id }) : null,
      };
    },
    listByVisitor: (visitorId, limit) =>
      database.read((transaction) =>
        listSummaries(transaction, ['c.visitor_id = ?'], [visitorId], atLeastOne(limit)),
      ),
    listUnsent: async (limit) =>
      (await listUnsent(database, 'conversation', limit)).map(({ id, events }) => ({
        conversationId: id,
        events,
      })),
    markSent: (id, eventIds) => markSent(database, id, eventIds),
  };
}

function findRepeated(
  transaction: Transaction,
  { visitorId, startKey, engagementId }: Conversation,
): Conversation | null {
  const row =
    transaction.get('SELECT * FROM conversations WHERE visitor_id = ? AND start_key = ?', [
      visitorId,
      startKey,
    ]) ??
    // Equals nothing where it is null.
    transaction.get('SELECT * FROM conversations WHERE engagement_id = ? AND visitor_id = ?', [
      engagementId,
      visitorId,
    ]);
  return row && conversationOf(transaction, row);
}

function create(transaction: Transaction, conversation: Conversation): void {
  transaction.run(
    `INSERT INTO conversations (id, site_id, visitor_id, visit_id, engagement_id, rule_id, start_key, status, assigned_team_id,
       assigned_agent_id, visitor_read_count, message_count, page_url, created_at, last_message_at, revision)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      conversation.id,
      conversation.siteId,
      conversation.visitorId,
      conversation.visitId,
      conversation.engagementId,
      conversation.ruleId,
      conversation.startKey,
      conversation.status,
      conversation.assignedTeamId,
      conversation.assignedAgentId,
      conversation.visitorReadCount,
      conversation.messages.length,
      conversation.pageUrl,
      conversation.createdAt,
      conversation.lastMessageAt,
      conversation.revision,
    ],
  );
  conversation.messages.forEach((message, position) =>
    addMessage(transaction, conversation.id, position, message),
  );
  addEvents(transaction, 'conversation', conversation.id, conversation.unsentEvents);
}

function conditionsOf({ siteId, status, assigned }: ConversationFilter): {
  conditions: string[];
  values: Value[];
} {
  const conditions: string[] = [];
  const values: Value[] = [];
  const equal = (column: string, value: string | null) => {
    if (value === null) return;
    conditions.push(`${column} = ?`);
    values.push(value);
  };
  equal('c.site_id', siteId);
  equal('c.status', status);
  if (assigned === 'unassigned')
    conditions.push('c.assigned_team_id IS NULL AND c.assigned_agent_id IS NULL');
  else if (assigned && 'team' in assigned) equal('c.assigned_team_id', assigned.team);
  else if (assigned) equal('c.assigned_agent_id', assigned.agent);
  return { conditions, values };
}

function listSummaries(
  transaction: Transaction,
  conditions: string[],
  values: Value[],
  limit: number,
): ConversationSummary[] {
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  return transaction
    .all(`${SUMMARIES} ${where} ORDER BY c.last_message_at DESC, c.id DESC LIMIT ?`, [...values, limit])
    .map(summaryOf);
}
