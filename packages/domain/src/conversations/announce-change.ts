import { type Context } from '../context';

/** Tells all who watch a conversation that it has changed. */
export function announceChange(
  { bus }: Pick<Context, 'bus'>,
  conversation: { id: string; siteId: string; visitorId: string },
): void {
  bus.publish({
    type: 'conversation.changed',
    siteId: conversation.siteId,
    conversationId: conversation.id,
    visitorId: conversation.visitorId,
  });
}
