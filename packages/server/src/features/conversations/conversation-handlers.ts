import { type Domain, type VisitorConversation, type VisitorMessage } from '@beckon/domain';
import {
  type VisitorConversation as VisitorConversationWire,
  type VisitorMessage as VisitorMessageWire,
} from '@beckon/protocol';
import { translate } from '../../routing/answer';
import { type Handlers } from '../../routing/handler';

function toMessageWire({ id, author, text, sentAt, key }: VisitorMessage): VisitorMessageWire {
  return { id, author, text, sentAt: sentAt.toISOString(), key };
}

function toConversationWire({
  id,
  status,
  engagementId,
  messages,
  readCount,
}: VisitorConversation): VisitorConversationWire {
  return { id, status, engagement: engagementId, messages: messages.map(toMessageWire), readCount };
}

type Ids =
  'startConversation' | 'listVisitorConversations' | 'sendMessage' | 'readConversation' | 'visitorEvents';

export function conversationHandlers(domain: Domain): Handlers<Ids> {
  return {
    startConversation: async ({ actor, body, key }) =>
      translate(
        await domain.conversations.start({
          actor,
          visitId: body.visit,
          engagementId: body.engagement,
          text: body.text,
          pageUrl: body.pageUrl,
          key,
        }),
        toConversationWire,
      ),
    listVisitorConversations: async ({ actor }) =>
      translate(await domain.conversations.list({ actor }), (conversations) => ({
        conversations: conversations.map(toConversationWire),
      })),
    sendMessage: async ({ actor, params, body, key }) =>
      translate(
        await domain.conversations.send({ actor, conversationId: params.id, text: body.text, key }),
        toMessageWire,
      ),
    readConversation: ({ actor, params, body }) =>
      domain.conversations.read({ actor, conversationId: params.id, count: body.count }),
    visitorEvents: async ({ actor, stream }) => {
      const subscription = await domain.events.ofVisitor({
        actor,
        listener: (conversation) => stream.send('conversation', toConversationWire(conversation)),
      });
      if (subscription.ok) stream.onClose(() => subscription.value.end());
      return subscription;
    },
  };
}
