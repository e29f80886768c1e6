import { z } from 'zod';
import { idSchema, lineSchema, noNul, revisionSchema } from '../common';

/** `https://shop.example` or `http://localhost:4401`: scheme, host and port only. */
export const originSchema = z
  .string()
  .trim()
  .max(255)
  .refine(
    (value) => /^https?:\/\//i.test(value) && URL.canParse(value),
    'Must be an origin such as https://shop.example: scheme and host, and the port if it is not the usual one.',
  )
  .transform((value) => new URL(value))
  .refine(
    (url) => url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '',
    'Must be an origin such as https://shop.example, without a path.',
  )
  .transform((url) => url.origin);

export const siteSettingsSchema = z.strictObject({
  visitIdleMinutes: z.number().int().min(1).max(240),
  visitMaxHours: z.number().int().min(1).max(72),
  rulesDuringConversation: z.boolean(),
  launcher: z.boolean(),
  greeting: z
    .string()
    .trim()
    .max(300, 'Must be at most 300 characters.')
    .regex(noNul, 'Must not contain the NUL character.'),
  accent: z.string().regex(/^#[0-9a-f]{6}$/i, 'Must be a colour such as #1f5eff.'),
});

/** A fact that the site's pages push with `beckon('facts', { NAME: value })`; it becomes the criterion `page/NAME` of the site's rules. */
export const pageFactSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'Must begin with a small letter; then up to 39 letters and digits.'),
  label: lineSchema(80),
  type: z.enum(['text', 'number', 'boolean', 'date', 'url']),
});
/** At most so many page facts has a site. */
export const MAX_PAGE_FACTS = 50;

/** `POST /v1/admin/sites` (201) and `PUT /v1/admin/sites/:id` (with `revision`). */
export const createSiteRequest = z.strictObject({
  name: lineSchema(80),
  origins: z.array(originSchema).max(50),
});
export const saveSiteRequest = createSiteRequest.extend({
  settings: siteSettingsSchema,
  /** Absent: they stay as they are. Names are unique; one that rules read cannot be taken out. */
  facts: z.array(pageFactSchema).max(MAX_PAGE_FACTS).optional(),
  revision: revisionSchema,
});

export const siteSchema = z.object({
  id: idSchema,
  key: z.string(),
  name: z.string(),
  origins: z.array(z.string()),
  settings: siteSettingsSchema,
  /** What its pages push. */
  facts: z.array(pageFactSchema),
  /** The tag to copy into the site's pages. */
  snippet: z.string(),
  /** Is it installed? When and where a widget was heard from. */
  firstSeenAt: z.string().nullable(),
  lastSeenAt: z.string().nullable(),
  lastSeenOrigin: z.string().nullable(),
  revision: revisionSchema,
});
/** `GET /v1/admin/sites`, `GET /v1/admin/sites/:id`. */
export const siteListResponse = z.object({ sites: z.array(siteSchema) });

export type PageFactWire = z.infer<typeof pageFactSchema>;
export type SiteWire = z.infer<typeof siteSchema>;
export type CreateSiteRequest = z.input<typeof createSiteRequest>;
export type SaveSiteRequest = z.input<typeof saveSiteRequest>;
export type SiteListResponse = z.infer<typeof siteListResponse>;
