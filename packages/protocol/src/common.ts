import { z } from 'zod';

/** A ULID. */
export const idSchema = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'Must be an id: 26 characters of Crockford base 32.');

/** A moment: ISO 8601 in UTC with milliseconds. */
export const momentSchema = z.iso.datetime({ precision: 3 });

// eslint-disable-next-line no-control-regex
export const noNul = /^[^\u0000]*$/;
// eslint-disable-next-line no-control-regex
export const noControls = /^[^\u0000-\u001f\u007f]*$/;

/** Line of text: trimmed, not empty, without control characters. */
export const lineSchema = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Must not be empty.')
    .max(max, `Must be at most ${max} characters.`)
    .regex(noControls, 'Must not contain control characters or line breaks.');

/** Text of several lines: trimmed, not empty, without NUL. */
export const textSchema = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Must not be empty.')
    .max(max, `Must be at most ${max} characters.`)
    .regex(noNul, 'Must not contain the NUL character.');

/**
 * Text as a page has it, where nobody can mend it who would read a refusal: at most `max` characters, NUL replaced by U+FFFD as
 * HTML parsers do.
 */
export const pageTextSchema = (max: number) =>
  z
    .string()
    .max(max, `Must be at most ${max} characters.`)
    .transform((text) => text.replaceAll('\u0000', '\ufffd'));

/** The value of a fact as it travels: absent is unknown, `null` is known to be unknown. */
export const factValueSchema = z.union([pageTextSchema(8192), z.number(), z.boolean(), z.null()], {
  error: 'Must be text of at most 8192 characters, a number, true, false or null.',
});
/** Facts by key, such as `pageUrl` or `businessHours/TEAM`; at most 200. */
export const factsSchema = z
  .record(
    // eslint-disable-next-line no-control-regex
    z.string().regex(/^[^\u0000-\u001f\u007f]{1,128}$/, 'Must be the key of a fact: 1 to 128 characters.'),
    factValueSchema,
  )
  .refine((facts) => Object.keys(facts).length <= 200, 'Must be at most 200 facts.');

/** A site's public key, as it stands in the snippet. */
export const siteKeySchema = z
  .string()
  .regex(
    /^[A-Za-z0-9_-]{8,64}$/,
    'Must be the key of a site: 8 to 64 letters, digits, "-" or "_", as in its snippet.',
  );

/** Who a message comes from. */
export const fromSchema = z.union([z.strictObject({ team: idSchema }), z.strictObject({ agent: idSchema })], {
  error: 'Must be {"team": ID} or {"agent": ID}, with an id of 26 characters.',
});

/** The same, with the name that visitors see. */
export const senderSchema = z.object({ kind: z.enum(['team', 'agent']), id: idSchema, name: z.string() });

export * from './headers';

/** What `Idempotency-Key` holds: chosen by the caller, the same for each retry of one request and for no other. */
export const idempotencyKeySchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,64}$/, 'Must be 8 to 64 letters, digits, "-" or "_".');

export const revisionSchema = z.number().int().min(0);
/** The same where it stands in a query. */
export const revisionQuerySchema = z
  .string()
  .regex(/^\d{1,15}$/, 'Must be a whole number: the revision that you saw.')
  .transform(Number);

/** `next` of the page before. */
export const cursorSchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'Must be the "next" of a page that was answered before.');

export type Sender = z.infer<typeof senderSchema>;
export type FromWire = z.infer<typeof fromSchema>;
