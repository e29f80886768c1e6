import { sentWithKey } from '../conversations/message-key';
import { senderOf } from '../conversations/visitor-view';
import { type ConversationSummary, type Message } from '../model';
import { nameOf, type PeopleSnapshot } from '../people/people-cache';
import { type InboxMessage, type InboxSummary } from './inbox';

/** A message as agents see it. */
export function inboxMessage(message: Message, people: PeopleSnapshot): InboxMessage {
  const { author } = message;
  return {
    id: message.id,
    author: author.kind === 'visitor' ? author : nameOf(senderOf(author), people),
    text: message.text,
    sentAt: message.sentAt,
    proactive: message.proactive,
    key: author.kind === 'visitor' ? null : sentWithKey(message),
  };
}

/** A conversation in the inbox's list. */
export function inboxSummary(conversation: ConversationSummary, people: PeopleSnapshot): InboxSummary {
  return {
    id: conversation.id,
    siteId: conversation.siteId,
    visitorName: `Visitor ${conversation.visitorId.slice(-4)}`,
    status: conversation.status,
    assignedTeamId: conversation.assignedTeamId,
    assignedAgentId: conversation.assignedAgentId,
    ruleId: conversation.ruleId,
    pageUrl: conversation.pageUrl,
    messageCount: conversation.messageCount,
    lastMessage: inboxMessage(conversation.lastMessage, people),
    createdAt: conversation.createdAt,
    lastMessageAt: conversation.lastMessageAt,
    revision: conversation.revision,
  };
}
