import { type Author, type Conversation, type ConversationSummary, type Message } from '@beckon/domain';
import { columns } from '../columns';
import { type Row, type Transaction } from '../transaction';
import { unsentOf } from './unsent-events';

/** A conversation's row with its last message's columns, prefixed: all that a list shows. */
export const SUMMARIES = `SELECT c.*, m.id AS m_id, m.author AS m_author, m.text AS m_text, m.sent_at AS m_sent_at,
  m.proactive AS m_proactive, m.key AS m_key
  FROM conversations c JOIN messages m ON m.conversation_id = c.id AND m.position = c.message_count - 1`;

export function summaryOf(row: Row): ConversationSummary {
  return {
    ...partsOf(row),
    messageCount: columns(row).number('message_count'),
    lastMessage: messageOf(row, 'm_'),
  };
}

export function findSummary(transaction: Transaction, id: string): ConversationSummary | null {
  const row = transaction.get(`${SUMMARIES} WHERE c.id = ?`, [id]);
  return row && summaryOf(row);
}

/** The whole conversation with messages and unsent events. */
export function conversationOf(transaction: Transaction, row: Row): Conversation {
  const parts = partsOf(row);
  return {
    ...parts,
    messages: transaction
      .all('SELECT * FROM messages WHERE conversation_id = ? ORDER BY position', [parts.id])
      .map((message) => messageOf(message)),
    unsentEvents: unsentOf(transaction, parts.id),
  };
}

export function messageOf(row: Row, prefix = ''): Message {
  const column = columns(row);
  return {
    id: column.text(`${prefix}id`),
    author: column.json<Author>(`${prefix}author`),
    text: column.text(`${prefix}text`),
    sentAt: column.date(`${prefix}sent_at`),
    proactive: column.boolean(`${prefix}proactive`),
    key: column.text(`${prefix}key`),
  };
}

function partsOf(row: Row): Omit<Conversation, 'messages' | 'unsentEvents'> {
  const column = columns(row);
  return {
    id: column.text('id'),
    siteId: column.text('site_id'),
    visitorId: column.text('visitor_id'),
    visitId: column.text('visit_id'),
    engagementId: column.textOrNull('engagement_id'),
    ruleId: column.textOrNull('rule_id'),
    startKey: column.text('start_key'),
    status: column.text('status') as Conversation['status'],
    assignedTeamId: column.textOrNull('assigned_team_id'),
    assignedAgentId: column.textOrNull('assigned_agent_id'),
    visitorReadCount: column.number('visitor_read_count'),
    pageUrl: column.text('page_url'),
    createdAt: column.date('created_at'),
    lastMessageAt: column.date('last_message_at'),
    revision: column.number('revision'),
  };
}

export function addMessage(
  transaction: Transaction,
  conversationId: string,
  position: number,
  message: Message,
): void {
  transaction.run(
    'INSERT INTO messages (conversation_id, position, id, author, text, sent_at, proactive, key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    [
      conversationId,
      position,
      message.id,
      JSON.stringify(message.author),
      message.text,
      message.sentAt,
      message.proactive,
      message.key,
    ],
  );
}
