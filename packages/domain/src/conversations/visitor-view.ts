import { type Author, type Conversation, type From, type Message } from '../model';
import { nameOf, type PeopleSnapshot } from '../people/people-cache';
import { type VisitorConversation, type VisitorMessage } from './conversations';
import { sentWithKey } from './message-key';

/** A conversation as its visitor may see it. */
export function visitorView(conversation: Conversation, people: PeopleSnapshot): VisitorConversation {
  return {
    id: conversation.id,
    status: conversation.status,
    engagementId: conversation.engagementId,
    messages: conversation.messages.map((message) => visitorMessage(message, people)),
    readCount: conversation.visitorReadCount,
  };
}

export function visitorMessage(message: Message, people: PeopleSnapshot): VisitorMessage {
  return {
    id: message.id,
    author: authorOf(message, people),
    text: message.text,
    sentAt: message.sentAt,
    key: message.author.kind === 'visitor' ? sentWithKey(message) : null,
  };
}

function authorOf({ author }: Message, people: PeopleSnapshot): VisitorMessage['author'] {
  if (author.kind === 'visitor') return 'me';
  const { kind, name } = nameOf(senderOf(author), people);
  return { kind, name };
}

/** The other side of a conversation as a sender. */
export function senderOf(author: Exclude<Author, { kind: 'visitor' }>): From {
  return author.kind === 'team' ? { team: author.teamId } : { agent: author.agentId };
}

/** How many messages of the other side the visitor has not seen. */
export function unreadOf(conversation: Conversation): number {
  return conversation.messages
    .slice(conversation.visitorReadCount)
    .filter((message) => message.author.kind !== 'visitor').length;
}
