import { type Conversation, type ConversationSummary } from '@beckon/domain';
import { type ConversationDocument } from '../documents';
import { eventDocuments, eventOf } from './unsent-events';

/** What a list reads of a conversation: all but what grows. */
export const SUMMARY = { messages: 0, unsentEvents: 0 } as const;
export type SummaryDocument = Omit<ConversationDocument, 'messages' | 'unsentEvents'>;

export function documentOf(conversation: Conversation): ConversationDocument {
  const { id, unsentEvents, ...rest } = conversation;
  const lastMessage = conversation.messages.at(-1);
  if (!lastMessage) throw new TypeError('A conversation begins with a message.');
  return {
    _id: id,
    ...rest,
    engagementKey: conversation.engagementId ?? id,
    messageCount: conversation.messages.length,
    lastMessage,
    unsentEvents: eventDocuments(unsentEvents),
  };
}

export function conversationOf(document: ConversationDocument): Conversation {
  return {
    ...partsOf(document),
    messages: document.messages,
    unsentEvents: document.unsentEvents.map(eventOf),
  };
}

export function summaryOf(document: SummaryDocument): ConversationSummary {
  return { ...partsOf(document), messageCount: document.messageCount, lastMessage: document.lastMessage };
}

function partsOf(document: SummaryDocument): Omit<Conversation, 'messages' | 'unsentEvents'> {
  return {
    id: document._id,
    siteId: document.siteId,
    visitorId: document.visitorId,
    visitId: document.visitId,
    engagementId: document.engagementId,
    ruleId: document.ruleId,
    startKey: document.startKey,
    status: document.status,
    assignedTeamId: document.assignedTeamId,
    assignedAgentId: document.assignedAgentId,
    visitorReadCount: document.visitorReadCount,
    pageUrl: document.pageUrl,
    createdAt: document.createdAt,
    lastMessageAt: document.lastMessageAt,
    revision: document.revision,
  };
}
