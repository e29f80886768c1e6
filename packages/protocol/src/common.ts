import { z } from 'zod';

/** A ULID. */
export const idSchema = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'Must be an id: 26 characters of Crockford base 32.');

/** A moment: ISO 8601 in UTC with milliseconds. */
export const momentSchema = z.iso.datetime({ precision: 3 });

/** Line of text: trimmed, not empty, without control characters. */
export const lineSchema = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Must not be empty.')
    .max(max, `Must be at most ${max} characters.`)
    // eslint-disable-next-line no-control-regex
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'Must not contain control characters or line breaks.');

/** Text of several lines: trimmed, not empty, without NUL. */
export const textSchema = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Must not be empty.')
    .max(max, `Must be at most ${max} characters.`)
    // eslint-disable-next-line no-control-regex
    .regex(/^[^\u0000]*$/, 'Must not contain the NUL character.');

/** The value of a fact as it travels: absent is unknown. */
export const factValueSchema = z.union([z.string().max(8192), z.number(), z.boolean(), z.null()]);
export const factsSchema = z.record(z.string().max(128), factValueSchema);

/** Who a message comes from. */
export const fromSchema = z.union([z.strictObject({ team: idSchema }), z.strictObject({ agent: idSchema })]);

/** The same, with the name that visitors see. */
export const senderSchema = z.object({ kind: z.enum(['team', 'agent']), id: idSchema, name: z.string() });

export * from './headers';

/** What `Idempotency-Key` holds: chosen by the caller, the same for each retry of one request. */
export const idempotencyKeySchema = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'Must be 8 to 64 letters, digits, "-" or "_".');

export const revisionSchema = z.number().int().min(0);

export type Sender = z.infer<typeof senderSchema>;
export type FromWire = z.infer<typeof fromSchema>;
