import { z } from 'zod';
import {
  conversationListQuery,
  conversationListResponse,
  conversationSchema,
  conversationSummarySchema,
  messageSchema,
  replyRequest,
  siteEventSchema,
  updateConversationRequest,
} from '../../admin';
import { idSchema } from '../../common';
import { defineRoute } from '../route';

const byId = z.strictObject({ id: idSchema });
const inbox = {
  side: 'admin',
  tag: 'Inbox',
  credentials: 'session',
  permission: 'conversations:reply',
} as const;

/** Conversations, as agents see them, and what happens meanwhile. */
export const inboxRoutes = {
  listConversations: defineRoute({
    ...inbox,
    method: 'get',
    path: '/v1/admin/conversations',
    summary: 'Conversations, newest first',
    query: conversationListQuery,
    answer: {
      status: 200,
      schema: conversationListResponse,
      description: 'A page; `next` goes into the next request’s `after`.',
    },
    problems: [],
  }),
  getConversation: defineRoute({
    ...inbox,
    method: 'get',
    path: '/v1/admin/conversations/:id',
    summary: 'One conversation, with its messages',
    params: byId,
    answer: { status: 200, schema: conversationSchema, description: 'The conversation.' },
    problems: [],
  }),
  updateConversation: defineRoute({
    ...inbox,
    method: 'patch',
    path: '/v1/admin/conversations/:id',
    summary: 'Assign, close or open again',
    params: byId,
    body: updateConversationRequest,
    answer: {
      status: 200,
      schema: conversationSummarySchema,
      description: 'The conversation as it is now, without its messages.',
    },
    problems: ['stale', 'invalidReference'],
  }),
  reply: defineRoute({
    ...inbox,
    method: 'post',
    path: '/v1/admin/conversations/:id/messages',
    summary: 'Reply to the visitor',
    params: byId,
    body: replyRequest,
    idempotencyKey: 'required',
    answer: { status: 201, schema: messageSchema, description: 'The message.' },
    problems: ['conversationFull', 'keyReused'],
  }),
  adminEvents: defineRoute({
    side: 'admin',
    tag: 'Inbox',
    credentials: 'session',
    method: 'get',
    path: '/v1/admin/events',
    summary: 'Listen to what happens',
    description:
      'Server-sent events, as far as the agent may see them: conversations that are new or have changed, sites whose rules have changed, sites whose counts may have moved. A comment line every 25 s.',
    answer: {
      status: 200,
      events: {
        conversation: conversationSummarySchema,
        rules: siteEventSchema,
        engagement: siteEventSchema,
      },
      description: 'Events until either side closes, or the session is over.',
    },
    problems: ['tooManyAttempts'],
  }),
};
