import { done, refuse } from '../answer';
import { checkText } from '../answer/check-text';
import { invalid, missing } from '../answer/from-saved';
import { type Context } from '../context';
import {
  type Conversation,
  type ConversationSummary,
  type Engagement,
  MAX_MESSAGE_LENGTH,
  MAX_MESSAGES,
  type Message,
  type Visitor,
} from '../model';
import { stepEvents } from '../engagements/engagement-events';
import { isUsable, type PeopleSnapshot } from '../people/people-cache';
import { wellFormed } from '../ports';
import { keyReused } from '../reused-key';
import { pageAddress } from '../visits/page-address';
import { recognizeVisitor } from '../visits/recognize-visitor';
import { announceChange } from './announce-change';
import { conversationMessage, conversationStarted } from './conversation-events';
import { type Conversations, type StartConversation } from './conversations';
import { PROACTIVE_KEY, visitorMessageKey } from './message-key';
import { visitorMessage, visitorView } from './visitor-view';

/** So many of a visitor's conversations are looked at; older ones are only in the inbox. */
export const MAX_CONVERSATIONS = 50;

/** The visitor's side of conversations. */
export function createConversations(context: Context): Conversations {
  const { storage, people, bus } = context;

  /** The conversation if it is hers. */
  async function own(visitor: Visitor, id: string): Promise<Conversation | null> {
    const conversation = await storage.conversations.get(id);
    return conversation?.visitorId === visitor.id ? conversation : null;
  }

  async function append(
    conversation: { id: string; siteId: string; visitorId: string },
    text: string,
    key: string,
  ) {
    const message = visitorMessageOf(context, text, key);
    const appended = await storage.conversations.append(conversation.id, message, [
      conversationMessage(context, conversation, message),
    ]);
    if (!appended.ok) return appended.reason === 'full' ? conversationFull() : missing('conversation');
    if (!appended.created)
      return appended.message.text === message.text ? done(appended.message) : keyReused();
    await readOwn(context, appended.conversation);
    announceChange(context, conversation);
    return done(appended.message);
  }

  return {
    async start(request) {
      const recognized = await recognizeVisitor(context, request.actor);
      if (!recognized.ok) return recognized;
      const { site, visitor } = recognized.value;
      const issues = checkText(request.text, '/text', MAX_MESSAGE_LENGTH);
      if (issues.length > 0) return invalid(issues);
      // A visit that is over is good enough: what a person wrote is not refused because she took her time.
      const visit = await storage.visits.get(request.visitId);
      if (visit?.visitorId !== visitor.id) return missing('visit');

      let engagement: Engagement | null = null;
      if (request.engagementId !== undefined) {
        const found = await storage.engagements.get(request.engagementId);
        if (found?.visitorId !== visitor.id) return missing('engagement');
        // Before anything is noted. Where the same key comes twice at once, the insert tells.
        const hers = await storage.conversations.listByVisitor(visitor.id, MAX_CONVERSATIONS);
        if (hers.some(({ startKey, engagementId }) => startKey === request.key && engagementId !== found.id))
          return keyReused();
        // Who answers has seen and opened it. Before the conversation, so that none is ever counted without its click.
        engagement =
          (
            await storage.engagements.mark(
              found.id,
              'opened',
              context.clock.now(),
              stepEvents(context, 'opened', found),
            )
          )?.engagement ?? found;
      }
      const snapshot = await people.snapshot();
      const begun = conversationOf(context, request, site.id, visitor.id, engagement, snapshot);
      const { created, conversation } = await storage.conversations.insert(begun);
      if (created) {
        announceChange(context, conversation);
        if (engagement) bus.publish({ type: 'engagement.changed', siteId: site.id });
        return done(visitorView(conversation, snapshot));
      }
      if (conversation.startKey === begun.startKey)
        return isSameStart(conversation, begun) ? done(visitorView(conversation, snapshot)) : keyReused();
      // Another tab answered the same message before: this goes on in its conversation.
      const appended = await append(conversation, request.text, request.key);
      if (!appended.ok) return appended;
      const now = await own(visitor, conversation.id);
      return now ? done(visitorView(now, snapshot)) : missing('conversation');
    },

    async send({ actor, conversationId, text, key }) {
      const recognized = await recognizeVisitor(context, actor);
      if (!recognized.ok) return recognized;
      const issues = checkText(text, '/text', MAX_MESSAGE_LENGTH);
      if (issues.length > 0) return invalid(issues);
      const conversation = await own(recognized.value.visitor, conversationId);
      if (!conversation) return missing('conversation');
      const appended = await append(conversation, text, key);
      return appended.ok ? done(visitorMessage(appended.value, await people.snapshot())) : appended;
    },

    async read({ actor, conversationId, count }) {
      const recognized = await recognizeVisitor(context, actor);
      if (!recognized.ok) return recognized;
      if (!Number.isSafeInteger(count) || count < 0) {
        return invalid([
          {
            path: '/count',
            code: 'notWhole',
            message: 'Must be a whole number from 0: how many messages were seen.',
          },
        ]);
      }
      const conversation = await own(recognized.value.visitor, conversationId);
      if (!conversation) return missing('conversation');
      if (count > conversation.visitorReadCount) {
        await storage.conversations.markRead(conversationId, count);
        announceChange(context, conversation);
      }
      return done(null);
    },

    async list({ actor }) {
      const recognized = await recognizeVisitor(context, actor);
      if (!recognized.ok) return recognized;
      const summaries = await storage.conversations.listByVisitor(
        recognized.value.visitor.id,
        MAX_CONVERSATIONS,
      );
      const [snapshot, ...conversations] = await Promise.all([
        people.snapshot(),
        ...summaries.map(({ id }) => storage.conversations.get(id)),
      ]);
      return done(
        conversations.flatMap((conversation) => (conversation ? [visitorView(conversation, snapshot)] : [])),
      );
    },
  };
}

