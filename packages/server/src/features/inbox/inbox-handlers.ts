import {
  type AgentEvent,
  type Domain,
  type InboxConversation,
  type InboxFilter,
  type InboxMessage,
  type InboxSummary,
} from '@beckon/domain';
import { type ConversationSummaryWire, type ConversationWire, type MessageWire } from '@beckon/protocol';
import { translate } from '../../routing/answer';
import { type Handlers } from '../../routing/handler';
import { type Timers } from '../../streams/timers';

function toMessageWire({ id, author, text, sentAt, proactive, key }: InboxMessage): MessageWire {
  return { id, author, text, sentAt: sentAt.toISOString(), proactive, key };
}

function toSummaryWire(summary: InboxSummary): ConversationSummaryWire {
  const {
    id,
    siteId,
    visitorName,
    status,
    assignedTeamId,
    assignedAgentId,
    ruleId,
    pageUrl,
    messageCount,
    revision,
  } = summary;
  return {
    id,
    siteId,
    visitorName,
    status,
    assignedTeamId,
    assignedAgentId,
    ruleId,
    pageUrl,
    messageCount,
    lastMessage: toMessageWire(summary.lastMessage),
    createdAt: summary.createdAt.toISOString(),
    lastMessageAt: summary.lastMessageAt.toISOString(),
    revision,
  };
}

function toConversationWire(conversation: InboxConversation): ConversationWire {
  const { messages, ruleTitle, visit } = conversation;
  return {
    ...toSummaryWire(conversation),
    messages: messages.map(toMessageWire),
    ruleTitle,
    visit: visit && { ...visit, startedAt: visit.startedAt.toISOString() },
  };
}

/** `me`, `unassigned`, `team:ID` or `agent:ID`, as the query's schema has held it to. */
function assignedOf(text: string | undefined): InboxFilter['assigned'] {
  if (text === undefined || text === 'me' || text === 'unassigned') return text;
  const id = text.slice(text.indexOf(':') + 1);
  return text.startsWith('team:') ? { team: id } : { agent: id };
}

type Ids = 'listConversations' | 'getConversation' | 'updateConversation' | 'reply' | 'adminEvents';

/** ms after which a stream of an agent whose session is over has ended, though nothing happened meanwhile. */
export const SESSION_CHECK = 30_000;

export function inboxHandlers({ inbox, events }: Domain, timers: Timers): Handlers<Ids> {
  return {
    listConversations: async ({ actor, query }) =>
      translate(
        await inbox.list({
          actor,
          filter: { siteId: query.site, status: query.status, assigned: assignedOf(query.assigned) },
          after: query.after,
          limit: query.limit,
        }),
        ({ items, next }) => ({ conversations: items.map(toSummaryWire), next }),
      ),
    getConversation: async ({ actor, params }) =>
      translate(await inbox.get({ actor, conversationId: params.id }), toConversationWire),
    updateConversation: async ({ actor, params, body: { revision, ...change } }) =>
      translate(await inbox.update({ actor, conversationId: params.id, change, revision }), toSummaryWire),
    reply: async ({ actor, params, body, key }) =>
      translate(await inbox.reply({ actor, conversationId: params.id, text: body.text, key }), toMessageWire),
    adminEvents: async ({ actor, stream }) => {
      const tell = (event: AgentEvent) => {
        if (event.type === 'conversation') stream.send('conversation', toSummaryWire(event.conversation));
        else stream.send(event.type, { siteId: event.siteId });
      };
      const subscription = await events.ofAgent({ actor, listener: tell, ended: () => stream.close() });
      if (!subscription.ok) return subscription;
      const stopChecking = timers.every(SESSION_CHECK, () => {
        // A storage that is away says nothing about the session.
        subscription.value.check().catch(() => undefined);
      });
      stream.onClose(() => {
        stopChecking();
        subscription.value.end();
      });
      return subscription;
    },
  };
}
