import { z } from 'zod';
import { cursorSchema, revisionSchema } from '../common';

const moment = z.string();
const ms = z.number();

/** How one function of a plugin does: a provider of facts or places, a listener. Times in ms. */
export const guardStateSchema = z.object({
  answers: z.number().int(),
  /** How often it gave nothing, by reason. */
  failures: z.object({
    thrown: z.number().int(),
    late: z.number().int(),
    wrong: z.number().int(),
    busy: z.number().int(),
    open: z.number().int(),
    switchedOff: z.number().int(),
  }),
  lastError: z.object({ at: moment, failure: z.string(), message: z.string() }).nullable(),
  latency: z.object({ last: ms.nullable(), median: ms.nullable(), p95: ms.nullable(), max: ms.nullable() }),
  breaker: z.object({ state: z.enum(['closed', 'open', 'halfOpen']), retryAt: moment.nullable() }),
  running: z.number().int(),
  waiting: z.number().int(),
  /** How often it held the whole process up; at the third it is switched off until the next start. */
  blocks: z.number().int(),
  longestBlock: ms,
  switchedOff: z.boolean(),
});
const cacheSchema = z.object({ entries: z.number().int(), hits: z.number().int(), misses: z.number().int() });

/** How a plugin does since the start of the server that answers. */
export const pluginStateSchema = z.object({
  /** `failing`: something of it failed repeatedly and rests. `switchedOff`: something of it held the process up. */
  health: z.enum(['ok', 'failing', 'switchedOff']),
  /** Its fact providers. `deadline` in ms. */
  facts: z.array(
    guardStateSchema.extend({
      provides: z.array(z.string()),
      needs: z.array(z.string()),
      deadline: ms,
      cache: cacheSchema,
    }),
  ),
  /** Its geo providers, in the order of the chain. */
  geo: z.array(guardStateSchema.extend({ name: z.string(), deadline: ms, cache: cacheSchema })),
  /** Its listeners, one an event. */
  listeners: z.array(guardStateSchema.extend({ id: z.string(), event: z.string() })),
  /** Facts of its browser module. */
  browserFacts: z.array(z.string()),
  /** Events that it did not take. */
  deadLetters: z.number().int(),
});

export const pluginSchema = z.object({
  name: z.string(),
  label: z.string(),
  description: z.string().nullable(),
  criteria: z.array(z.object({ id: z.string(), label: z.string() })),
  /** JSON Schema of its options; secrets carry `sensitive: true`. `null`: it takes none. */
  optionsSchema: z.record(z.string(), z.unknown()).nullable(),
  /** As they are in force, defaults included; a secret that is set is `KEPT_SECRET`, a row of dots. */
  options: z.record(z.string(), z.unknown()),
  /** Where secrets stand, as JSON Pointers in which `*` is any step. */
  secrets: z.array(z.string()),
  /** 0: nothing was saved here yet, the options are the configuration file's. */
  revision: revisionSchema,
  updatedAt: moment.nullable(),
  /** What the licence of its sources asks to be shown. */
  attribution: z.object({ text: z.string(), url: z.string().optional() }).nullable(),
  state: pluginStateSchema,
  /** What is to be mended, in a sentence. */
  problem: z.string().nullable(),
});

/** `GET /v1/admin/plugins`. */
export const pluginListResponse = z.object({
  plugins: z.array(pluginSchema),
  /** Events that some plugin did not take after all tries. */
  deadLetters: z.number().int(),
  /** Events on their way to plugins. */
  pendingEvents: z.number().int(),
});

/**
 * A row of dots stands for a secret that is set; sent back, it means: keep the one that is stored in this place. With a JSON Pointer behind it
 * (`••••••••/endpoints/1/secret`) it means the one stored there: items of a list may have moved.
 */
export const KEPT_SECRET = '••••••••';

/** `PUT /v1/admin/plugins/:name/options`: answers `pluginSchema`; issues point to `/options/…`. */
export const savePluginOptionsRequest = z.strictObject({
  options: z.record(z.string(), z.unknown()),
  revision: revisionSchema,
});

export const deadLetterSchema = z.object({
  /** `EVENT@LISTENER`. */
  id: z.string(),
  plugin: z.string(),
  listener: z.string(),
  eventType: z.string(),
  eventId: z.string(),
  attempts: z.number().int(),
  error: z.string(),
  at: moment,
  conversationId: z.string().nullable(),
});

/** `GET /v1/admin/plugins/dead-letters`: newest first. */
export const deadLetterQuery = z.strictObject({
  after: cursorSchema.optional(),
  limit: z.coerce.number('Must be a whole number from 1 to 100.').int().min(1).max(100).default(30),
});
export const deadLetterListResponse = z.object({
  deadLetters: z.array(deadLetterSchema),
  next: z.string().nullable(),
});
/** `…/dead-letters/:id`: percent-encode it in the path. */
export const deadLetterIdSchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,300}$/, 'Must be the id of a dead letter.');

/** `GET /v1/admin/choices/:list`: the list that a criterion's `options: { load }` names. */
export const choicesResponse = z.object({
  options: z.array(z.object({ value: z.string(), label: z.string() })),
});

export type GuardStateWire = z.infer<typeof guardStateSchema>;
export type PluginStateWire = z.infer<typeof pluginStateSchema>;
export type PluginWire = z.infer<typeof pluginSchema>;
export type PluginListResponse = z.infer<typeof pluginListResponse>;
export type SavePluginOptionsRequest = z.input<typeof savePluginOptionsRequest>;
export type DeadLetterWire = z.infer<typeof deadLetterSchema>;
export type DeadLetterListResponse = z.infer<typeof deadLetterListResponse>;
export type ChoicesResponse = z.infer<typeof choicesResponse>;
