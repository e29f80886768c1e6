import { type GuardStateWire } from '@beckon/protocol';

const count = new Intl.NumberFormat('en');

/** `1 time`, `1,204 times`. */
export const times = (number: number, what: string, plural = `${what}s`): string =>
  `${count.format(number)} ${number === 1 ? what : plural}`;

/**
 * A duration as people say it.
 *
 * @example
 * durationText(0.4) // 'under 1 ms'
 * durationText(2345) // '2.3 s'
 */
export function durationText(ms: number): string {
  if (ms < 1) return 'under 1 ms';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${(ms / 1000).toFixed(1).replace(/\.0$/, '')} s` : `${Math.round(ms / 60_000)} min`;
}

const reasons: Record<keyof GuardStateWire['failures'], string> = {
  thrown: 'ended in an error',
  late: 'came too late',
  wrong: 'gave the wrong kind of answer',
  busy: 'too many at once',
  open: 'not called while it rested',
  switchedOff: 'not called since it was switched off',
};

/** Why calls gave nothing, the most frequent first. */
export const failureTexts = ({ failures }: Pick<GuardStateWire, 'failures'>): string[] =>
  (Object.keys(reasons) as (keyof typeof reasons)[])
    .filter((reason) => failures[reason] > 0)
    .sort((a, b) => failures[b] - failures[a])
    .map((reason) => `${count.format(failures[reason])} ${reasons[reason]}`);

/** How long answers took; `undefined`: there was none yet. */
export function latencyText({ latency }: Pick<GuardStateWire, 'latency'>): string | undefined {
  if (latency.median === null) return undefined;
  const parts = [`usually ${durationText(latency.median)}`];
  if (latency.p95 !== null) parts.push(`19 of 20 within ${durationText(latency.p95)}`);
  if (latency.max !== null) parts.push(`slowest ${durationText(latency.max)}`);
  return parts.join(', ');
}

/** How often an answer was remembered; `undefined`: there was none to remember. */
export function cacheText({
  hits,
  misses,
  entries,
}: {
  hits: number;
  misses: number;
  entries: number;
}): string | undefined {
  const asked = hits + misses;
  return hits + entries === 0
    ? undefined
    : `${Math.round((hits / Math.max(1, asked)) * 100)}% from memory, ${times(entries, 'answer')} kept`;
}

/** What events are called in words; the name itself for one that this admin does not know. */
const events: Record<string, string> = {
  'engagement.claimed': 'A message is about to pop up',
  'engagement.delivered': 'A message was delivered',
  'engagement.opened': 'A message was clicked',
  'engagement.dismissed': 'A message was dismissed',
  'conversation.started': 'A conversation was started',
  'conversation.message': 'A message in a conversation',
  'conversation.assigned': 'A conversation was assigned',
  'conversation.closed': 'A conversation was closed',
  'conversation.reopened': 'A conversation was reopened',
  'visit.started': 'A visit began',
};
export const eventText = (name: string): string => events[name] ?? name;
