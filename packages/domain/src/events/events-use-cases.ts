import { done } from '../answer';
import { type Context } from '../context';
import { MAX_CONVERSATIONS } from '../conversations/conversations-use-cases';
import { summarize } from '../conversations/summarize';
import { visitorView } from '../conversations/visitor-view';
import { inboxSummary } from '../inbox/inbox-view';
import { type LiveEvent } from '../ports';
import { authenticate } from '../session/session-use-cases';
import { recognizeVisitor } from '../visits/recognize-visitor';
import { type AgentEvent, type Events } from './events';
import { createQueue } from './queue';

/** Live subscriptions, each with only what its subscriber may see. */
export function createEvents(context: Context): Events {
  const { storage, bus, people, logger } = context;

  async function agentEvent(event: LiveEvent): Promise<AgentEvent | null> {
    if (event.type === 'rules.changed') return { type: 'rules', siteId: event.siteId };
    if (event.type === 'engagement.changed') return { type: 'engagement', siteId: event.siteId };
    const conversation =
      event.conversationId === undefined ? null : await storage.conversations.get(event.conversationId);
    return (
      conversation && {
        type: 'conversation',
        conversation: inboxSummary(summarize(conversation), await people.snapshot()),
      }
    );
  }

  return {
    async ofVisitor({ actor, listener }) {
      const recognized = await recognizeVisitor(context, actor);
      if (!recognized.ok) return recognized;
      const { visitor } = recognized.value;
      const queue = createQueue<string>(async (conversationId, isEnded) => {
        const [conversation, snapshot] = await Promise.all([
          storage.conversations.get(conversationId),
          people.snapshot(),
        ]);
        if (!isEnded() && conversation?.visitorId === visitor.id)
          listener(visitorView(conversation, snapshot));
      }, logger);
      // First listen, then look, so that nothing falls between.
      const unsubscribe = bus.subscribe((event) => {
        if (event.visitorId === visitor.id && event.conversationId !== undefined)
          queue.add(event.conversationId, event.conversationId);
      });
      const end = () => {
        unsubscribe();
        queue.end();
      };
      try {
        const conversations = await storage.conversations.listByVisitor(visitor.id, MAX_CONVERSATIONS);
        for (const { id } of conversations.reverse()) queue.add(id, id);
      } catch (error) {
        end();
        throw error;
      }
      return done({ end });
    },

    async ofAgent({ actor, listener, ended }) {
      const still = await authenticate(context, actor.tokenHash);
      if (!still.ok) return still;
      let unsubscribe = () => undefined as void;
      const queue = createQueue<LiveEvent>(async (event, isEnded) => {
        // Asked anew each time: a role may have been taken away meanwhile.
        const now = await authenticate(context, actor.tokenHash);
        if (isEnded()) return;
        if (!now.ok) return endSession();
        const needed = event.type === 'conversation.changed' ? 'conversations:reply' : 'automations:read';
        if (!now.value.permissions.includes(needed)) return;
        const told = await agentEvent(event);
        if (told && !isEnded()) listener(told);
      }, logger);
      const end = () => {
        unsubscribe();
        queue.end();
      };
      function endSession(): void {
        if (queue.isEnded()) return;
        end();
        ended();
      }
      unsubscribe = bus.subscribe((event) =>
        queue.add(`${event.type} ${event.siteId} ${event.conversationId ?? ''}`, event),
      );
      return done({
        end,
        async check() {
          if (queue.isEnded()) return false;
          const now = await authenticate(context, actor.tokenHash);
          if (!now.ok) endSession();
          return now.ok;
        },
      });
    },
  };
}
