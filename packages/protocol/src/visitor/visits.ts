import { z } from 'zod';
import { factsSchema, idSchema, siteKeySchema } from '../common';
import { criterionSchema, openRuleSchema } from '../engine-types';

/**
 * `POST /v1/visits`: start a visit or go on with one.
 *
 * Header `Authorization: Beckon VISITOR_ID:SECRET` where the browser has them; without it a new visitor is made and the answer
 * carries them once. Body fields:
 */
export const startVisitRequest = z.strictObject({
  /** The site's public key. */
  site: siteKeySchema,
  /** The visit to go on with; where it is over, a new one begins and `visit.continued` is false. */
  visit: idSchema.optional(),
  /** What the browser sees now: `pageUrl`, `referrerUrl`, `browserLanguage`, … as declared. */
  facts: factsSchema,
  /** Has the visitor done something just now (else the visit's end does not move)? */
  active: z.boolean().default(true),
});

/** A plugin's module that finds facts out in the browser. */
export const browserModuleSchema = z.object({
  /** Absolute; the module's text never changes under it. */
  url: z.string(),
  /** The facts that it may provide. */
  facts: z.array(z.string()),
  /** What its `start` is given. */
  settings: z.unknown(),
});

/** What is still open of the rules for this visitor, and how the browser is to read it. */
export const residueSchema = z.object({
  /** Revision of the rule set it was made from. */
  revision: z.number().int(),
  /** The browser asks again after so many ms; `null`: not before the visit ends. */
  validFor: z.number().nullable(),
  /** `[{ id, when }]` in order. */
  rules: z.array(openRuleSchema),
  /** Declarations of the criteria that are still open. */
  criteria: z.array(criterionSchema),
  /** The browser modules of plugins whose facts an open condition reads; none else is loaded. */
  modules: z.array(browserModuleSchema),
});

/** How the widget looks and behaves on this site. */
export const widgetSettingsSchema = z.object({
  launcher: z.boolean(),
  greeting: z.string(),
  accent: z.string(),
  /** ms without activity after which the visit is over. */
  visitIdle: z.number(),
  /** ms after its start when it is over in any case. */
  visitMax: z.number(),
});

/** A message that was delivered and neither answered nor dismissed. */
export const unreadEngagementSchema = z.object({
  id: idSchema,
  from: z.object({ kind: z.enum(['team', 'agent']), name: z.string() }),
  message: z.string(),
  deliveredAt: z.string(),
  opened: z.boolean(),
});

export const startVisitResponse = z.object({
  visitor: z.object({
    id: idSchema,
    /** Only when the visitor is new. Keep it: it is told again only to the same request, sent again within two minutes. */
    secret: z.string().optional(),
  }),
  visit: z.object({
    id: idSchema,
    /** The visit asked for goes on (counters stay); false: a new one, all counters start anew. */
    continued: z.boolean(),
    /** ms since it began, by the server's clock. */
    age: z.number(),
    /** A message was delivered in it already. */
    engaged: z.boolean(),
  }),
  residue: residueSchema,
  settings: widgetSettingsSchema,
  /** Delivered in this visit, for the messenger. */
  unread: z.array(unreadEngagementSchema),
  /** Does the visitor have conversations (then the widget listens for answers)? */
  conversations: z.number().int(),
  /** Messages of agents not seen yet. */
  unreadMessages: z.number().int(),
});

export type StartVisitRequest = z.input<typeof startVisitRequest>;
export type StartVisitResponse = z.infer<typeof startVisitResponse>;
export type BrowserModuleWire = z.infer<typeof browserModuleSchema>;
export type Residue = z.infer<typeof residueSchema>;
export type WidgetSettings = z.infer<typeof widgetSettingsSchema>;
export type UnreadEngagement = z.infer<typeof unreadEngagementSchema>;
