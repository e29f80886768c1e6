import { z } from 'zod';
import { idSchema, pageTextSchema, siteKeySchema, textSchema } from '../common';

export const MAX_MESSAGE_LENGTH = 4000;

export const visitorMessageSchema = z.object({
  id: idSchema,
  /** `me`: the visitor; else who wrote, by name. */
  author: z.union([z.literal('me'), z.object({ kind: z.enum(['team', 'agent']), name: z.string() })]),
  text: z.string(),
  sentAt: z.string(),
  /** The `Idempotency-Key` that the visitor sent it with, by which she knows it again wherever it comes from; `null` for the other side's. */
  key: z.string().nullable(),
});

export const visitorConversationSchema = z.object({
  id: idSchema,
  status: z.enum(['open', 'closed']),
  /** The engagement it answers. */
  engagement: idSchema.nullable(),
  messages: z.array(visitorMessageSchema),
  readCount: z.number().int(),
});

/** `POST /v1/conversations`: the visitor writes first, or answers a message that popped up. `Idempotency-Key`. Answers 201 with the conversation. */
export const startConversationRequest = z.strictObject({
  site: siteKeySchema,
  visit: idSchema,
  /** The engagement that is answered. */
  engagement: idSchema.optional(),
  text: textSchema(MAX_MESSAGE_LENGTH),
  pageUrl: pageTextSchema(2048),
});

/** `POST /v1/conversations/:id/messages`. `Idempotency-Key`. Answers 201 with the message. */
export const sendMessageRequest = z.strictObject({
  site: siteKeySchema,
  text: textSchema(MAX_MESSAGE_LENGTH),
});

/** `POST /v1/conversations/:id/read`: the visitor has seen so many messages. Answers 204. */
export const readRequest = z.strictObject({
  site: siteKeySchema,
  count: z.number().int().min(0).max(100_000),
});

/** Query of both `GET`s below: which site. */
export const siteQuery = z.strictObject({ site: siteKeySchema });

/** `GET /v1/conversations?site=KEY`: the visitor's conversations, newest first, whole. */
export const visitorConversationsResponse = z.object({ conversations: z.array(visitorConversationSchema) });

/**
 * `GET /v1/events?site=KEY`: server-sent events. `event: conversation` with a whole `visitorConversationSchema` in `data`
 * at each change of one of the visitor's conversations (also once for each at the start); a comment line every 25 s.
 */
export const visitorEventNames = ['conversation'] as const;

export type VisitorMessage = z.infer<typeof visitorMessageSchema>;
export type VisitorConversation = z.infer<typeof visitorConversationSchema>;
export type StartConversationRequest = z.input<typeof startConversationRequest>;
export type SendMessageRequest = z.input<typeof sendMessageRequest>;
export type VisitorConversationsResponse = z.infer<typeof visitorConversationsResponse>;
