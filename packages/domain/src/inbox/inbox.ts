import { type Actor, type Answer, type SignedIn } from '../answer';
import { type ConversationStatus } from '../model';
import { type Page } from '../ports';

/** A message as agents see it. */
export interface InboxMessage {
  id: string;
  author: { kind: 'visitor' } | { kind: 'team' | 'agent'; id: string; name: string };
  text: string;
  sentAt: Date;
  proactive: boolean;
  /** The idempotency key that an agent sent it with; `null` for all else. */
  key: string | null;
}

/** A conversation in the inbox's list. */
export interface InboxSummary {
  id: string;
  siteId: string;
  /** A name for somebody without one: "Visitor 7F3K". */
  visitorName: string;
  status: ConversationStatus;
  assignedTeamId: string | null;
  assignedAgentId: string | null;
  ruleId: string | null;
  pageUrl: string;
  messageCount: number;
  lastMessage: InboxMessage;
  createdAt: Date;
  lastMessageAt: Date;
  revision: number;
}

export interface InboxConversation extends InboxSummary {
  messages: InboxMessage[];
  /** Of the rule it began from, also of a deleted one. */
  ruleTitle: string | null;
  visit: {
    startedAt: Date;
    landingUrl: string;
    referrerUrl: string;
    country: string | null;
    city: string | null;
  } | null;
}

export interface InboxFilter {
  siteId?: string | undefined;
  status?: ConversationStatus | undefined;
  assigned?: 'me' | 'unassigned' | { team: string } | { agent: string } | undefined;
}

/** The agents' side of conversations; all want `conversations:reply`. Errors: `forbidden`, `notFound`. */
export interface Inbox {
  /** Newest first. `limit`: 1 to 100, 30 if not said. Error besides: `invalidRequest` for an `after` that no page gave. */
  list(request: {
    actor: Actor;
    filter?: InboxFilter | undefined;
    after?: string | undefined;
    limit?: number | undefined;
  }): Promise<Answer<Page<InboxSummary>>>;
  get(request: { actor: Actor; conversationId: string }): Promise<Answer<InboxConversation>>;
  /** Errors besides: `invalidRequest`, `conversationFull`, `keyReused`. */
  reply(request: {
    actor: SignedIn;
    conversationId: string;
    text: string;
    key: string;
  }): Promise<Answer<InboxMessage>>;
  /** Assigns, closes, opens again. Errors besides: `stale`, `invalidReference`, `invalidRequest` (nothing to change). */
  update(request: {
    actor: Actor;
    conversationId: string;
    change: {
      assignedTeamId?: string | null | undefined;
      assignedAgentId?: string | null | undefined;
      status?: ConversationStatus | undefined;
    };
    revision: number;
  }): Promise<Answer<InboxSummary>>;
}
