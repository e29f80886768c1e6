import { type ConversationListQuery, type ConversationSummaryWire } from '@beckon/protocol';

/** Which conversations are listed. */
export type InboxFilter = 'all' | 'mine' | 'unassigned' | 'closed';

export const filters: readonly { value: InboxFilter; label: string; empty: string }[] = [
  {
    value: 'all',
    label: 'All',
    empty: 'No open conversation. One appears here the moment a visitor writes.',
  },
  { value: 'mine', label: 'Mine', empty: 'Nothing open is assigned to you.' },
  {
    value: 'unassigned',
    label: 'Unassigned',
    empty: 'Every open conversation has somebody who looks after it.',
  },
  { value: 'closed', label: 'Closed', empty: 'No conversation was closed yet.' },
];

export function queryOf(filter: InboxFilter): ConversationListQuery {
  if (filter === 'closed') return { status: 'closed' };
  if (filter === 'mine') return { status: 'open', assigned: 'me' };
  if (filter === 'unassigned') return { status: 'open', assigned: 'unassigned' };
  return { status: 'open' };
}

/** Does a conversation belong into the list of a filter? The same as the server's answer, for what arrives live. */
export function belongs(
  conversation: ConversationSummaryWire,
  filter: InboxFilter,
  agentId: string | undefined,
): boolean {
  if (filter === 'closed') return conversation.status === 'closed';
  if (conversation.status !== 'open') return false;
  if (filter === 'mine') return conversation.assignedAgentId === agentId;
  if (filter === 'unassigned')
    return conversation.assignedAgentId === null && conversation.assignedTeamId === null;
  return true;
}

/**
 * A list with a conversation as it is now: in its place by time, or gone where it belongs no longer.
 * What is older than the list's last entry while more can be loaded is left to the next page.
 */
export function merged(
  list: readonly ConversationSummaryWire[],
  conversation: ConversationSummaryWire,
  keep: boolean,
  hasMore: boolean,
): ConversationSummaryWire[] {
  const known = list.find(({ id }) => id === conversation.id);
  if (known && known.revision > conversation.revision) return [...list];
  const others = list.filter(({ id }) => id !== conversation.id);
  if (!keep) return others;
  const last = list.at(-1);
  if (!known && hasMore && last && conversation.lastMessageAt < last.lastMessageAt) return others;
  return [...others, conversation].sort((a, b) =>
    a.lastMessageAt === b.lastMessageAt ? (a.id < b.id ? 1 : -1) : a.lastMessageAt < b.lastMessageAt ? 1 : -1,
  );
}
