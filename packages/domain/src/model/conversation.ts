/** At most so many messages are in one conversation; then a new one begins. Keeps the document within every store's limit. */
export const MAX_MESSAGES = 1000;
/** At most so many characters are in one message. */
export const MAX_MESSAGE_LENGTH = 4000;

export type Author =
  { kind: 'visitor' } | { kind: 'agent'; agentId: string } | { kind: 'team'; teamId: string };

export interface Message {
  id: string;
  author: Author;
  text: string;
  sentAt: Date;
  /** The message of the engagement that the conversation began from. */
  proactive: boolean;
  /** Idempotency key; unique within the conversation. */
  key: string;
}

export type ConversationStatus = 'open' | 'closed';

/** Begins only when the visitor writes. */
export interface Conversation {
  id: string;
  siteId: string;
  visitorId: string;
  visitId: string;
  /** The engagement it answers, unique; `null` where the visitor began by herself. */
  engagementId: string | null;
  ruleId: string | null;
  /** Idempotency key of the request that began it; unique per visitor. */
  startKey: string;
  status: ConversationStatus;
  assignedTeamId: string | null;
  assignedAgentId: string | null;
  messages: Message[];
  /** How many of `messages` the visitor has seen. */
  visitorReadCount: number;
  pageUrl: string;
  createdAt: Date;
  lastMessageAt: Date;
  revision: number;
  /** Events that have not reached the bus and the plugins yet: written in the same step as what they tell of. */
  unsentEvents: DomainEvent[];
}

/** A conversation in a list: without its messages. */
export interface ConversationSummary extends Omit<Conversation, 'messages' | 'unsentEvents'> {
  messageCount: number;
  lastMessage: Message;
}

/** Something that happened, as it travels to the bus and to plugins. */
export interface DomainEvent {
  id: string;
  type: string;
  at: Date;
  payload: Record<string, unknown>;
}
