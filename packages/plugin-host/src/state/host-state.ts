import { describePlugin, type PluginDescription, redactOptions, sensitiveOptions } from '@beckon/plugin';
import { type DeadLetter } from '../events/event-queue';
import { type ListenerRunner } from '../events/event-delivery';
import { type FactRunner, type FactRunnerState } from '../facts/fact-runner';
import { type GeoRunnerState } from '../geo/geo-chain';
import { type StartedPlugin } from '../start/start-plugin';

/** One plugin as the admin shows it: its declaration, its options (secrets hidden) and how it does. */
export interface PluginState extends PluginDescription {
  /** As they are set, defaults included; secrets are a row of dots. */
  currentOptions: unknown;
  /** Where secrets stand in them: JSON Pointers, `*` is any step. */
  secrets: string[];
  /** `ok`, `failing` (a breaker rests, or a listener, which has none, did not take the last event), `switchedOff` (it held the process up). */
  health: 'ok' | 'failing' | 'switchedOff';
  factState: FactRunnerState[];
  geoState: GeoRunnerState[];
  listenerState: ReturnType<ListenerRunner['state']>[];
  deadLetters: number;
}

/** The state of all plugins. Plain: it can be sent as JSON. */
export interface HostState {
  plugins: PluginState[];
  deadLetters: DeadLetter[];
  /** Events that are on their way. */
  pendingEvents: number;
}

/** Describes how a plugin does. */
export function pluginState(
  started: StartedPlugin,
  runners: readonly FactRunner[],
  dead: readonly DeadLetter[],
): PluginState {
  const factState = runners.map((runner) => runner.state());
  const geoState = started.geo.map((runner) => runner.state());
  const listenerState = started.listeners.map((runner) => runner.state());
  const all = [...factState, ...geoState, ...listenerState];
  return {
    ...describePlugin(started.plugin),
    facts: started.facts.map(({ provides, needs, holds }, index) => ({
      provides,
      needs: needs ?? [],
      deadline: factState[index]?.deadline ?? 0,
      holds: holds ?? null,
    })),
    geo: started.geo.length,
    events: started.listeners.map(({ type }) => type),
    attribution: started.attribution ?? null,
    currentOptions: redactOptions(started.plugin, started.options),
    secrets: sensitiveOptions(started.plugin),
    health: all.some(({ switchedOff }) => switchedOff)
      ? 'switchedOff'
      : all.some(({ breaker }) => breaker.state !== 'closed') ||
          listenerState.some(({ lastFailed }) => lastFailed)
        ? 'failing'
        : 'ok',
    factState,
    geoState,
    listenerState,
    deadLetters: dead.filter(({ plugin }) => plugin === started.plugin.name).length,
  };
}
