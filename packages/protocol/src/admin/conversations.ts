import { z } from 'zod';
import { cursorSchema, idSchema, revisionSchema, textSchema } from '../common';

export const messageSchema = z.object({
  id: idSchema,
  author: z.union([
    z.object({ kind: z.literal('visitor') }),
    z.object({ kind: z.enum(['team', 'agent']), id: idSchema, name: z.string() }),
  ]),
  text: z.string(),
  sentAt: z.string(),
  /** The message of the rule that the conversation began from. */
  proactive: z.boolean(),
  /** The `Idempotency-Key` that an agent sent it with, by which a reply is known again that an event brings before its own answer; `null` for all else. */
  key: z.string().nullable(),
});

const assignment = {
  /** At most one of both is shown as "Assigned to"; a team and one of its agents may both be set. */
  assignedTeamId: idSchema.nullable(),
  assignedAgentId: idSchema.nullable(),
};

export const conversationSummarySchema = z.object({
  id: idSchema,
  siteId: idSchema,
  /** A name for somebody without one: "Visitor 7F3K". */
  visitorName: z.string(),
  status: z.enum(['open', 'closed']),
  ...assignment,
  ruleId: idSchema.nullable(),
  pageUrl: z.string(),
  messageCount: z.number().int(),
  lastMessage: messageSchema,
  createdAt: z.string(),
  lastMessageAt: z.string(),
  revision: revisionSchema,
});
export const conversationSchema = conversationSummarySchema.extend({
  messages: z.array(messageSchema),
  /** Title of the rule it began from. */
  ruleTitle: z.string().nullable(),
  visit: z
    .object({
      startedAt: z.string(),
      landingUrl: z.string(),
      referrerUrl: z.string(),
      country: z.string().nullable(),
      city: z.string().nullable(),
    })
    .nullable(),
});

/** `GET /v1/admin/conversations`: newest first. */
export const conversationListQuery = z.strictObject({
  site: idSchema.optional(),
  status: z.enum(['open', 'closed']).optional(),
  assigned: z
    .union(
      [z.literal('me'), z.literal('unassigned'), z.string().regex(/^(team|agent):[0-9A-HJKMNP-TV-Z]{26}$/)],
      { error: 'Must be me, unassigned, team:ID or agent:ID.' },
    )
    .optional(),
  after: cursorSchema.optional(),
  limit: z.coerce.number('Must be a whole number from 1 to 100.').int().min(1).max(100).default(30),
});
export const conversationListResponse = z.object({
  conversations: z.array(conversationSummarySchema),
  next: z.string().nullable(),
});
/** `GET /v1/admin/conversations/:id`. */
/** `POST /v1/admin/conversations/:id/messages` with `Idempotency-Key`: 201 `messageSchema`. */
export const replyRequest = z.strictObject({ text: textSchema(4000) });
/** `PATCH /v1/admin/conversations/:id`: assign, close, open again; answers the summary. */
export const updateConversationRequest = z.strictObject({
  assignedTeamId: idSchema.nullable().optional(),
  assignedAgentId: idSchema.nullable().optional(),
  status: z.enum(['open', 'closed']).optional(),
  revision: revisionSchema,
});

/**
 * `GET /v1/admin/events`: server-sent events for the signed-in browser. `conversation` with a summary, `rules` with `{siteId}`,
 * `engagement` with `{siteId}` (counts may have moved); a comment line every 25 s.
 */
export const adminEventNames = ['conversation', 'rules', 'engagement'] as const;

export type MessageWire = z.infer<typeof messageSchema>;
export type ConversationSummaryWire = z.infer<typeof conversationSummarySchema>;
export type ConversationWire = z.infer<typeof conversationSchema>;
export type ConversationListResponse = z.infer<typeof conversationListResponse>;
export type UpdateConversationRequest = z.input<typeof updateConversationRequest>;
export type ConversationListQuery = z.input<typeof conversationListQuery>;
export type ReplyRequest = z.input<typeof replyRequest>;

/** What each event of `GET /v1/admin/events` carries. */
export const siteEventSchema = z.object({ siteId: idSchema });
export interface AdminEvents {
  conversation: ConversationSummaryWire;
  rules: z.infer<typeof siteEventSchema>;
  engagement: z.infer<typeof siteEventSchema>;
}
