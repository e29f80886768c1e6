import { type Conversation, type ConversationSummary } from '../model';

/** A whole conversation as it stands in lists. */
export function summarize(conversation: Conversation): ConversationSummary {
  const { messages, unsentEvents: _unsent, ...rest } = conversation;
  const lastMessage = messages.at(-1);
  if (!lastMessage) throw new Error(`Conversation ${conversation.id} has no message: it begins with one`);
  return { ...rest, messageCount: messages.length, lastMessage };
}
