import {
  type ConversationListQuery,
  type ConversationListResponse,
  type ConversationSummaryWire,
  type ConversationWire,
  type MessageWire,
  type ReplyRequest,
  type UpdateConversationRequest,
} from '@beckon/protocol';
import { type IdempotentOptions, newIdempotencyKey, type RequestOptions, type Transport } from '../transport';

/** The inbox. Takes `conversations:reply`. */
export function conversationsResource(transport: Transport) {
  const path = '/v1/admin/conversations';
  const one = (id: string) => `${path}/${encodeURIComponent(id)}`;
  return {
    /** Newest first; `next` goes into the next call's `after`. */
    list: (query: ConversationListQuery = {}, options?: RequestOptions) =>
      transport.call<ConversationListResponse>({ method: 'GET', path, query, options }),
    /** One, with its messages. */
    get: (id: string, options?: RequestOptions) =>
      transport.call<ConversationWire>({ method: 'GET', path: one(id), options }),
    /** Sends a reply; with the same `idempotencyKey` again it is not sent twice. */
    reply: (
      id: string,
      message: ReplyRequest,
      { idempotencyKey = newIdempotencyKey(), ...options }: IdempotentOptions = {},
    ) =>
      transport.call<MessageWire>({
        method: 'POST',
        path: `${one(id)}/messages`,
        body: message,
        idempotencyKey,
        options,
      }),
    /** Assigns, closes, opens again; throws `stale` (with `current`) where it has changed since `revision`. */
    update: (id: string, change: UpdateConversationRequest, options?: RequestOptions) =>
      transport.call<ConversationSummaryWire>({ method: 'PATCH', path: one(id), body: change, options }),
  };
}
