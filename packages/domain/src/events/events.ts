import { type Answer, type SignedIn, type VisitorActor } from '../answer';
import { type VisitorConversation } from '../conversations/conversations';
import { type InboxSummary } from '../inbox/inbox';

/** What an agent's screens hear of, as far as the agent may see it. */
export type AgentEvent =
  | { type: 'conversation'; conversation: InboxSummary }
  | { type: 'rules'; siteId: string }
  | { type: 'engagement'; siteId: string };

export interface Subscription {
  /** Ends it; again does nothing. */
  end(): void;
}

/** An agent's subscription. */
export interface AgentSubscription extends Subscription {
  /** Is the session still good? If not, the subscription ends. Call it with each heartbeat: a session ends without an event when its time is up. */
  check(): Promise<boolean>;
}

/** Live events. Best effort: what is true is in the storage, and whoever connects anew reads it. */
export interface Events {
  /**
   * Every conversation of the visitor, whole: once at the start, and at each change of it. Calls come one after the other.
   * Errors: `notFound`, `foreignOrigin`, `visitorUnknown`.
   */
  ofVisitor(request: {
    actor: VisitorActor;
    listener: (conversation: VisitorConversation) => void;
  }): Promise<Answer<Subscription>>;
  /** `ended` is called once when the session is over: the stream must be closed. */
  ofAgent(request: {
    actor: SignedIn;
    listener: (event: AgentEvent) => void;
    ended: () => void;
  }): Promise<Answer<AgentSubscription>>;
}
