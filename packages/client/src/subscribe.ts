import { type AdminEvents } from '@beckon/protocol';
import { BeckonProblem } from './beckon-problem';
import { createEventParser } from './event-stream';
import { type Transport } from './transport';

/** `open`: events arrive · `waiting`: the connection was lost and is tried again · `closed`: for good. */
export type SubscriptionState = 'open' | 'waiting' | 'closed';

export interface SubscribeOptions {
  /** A conversation is new or has changed. */
  onConversation?: (conversation: AdminEvents['conversation']) => void;
  /** Rules of a site have changed. */
  onRules?: (event: AdminEvents['rules']) => void;
  /** Counts of a site's rules may have moved. */
  onEngagement?: (event: AdminEvents['engagement']) => void;
  /** Also told at each `open` after a loss: what happened between was missed, so load again what is on the screen. */
  onState?: (state: SubscriptionState) => void;
  /** Refused for good (the session is over, say); nothing more comes. */
  onRefused?: (problem: BeckonProblem) => void;
  /** ms without a sign of life after which the connection counts as lost. The server sends one every 25 s. Default 60,000. */
  silence?: number;
  /** Timers and chance, for tests. */
  timers?: SubscriptionTimers;
}

export interface SubscriptionTimers {
  set(run: () => void, ms: number): unknown;
  clear(timer: unknown): void;
  /** In [0, 1). */
  random(): number;
}

export interface Subscription {
  /** Ends it; nothing is called afterwards. */
  close(): void;
}

const realTimers: SubscriptionTimers = {
  set: (run, ms) => setTimeout(run, ms),
  clear: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  random: () => Math.random(),
};

/** Waits grow from half a second to half a minute, spread so that a restarted server is not met by all at once. */
export function waitBefore(attempt: number, random: number): number {
  const longest = Math.min(30_000, 500 * 2 ** Math.min(attempt, 10));
  return Math.round(longest / 2 + (random * longest) / 2);
}

export function subscribe(transport: Transport, options: SubscribeOptions): Subscription {
  const { silence = 60_000, timers = realTimers } = options;
  let controller: AbortController | undefined;
  let timer: unknown;
  let attempt = 0;
  let ended = false;

  function after(ms: number, run: () => void): void {
    timers.clear(timer);
    timer = timers.set(run, ms);
  }

  function dispatch(event: string, text: string): void {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return; // A later version's event that we cannot read is none of ours.
    }
    if (event === 'conversation') options.onConversation?.(value as AdminEvents['conversation']);
    else if (event === 'rules') options.onRules?.(value as AdminEvents['rules']);
    else if (event === 'engagement') options.onEngagement?.(value as AdminEvents['engagement']);
  }

  async function listen(): Promise<void> {
    const mine = new AbortController();
    controller = mine;
    after(silence, () => mine.abort());
    try {
      const stream = await transport.open('/v1/admin/events', { Accept: 'text/event-stream' }, mine.signal);
      const reader = stream.getReader();
      const decoder = new TextDecoder();
      const parser = createEventParser();
      attempt = 0;
      if (!ended) options.onState?.('open');
      for (;;) {
        const { done, value } = await reader.read();
        if (ended || done) break;
        after(silence, () => mine.abort());
        for (const event of parser.push(decoder.decode(value, { stream: true })))
          if (!ended) dispatch(event.event, event.data);
      }
    } catch (error) {
      // A refusal that time does not mend ends it; all else is a lost connection.
      if (
        !ended &&
        error instanceof BeckonProblem &&
        error.status < 500 &&
        error.code !== 'tooManyAttempts'
      ) {
        close();
        options.onState?.('closed');
        options.onRefused?.(error);
      }
    }
    if (ended) return;
    options.onState?.('waiting');
    after(waitBefore(attempt, timers.random()), () => void listen());
    attempt += 1;
  }

  function close(): void {
    ended = true;
    timers.clear(timer);
    controller?.abort();
  }

  void listen();
  return { close };
}
