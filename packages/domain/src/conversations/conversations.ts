import { type Answer, type VisitorActor } from '../answer';
import { type ConversationStatus } from '../model';
import { type SenderName } from '../visits/visits';

/** A message as the visitor sees it. */
export interface VisitorMessage {
  id: string;
  author: 'me' | SenderName;
  text: string;
  sentAt: Date;
  /** The idempotency key that she sent it with; `null` for the other side's. */
  key: string | null;
}

/** A conversation as the visitor sees it: nothing about rules, visits or assignment. */
export interface VisitorConversation {
  id: string;
  status: ConversationStatus;
  engagementId: string | null;
  messages: VisitorMessage[];
  readCount: number;
}

export interface StartConversation {
  actor: VisitorActor;
  visitId: string;
  /** The engagement that is answered. */
  engagementId?: string | undefined;
  text: string;
  pageUrl: string;
  /** Idempotency key. */
  key: string;
}

/** The visitor's side of conversations. All: `notFound`, `foreignOrigin`, `visitorUnknown`, `invalidRequest`. */
export interface Conversations {
  /**
   * Begins a conversation; with an engagement, its message is the first entry, and it is assigned if the rule said so. There is one conversation an
   * engagement: a second start with other words goes on in it. A retry may come from another page and in another visit. Errors besides: `keyReused`.
   */
  start(request: StartConversation): Promise<Answer<VisitorConversation>>;
  /** Errors besides: `conversationFull`, `keyReused`. */
  send(request: {
    actor: VisitorActor;
    conversationId: string;
    text: string;
    key: string;
  }): Promise<Answer<VisitorMessage>>;
  /** The visitor has seen so many messages. */
  read(request: { actor: VisitorActor; conversationId: string; count: number }): Promise<Answer<null>>;
  /** All of hers, newest first. */
  list(request: { actor: VisitorActor }): Promise<Answer<VisitorConversation[]>>;
}
