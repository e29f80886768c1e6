/**
 * Tells a Slack channel of conversations.
 *
 * @module
 */
import { definePlugin, type ListenerAnswer, type ListenerContext, type PluginEvent } from '@beckon/plugin';
import { z } from 'zod';

/** The options of the plugin. */
export const slackOptions = z.strictObject({
  webhookUrl: z.url({ protocol: /^https$/, error: 'must be the https address of an incoming webhook' }).meta({
    title: 'Incoming webhook',
    description:
      "From your Slack app: Incoming Webhooks, Add New Webhook to Workspace. Mattermost's work, too.",
    sensitive: true,
  }),
  inboxUrl: z.url().optional().meta({
    title: 'Inbox',
    description: "Address of the inbox in Beckon's admin; messages then link to it.",
  }),
  messages: z.boolean().default(true).meta({
    title: "Visitors' messages",
    description: 'Tell what visitors write, not only that a conversation has begun.',
  }),
});

type Options = z.output<typeof slackOptions>;

/** Longest quotation of a visitor's message. */
const MAX_QUOTE = 500;

/** Slack's three control characters: what a visitor writes must not become a link or a mention. https://api.slack.com/reference/surfaces/formatting */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** One line of quotation for each line of the message. */
function quote(text: string): string {
  const short = text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE)}…` : text;
  return escape(short)
    .split(/\r?\n/)
    .map((line) => `> ${line}`)
    .join('\n');
}

async function post(
  text: string,
  options: Options,
  { fetch, signal }: ListenerContext<Options>,
): Promise<ListenerAnswer> {
  const link = options.inboxUrl === undefined ? '' : `\n<${options.inboxUrl}|Open the inbox>`;
  const { ok, status } = await fetch(options.webhookUrl, {
    method: 'POST',
    signal,
    redirect: 'manual',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: text + link, unfurl_links: false, unfurl_media: false }),
  });
  if (ok) return { ok: true };
  // 403, 404, 410: the webhook or its channel is gone. 429 and 5xx pass.
  return { ok: false, error: `Slack answered ${status}`, retry: ![400, 403, 404, 410].includes(status) };
}

/**
 * Tells a channel that a conversation has begun and what visitors write.
 *
 * @example
 * defineConfig({ plugins: [{ plugin: slack, options: { webhookUrl: 'https://hooks.slack.com/services/…' } }] });
 */
export const slack = definePlugin({
  name: 'slack',
  apiVersion: 1,
  label: 'Slack',
  description: 'Tells a Slack channel of new conversations and of what visitors write.',
  options: slackOptions,
  on: {
    'conversation.started'(event, context) {
      const { pageUrl, engagementId } = event.payload;
      const how =
        engagementId === null
          ? 'A visitor has begun a conversation'
          : 'A visitor has answered a proactive message';
      return post(`${how}${pageUrl === '' ? '' : ` on ${escape(pageUrl)}`}.`, context.options, context);
    },
    'conversation.message'(event: PluginEvent<'conversation.message'>, context) {
      const { author, text } = event.payload;
      if (!context.options.messages || author.kind !== 'visitor') return undefined;
      return post(`A visitor writes:\n${quote(text)}`, context.options, context);
    },
  },
});

export default slack;
