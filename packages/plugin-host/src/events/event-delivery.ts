import {
  type Delivery,
  type ListenerAnswer,
  type Plugin,
  type PluginEvent,
  type PluginLog,
  standardRetry,
} from '@beckon/plugin';
import { createGuardedCall, type GuardState } from '../guard/guarded-call';
import { type HostTools } from '../start/host-tools';

/** An event as the domain carries it. */
export interface HostEvent {
  /** The same each time it is delivered. */
  id: string;
  /** A name of `pluginEventNames`; others reach nobody. */
  type: string;
  at: Date;
  payload: Readonly<Record<string, unknown>>;
}

/** What came of one try with one listener. */
export type Delivered =
  { ok: true } | { ok: false; error: string; /** Whether trying again may help. */ retry: boolean };

/** One listener of one plugin. */
export interface ListenerRunner {
  /** `webhooks:engagement.delivered`. */
  readonly id: string;
  readonly plugin: string;
  readonly type: string;
  /** Seconds before each further try. */
  readonly retry: readonly number[];
  deliver(event: HostEvent, attempt: number): Promise<Delivered>;
  state(): GuardState & { id: string; event: string };
}

/** Makes the runners of a plugin's listeners. */
export function createListenerRunners(
  plugin: string,
  on: NonNullable<Plugin['on']>,
  delivery: Delivery,
  options: unknown,
  tools: HostTools,
  log: PluginLog,
): ListenerRunner[] {
  const { clock, metrics, fetch } = tools;
  return Object.entries(on)
    .filter(([, listener]) => listener !== undefined)
    .map(([type, listener]) => {
      const guard = createGuardedCall({
        plugin,
        part: `on ${type}`,
        clock,
        log: tools.log,
        metrics,
        deadline: delivery.deadline ?? 10_000,
        concurrency: 32,
        // Events are not dropped while a breaker is open: they are tried again by their schedule.
        breaker: false,
      });
      const listen = listener as unknown as (
        event: PluginEvent,
        context: object,
      ) => void | ListenerAnswer | Promise<void | ListenerAnswer>;
      return {
        id: `${plugin}:${type}`,
        plugin,
        type,
        retry: delivery.retry ?? standardRetry,
        async deliver(event, attempt) {
          let refusal: { error: string; retry: boolean } | undefined;
          const outcome = await guard.run(
            (signal) =>
              listen(structuredClone(event) as unknown as PluginEvent, {
                signal,
                fetch,
                log,
                options,
                attempt,
                now: new Date(clock.now()),
              }),
            (answer) => {
              if (typeof answer !== 'object' || answer === null || answer.ok !== false) return undefined;
              refusal = { error: String(answer.error).slice(0, 500), retry: answer.retry !== false };
              return refusal.error;
            },
          );
          if (outcome.ok) return { ok: true };
          return refusal
            ? { ok: false, ...refusal }
            : { ok: false, error: outcome.error, retry: outcome.failure !== 'switchedOff' };
        },
        state: () => ({ id: `${plugin}:${type}`, event: type, ...guard.state() }),
      };
    });
}