/** Do both begin with the same words, as an answer to the same message? Her page and visit may have moved on between two tries. */
function isSameStart(one: Conversation, other: Conversation): boolean {
  const words = ({ messages, startKey }: Conversation) =>
    messages.find(({ key }) => key === visitorMessageKey(startKey))?.text;
  return one.engagementId === other.engagementId && words(one) === words(other);
}

/** Too long a conversation, in words. */
export function conversationFull() {
  return refuse(
    'conversationFull',
    `This conversation has ${MAX_MESSAGES} messages and takes no more. Start a new conversation.`,
  );
}

/** A visitor who had seen everything before her own message has seen that one too. */
async function readOwn({ storage }: Context, conversation: ConversationSummary): Promise<void> {
  const { messageCount, visitorReadCount } = conversation;
  if (visitorReadCount >= messageCount - 1)
    await storage.conversations.markRead(conversation.id, messageCount);
}

function visitorMessageOf({ ids, clock }: Context, text: string, key: string): Message {
  return {
    id: ids.next(),
    author: { kind: 'visitor' },
    text: wellFormed(text.trim()),
    sentAt: clock.now(),
    proactive: false,
    key: visitorMessageKey(key),
  };
}

function conversationOf(
  context: Context,
  request: StartConversation,
  siteId: string,
  visitorId: string,
  engagement: Engagement | null,
  people: PeopleSnapshot,
): Conversation {
  const { ids, clock } = context;
  const now = clock.now();
  const messages: Message[] = [];
  if (engagement) {
    const { from } = engagement;
    messages.push({
      id: ids.next(),
      author: 'team' in from ? { kind: 'team', teamId: from.team } : { kind: 'agent', agentId: from.agent },
      text: engagement.message,
      sentAt: engagement.deliveredAt ?? engagement.claimedAt,
      proactive: true,
      key: PROACTIVE_KEY,
    });
  }
  messages.push(visitorMessageOf(context, request.text, request.key));
  const conversation: Conversation = {
    id: ids.next(),
    siteId,
    visitorId,
    visitId: request.visitId,
    engagementId: engagement?.id ?? null,
    ruleId: engagement?.ruleId ?? null,
    startKey: request.key,
    status: 'open',
    ...assignmentOf(engagement, people),
    messages,
    visitorReadCount: messages.length,
    pageUrl: pageAddress(request.pageUrl),
    createdAt: now,
    lastMessageAt: now,
    revision: 1,
    unsentEvents: [],
  };
  conversation.unsentEvents = [
    conversationStarted(context, conversation),
    ...messages.slice(-1).map((message) => conversationMessage(context, conversation, message)),
  ];
  return conversation;
}

/**
 * To whom the rule assigns it. An agent who was disabled between message and answer would never see it: then it goes to the agent's
 * primary team, and without one it stays unassigned, where everybody sees it.
 */
function assignmentOf(
  engagement: Engagement | null,
  people: PeopleSnapshot,
): Pick<Conversation, 'assignedTeamId' | 'assignedAgentId'> {
  if (!engagement?.assign) return { assignedTeamId: null, assignedAgentId: null };
  const { from } = engagement;
  if ('team' in from) return { assignedTeamId: from.team, assignedAgentId: null };
  if (isUsable(from, people)) return { assignedTeamId: null, assignedAgentId: from.agent };
  return { assignedTeamId: people.agents.get(from.agent)?.primaryTeamId ?? null, assignedAgentId: null };
}
