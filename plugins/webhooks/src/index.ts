/**
 * Signed webhooks (Standard Webhooks) for engagements and conversations.
 *
 * @module
 */
import {
  definePlugin,
  type ListenerAnswer,
  type ListenerContext,
  type PluginEvent,
  type PluginEventName,
  pluginEventNames,
  standardRetry,
} from '@beckon/plugin';
import { z } from 'zod';
import { isSecret, sign } from './sign';

export { isSecret, sign, type SignedHeaders, verify } from './sign';

const endpoint = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: 'must be an address that begins with https:// (or http://)' })
    .meta({ title: 'Address' }),
  secret: z.string().refine(isSecret, 'must be "whsec_" and 24 to 64 bytes in base64').meta({
    title: 'Secret',
    description: 'whsec_… : the receiver checks signatures with it.',
    sensitive: true,
  }),
  events: z
    .array(z.enum(pluginEventNames))
    .min(1)
    .default(['engagement.delivered', 'engagement.opened', 'conversation.started', 'conversation.message'])
    .meta({ title: 'Events' }),
  siteId: z
    .string()
    .optional()
    .meta({ title: 'Site', description: 'Only events of this site. Empty: of all.' }),
});

/** The options of the plugin. */
export const webhooksOptions = z.strictObject({
  endpoints: z.array(endpoint).max(50).default([]).meta({ title: 'Endpoints' }),
});

type Endpoint = z.output<typeof endpoint>;

/** Events of which it is remembered which endpoints have them, so that a further try does not reach those again. */
const MAX_REMEMBERED = 5000;

/** The body: `type`, `timestamp` and `data`, as Standard Webhooks advises. */
function bodyOf(event: PluginEvent): string {
  return JSON.stringify({ type: event.type, timestamp: event.at.toISOString(), data: event.payload });
}

async function post(
  { url, secret }: Endpoint,
  event: PluginEvent,
  { fetch, signal, now }: ListenerContext,
): Promise<ListenerAnswer> {
  const body = bodyOf(event);
  const headers = {
    'content-type': 'application/json',
    ...sign(secret, event.id, Math.floor(now.getTime() / 1000), body),
  };
  const where = new URL(url).host;
  try {
    // A redirect would carry the event to where nobody configured it.
    const { ok, status } = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    if (ok) return { ok: true };
    return { ok: false, error: `${where} answered ${status}`, retry: status !== 410 };
  } catch (error) {
    return {
      ok: false,
      error: `${where} could not be reached: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

/**
 * Sends events to the addresses that are configured, signed, and again by the schedule of Standard Webhooks (nine more
 * tries in about three days); then the event is a dead letter that the admin can replay. Private networks are out of reach.
 *
 * @example
 * defineConfig({ plugins: [{ plugin: webhooks, options: { endpoints: [{ url: 'https://crm.example/beckon', secret: 'whsec_…' }] } }] });
 */
export const webhooks = definePlugin({
  name: 'webhooks',
  apiVersion: 1,
  label: 'Webhooks',
  description: 'Sends engagements and conversations to addresses of yours, signed by Standard Webhooks.',
  options: webhooksOptions,
  delivery: { deadline: 15_000, retry: standardRetry },
  setup({ options }) {
    const reached = new Map<string, Set<string>>();

    async function send(event: PluginEvent, context: ListenerContext): Promise<ListenerAnswer> {
      const { siteId } = event.payload;
      const has = reached.get(event.id) ?? new Set<string>();
      const wanted = options.endpoints.filter(
        (target) =>
          target.events.includes(event.type) &&
          (target.siteId === undefined || target.siteId === '' || target.siteId === siteId),
      );
      const answers = await Promise.all(
        wanted
          .filter(({ url }) => !has.has(url))
          .map(async (target) => ({ target, answer: await post(target, event, context) })),
      );
      for (const { target, answer } of answers) if (answer.ok) has.add(target.url);
      const failed = answers.flatMap(({ answer }) => (answer.ok ? [] : [answer]));
      if (failed.length === 0) {
        reached.delete(event.id);
        return { ok: true };
      }
      reached.set(event.id, has);
      for (const oldest of reached.keys()) {
        if (reached.size <= MAX_REMEMBERED) break;
        reached.delete(oldest);
      }
      return {
        ok: false,
        error: failed.map(({ error }) => error).join('; '),
        retry: failed.some(({ retry }) => retry !== false),
      };
    }

    const heard = new Set<PluginEventName>(options.endpoints.flatMap(({ events }) => events));
    return { on: Object.fromEntries([...heard].map((name) => [name, send])) };
  },
});

export default webhooks;
