import type { VisitorConversation, VisitorMessage } from '@beckon/protocol';
import type { Engagement } from '../runtime/mailbox';

/** Where a message goes: into a conversation, or as a new one that answers an engagement or none. */
export interface Way {
  readonly conversation?: string;
  readonly engagement?: string;
}

/** A message on its way. Kept until the server has it. */
export interface Outgoing {
  /** Names it, so that sending it again does nothing twice, and it is known again among those that the server tells. */
  readonly key: string;
  readonly text: string;
  /** ISO 8601, when it was written. */
  readonly writtenAt: string;
  /** Settled when it is first sent, so that sending it again is the same request. */
  readonly way?: Way;
  /** `lost`: the server could not be reached in several tries, it is tried again later; `refused`: it would not have it. */
  readonly failed?: 'lost' | 'refused';
}

/** One line of the log. */
export interface Entry {
  readonly id: string;
  readonly author: VisitorMessage['author'];
  readonly text: string;
  readonly at: string;
  readonly state: 'sent' | 'sending' | 'failed';
}

const lastAt = (conversation: VisitorConversation | undefined): string =>
  conversation?.messages.at(-1)?.sentAt ?? '';

/** Does the server have it, though its answer may still be on the way? */
export function hasArrived({ key }: Outgoing, conversations: readonly VisitorConversation[]): boolean {
  return conversations.some(({ messages }) => messages.some((message) => message.key === key));
}

/** All that was said, oldest first: every conversation, the messages that popped up and are not answered, and those on their way. */
export function threadEntries(
  conversations: readonly VisitorConversation[],
  engagements: readonly Engagement[],
  outgoing: readonly Outgoing[],
): Entry[] {
  const answered = new Set(conversations.map(({ engagement }) => engagement));
  const entries: Entry[] = [
    ...conversations.flatMap(({ messages }) =>
      messages.map(({ id, author, text, sentAt }) => ({
        id,
        author,
        text,
        at: sentAt,
        state: 'sent' as const,
      })),
    ),
    ...engagements
      .filter(({ id }) => !answered.has(id))
      .map(({ id, from, message, deliveredAt }) => ({
        id,
        author: from,
        text: message,
        at: deliveredAt,
        state: 'sent' as const,
      })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  for (const message of outgoing) {
    const { key, text, writtenAt, failed } = message;
    if (!hasArrived(message, conversations))
      entries.push({ id: key, author: 'me', text, at: writtenAt, state: failed ? 'failed' : 'sending' });
  }
  return entries;
}

/**
 * Where the next message goes: as an answer to the newest message that popped up, if nothing was said after it; else into
 * the newest open conversation; else it starts one.
 */
export function wayOf(
  conversations: readonly VisitorConversation[],
  engagements: readonly Engagement[],
): Way {
  const newestFirst = [...conversations].sort((a, b) => (lastAt(a) < lastAt(b) ? 1 : -1));
  const talk = newestFirst.find(({ status }) => status === 'open');
  const answered = new Set(conversations.map(({ engagement }) => engagement));
  const proactive = [...engagements]
    .sort((a, b) => (a.deliveredAt < b.deliveredAt ? 1 : -1))
    .find(({ id }) => !answered.has(id));
  if (proactive && proactive.deliveredAt > lastAt(talk)) return { engagement: proactive.id };
  return talk ? { conversation: talk.id } : {};
}

/** Messages of the other side that were not seen yet. */
export function unseen(conversations: readonly VisitorConversation[]): number {
  return conversations.reduce(
    (sum, { messages, readCount }) =>
      sum + messages.slice(readCount).filter(({ author }) => author !== 'me').length,
    0,
  );
}
