import { type Actor, done, refuse } from '../answer';
import { checkText } from '../answer/check-text';
import { fromSaved, invalid, missing } from '../answer/from-saved';
import { deny } from '../answer/permit';
import { type Context } from '../context';
import { announceChange } from '../conversations/announce-change';
import { conversationChanged, conversationMessage } from '../conversations/conversation-events';
import { conversationFull } from '../conversations/conversations-use-cases';
import { agentMessageKey } from '../conversations/message-key';
import { summarize } from '../conversations/summarize';
import { type Conversation, type ConversationSummary, MAX_MESSAGE_LENGTH, type Message } from '../model';
import { type ConversationFilter, decodeCursor, wellFormed } from '../ports';
import { keyReused } from '../reused-key';
import { type Inbox, type InboxConversation, type InboxFilter } from './inbox';
import { inboxMessage, inboxSummary } from './inbox-view';

/** The agents' side of conversations. */
export function createInbox(context: Context): Inbox {
  const { storage, people, ids, clock } = context;

  async function origin(conversation: Conversation): Promise<Pick<InboxConversation, 'ruleTitle' | 'visit'>> {
    const [rule, visit] = await Promise.all([
      conversation.ruleId === null ? null : storage.rules.get(conversation.ruleId),
      storage.visits.get(conversation.visitId),
    ]);
    const place = (key: string) => {
      const value = visit?.facts[key]?.value;
      return typeof value === 'string' && value !== '' ? value : null;
    };
    return {
      ruleTitle: rule?.title ?? null,
      visit: visit && {
        startedAt: visit.startedAt,
        landingUrl: visit.landingUrl,
        referrerUrl: visit.referrerUrl,
        country: place('country'),
        city: place('city'),
      },
    };
  }

  return {
    async list({ actor, filter = {}, after, limit = 30 }) {
      const denied = deny(actor, 'conversations:reply');
      if (denied) return denied;
      if (!Number.isInteger(limit) || limit < 1 || limit > 100)
        return invalid([
          { path: 'query/limit', code: 'outOfRange', message: 'Must be a whole number from 1 to 100.' },
        ]);
      if (after !== undefined && !decodeCursor(after)) {
        return invalid([
          { path: 'query/after', code: 'cursorInvalid', message: 'Must be the "next" of the page before.' },
        ]);
      }
      const [page, snapshot] = await Promise.all([
        storage.conversations.list(filterOf(filter, actor), after ?? null, limit),
        people.snapshot(),
      ]);
      return done({
        items: page.items.map((conversation) => inboxSummary(conversation, snapshot)),
        next: page.next,
      });
    },

    async get({ actor, conversationId }) {
      const denied = deny(actor, 'conversations:reply');
      if (denied) return denied;
      const conversation = await storage.conversations.get(conversationId);
      if (!conversation) return missing('conversation');
      const [snapshot, from] = await Promise.all([people.snapshot(), origin(conversation)]);
      return done({
        ...inboxSummary(summarize(conversation), snapshot),
        messages: conversation.messages.map((message) => inboxMessage(message, snapshot)),
        ...from,
      });
    },

    async reply({ actor, conversationId, text, key }) {
      const denied = deny(actor, 'conversations:reply');
      if (denied) return denied;
      const issues = checkText(text, '/text', MAX_MESSAGE_LENGTH);
      if (issues.length > 0) return invalid(issues);
      const conversation = await storage.conversations.get(conversationId);
      if (!conversation) return missing('conversation');
      const message: Message = {
        id: ids.next(),
        author: { kind: 'agent', agentId: actor.agentId },
        text: wellFormed(text.trim()),
        sentAt: clock.now(),
        proactive: false,
        key: agentMessageKey(actor.agentId, key),
      };
      const appended = await storage.conversations.append(conversationId, message, [
        conversationMessage(context, conversation, message),
      ]);
      if (!appended.ok) return appended.reason === 'full' ? conversationFull() : missing('conversation');
      if (appended.created) announceChange(context, conversation);
      else if (appended.message.text !== message.text) return keyReused();
      return done(inboxMessage(appended.message, await people.snapshot()));
    },

    async update({ actor, conversationId, change, revision }) {
      const denied = deny(actor, 'conversations:reply');
      if (denied) return denied;
      const wanted = givenOf(change);
      if (Object.keys(wanted).length === 0) {
        return invalid([
          {
            path: '',
            code: 'nothingToChange',
            message: 'Name at least one of assignedTeamId, assignedAgentId, status.',
          },
        ]);
      }
      const before = await storage.conversations.get(conversationId);
      if (!before) return missing('conversation');
      const [team, agent] = await Promise.all([
        wanted.assignedTeamId == null ? null : storage.teams.get(wanted.assignedTeamId),
        wanted.assignedAgentId == null ? null : storage.agents.get(wanted.assignedAgentId),
      ]);
      if (wanted.assignedTeamId != null && !team)
        return notAssignable('/assignedTeamId', 'There is no such team. Choose one of the list of teams.');
      if (wanted.assignedAgentId != null && !agent?.enabled) {
        return notAssignable(
          '/assignedAgentId',
          agent
            ? 'This agent is disabled. Choose an agent who is enabled.'
            : 'There is no such agent. Choose one of the list of agents.',
        );
      }
      const events = conversationChanged(
        context,
        before,
        wanted,
        actor.kind === 'agent' ? actor.agentId : null,
      );
      const saved = await storage.conversations.update(conversationId, wanted, events, revision);
      if (saved.ok) announceChange(context, before);
      const snapshot = await people.snapshot();
      const answer = fromSaved(saved, 'conversation');
      if (answer.ok) return done(inboxSummary(answer.value, snapshot));
      const { current } = answer.error;
      return current === undefined
        ? answer
        : {
            ok: false,
            error: { ...answer.error, current: inboxSummary(current as ConversationSummary, snapshot) },
          };
    },
  };
}

type Change = Parameters<Inbox['update']>[0]['change'];

/** Only what is said. */
function givenOf(change: Change): {
  assignedTeamId?: string | null;
  assignedAgentId?: string | null;
  status?: Conversation['status'];
} {
  return {
    ...(change.assignedTeamId === undefined ? {} : { assignedTeamId: change.assignedTeamId }),
    ...(change.assignedAgentId === undefined ? {} : { assignedAgentId: change.assignedAgentId }),
    ...(change.status === undefined ? {} : { status: change.status }),
  };
}

function filterOf(filter: InboxFilter, actor: Actor): ConversationFilter {
  const { assigned } = filter;
  // The installation itself is nobody that conversations are assigned to.
  const mine = actor.kind === 'agent' ? { agent: actor.agentId } : null;
  return {
    siteId: filter.siteId ?? null,
    status: filter.status ?? null,
    assigned: assigned === 'me' ? mine : (assigned ?? null),
  };
}

function notAssignable(path: string, message: string) {
  return refuse('invalidReference', message, { issues: [{ path, code: 'referenceUnknown', message }] });
}
