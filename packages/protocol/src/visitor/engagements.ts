import { z } from 'zod';
import { factsSchema, idSchema, siteKeySchema } from '../common';
import { residueSchema } from './visits';

/** `POST /v1/engagements`: claim the right to show the first rule that matches. `Authorization` as for visits, `Idempotency-Key`. */
export const claimRequest = z.strictObject({
  site: siteKeySchema,
  visit: idSchema,
  /** The rule that the browser saw match. */
  rule: idSchema,
  revision: z.number().int().min(0),
  /** All facts that the browser knows, as it saw them at the match. */
  facts: factsSchema,
});

export const claimResponse = z.discriminatedUnion('granted', [
  z.object({
    granted: z.literal(true),
    engagement: z.object({
      id: idSchema,
      rule: idSchema,
      from: z.object({ kind: z.enum(['team', 'agent']), name: z.string() }),
      message: z.string(),
      /** ms in which `delivered` must be told. */
      lease: z.number(),
    }),
    residue: residueSchema,
  }),
  z.object({
    granted: z.literal(false),
    /** noMatch: the present rules do not match these facts · busy: another tab is at it · engagedBefore · conversationOpen: the visitor is talking */
    reason: z.enum(['noMatch', 'busy', 'engagedBefore', 'conversationOpen']),
    /** ms after which it may be tried again, where `busy`. */
    retryAfter: z.number().optional(),
    residue: residueSchema,
  }),
]);

/** `POST /v1/engagements/:id/events`. Doing it again changes nothing. Answers 204. */
export const engagementEventRequest = z.strictObject({
  site: siteKeySchema,
  step: z.enum(['delivered', 'opened', 'dismissed']),
});

export type ClaimRequest = z.input<typeof claimRequest>;
export type ClaimResponse = z.infer<typeof claimResponse>;
export type EngagementEventRequest = z.input<typeof engagementEventRequest>;
