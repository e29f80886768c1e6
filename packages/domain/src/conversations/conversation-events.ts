import {
  type ConversationAssignedPayload,
  type ConversationChangedPayload,
  type ConversationMessagePayload,
  type ConversationStartedPayload,
} from '@beckon/plugin';
import { type Context } from '../context';
import {
  type Conversation,
  type ConversationStatus,
  type ConversationSummary,
  type DomainEvent,
  type Message,
} from '../model';

type Minter = Pick<Context, 'ids' | 'clock'>;

function event({ ids, clock }: Minter, type: string, payload: Record<string, unknown>): DomainEvent {
  return { id: ids.next(), type, at: clock.now(), payload };
}

export function conversationStarted(minter: Minter, conversation: Conversation): DomainEvent {
  const payload: ConversationStartedPayload = {
    siteId: conversation.siteId,
    conversationId: conversation.id,
    visitorId: conversation.visitorId,
    visitId: conversation.visitId,
    engagementId: conversation.engagementId,
    ruleId: conversation.ruleId,
    assignedTeamId: conversation.assignedTeamId,
    assignedAgentId: conversation.assignedAgentId,
    pageUrl: conversation.pageUrl,
  };
  return event(minter, 'conversation.started', { ...payload });
}

export function conversationMessage(
  minter: Minter,
  conversation: { id: string; siteId: string; visitorId: string },
  message: Message,
): DomainEvent {
  const payload: ConversationMessagePayload = {
    siteId: conversation.siteId,
    conversationId: conversation.id,
    visitorId: conversation.visitorId,
    messageId: message.id,
    author: message.author,
    text: message.text,
  };
  return event(minter, 'conversation.message', { ...payload });
}

/** What an agent's change tells: `conversation.assigned`, `conversation.closed`, `conversation.reopened`. */
export function conversationChanged(
  minter: Minter,
  before: Pick<
    ConversationSummary,
    'id' | 'siteId' | 'visitorId' | 'status' | 'assignedTeamId' | 'assignedAgentId'
  >,
  change: { assignedTeamId?: string | null; assignedAgentId?: string | null; status?: ConversationStatus },
  byAgentId: string | null,
): DomainEvent[] {
  const common: ConversationChangedPayload = {
    siteId: before.siteId,
    conversationId: before.id,
    visitorId: before.visitorId,
    byAgentId,
  };
  const events: DomainEvent[] = [];
  const after = { ...before, ...change };
  if (after.assignedTeamId !== before.assignedTeamId || after.assignedAgentId !== before.assignedAgentId) {
    const assigned: ConversationAssignedPayload = {
      ...common,
      assignedTeamId: after.assignedTeamId,
      assignedAgentId: after.assignedAgentId,
    };
    events.push(event(minter, 'conversation.assigned', { ...assigned }));
  }
  if (after.status !== before.status)
    events.push(
      event(minter, after.status === 'closed' ? 'conversation.closed' : 'conversation.reopened', {
        ...common,
      }),
    );
  return events;
}
