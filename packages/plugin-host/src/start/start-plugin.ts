import {
  type ChoiceLoader,
  checkParts,
  type Delivery,
  type FactProvider,
  type GeoProvider,
  parseOptions,
  type Plugin,
  type PluginIssue,
  type SetupAnswer,
  type Attribution,
} from '@beckon/plugin';
import { type ListenerRunner, createListenerRunners } from '../events/event-delivery';
import { createGeoRunner, type GeoRunner } from '../geo/geo-chain';
import { errorMessage } from '../guard/guarded-call';
import { type HostTools, logOf } from './host-tools';

/** Milliseconds that a plugin's setup may take. */
const SETUP_DEADLINE = 10_000;

/** A plugin that runs, with all its parts made. */
export interface StartedPlugin {
  plugin: Plugin;
  /** As its schema made them. */
  options: unknown;
  /** As they were given. */
  rawOptions: unknown;
  facts: readonly FactProvider[];
  geo: readonly GeoRunner[];
  listeners: readonly ListenerRunner[];
  choices: ReadonlyMap<string, ChoiceLoader<never>>;
  attribution: Attribution | undefined;
  stop(): Promise<void>;
}

/** A started plugin, or what to mend. */
export type Started = { ok: true; started: StartedPlugin } | { ok: false; issues: PluginIssue[] };

async function runSetup(
  plugin: Plugin,
  options: unknown,
  tools: HostTools,
): Promise<{ ok: true; answer: SetupAnswer<never> } | { ok: false; message: string; path: string }> {
  if (!plugin.setup) return { ok: true, answer: {} };
  const setup = plugin.setup.bind(plugin);
  let callOff = () => {};
  const late = new Promise<'late'>((resolve) => {
    callOff = tools.clock.after(SETUP_DEADLINE, () => resolve('late'));
  });
  const running = (async () =>
    setup({
      options: options as never,
      log: logOf(plugin.name, tools.log),
      fetch: tools.fetch,
      clock: tools.clock,
    }))();
  try {
    const answer = await Promise.race([running, late]);
    if (answer === 'late') {
      running
        .then((afterwards) => (afterwards.ok === false ? undefined : afterwards.stop?.()))
        .catch(() => undefined);
      return { ok: false, message: `did not come to an end within ${SETUP_DEADLINE / 1000} s`, path: '' };
    }
    if (typeof answer !== 'object' || answer === null)
      return { ok: false, message: 'answered no object of parts', path: '' };
    if (answer.ok === false) return { ok: false, message: answer.error, path: answer.path ?? '' };
    return { ok: true, answer };
  } catch (thrown) {
    return { ok: false, message: errorMessage(thrown), path: '' };
  } finally {
    callOff();
  }
}

/** Reads the options of a plugin, sets it up and makes its parts. Never throws. */
export async function startPlugin(plugin: Plugin, rawOptions: unknown, tools: HostTools): Promise<Started> {
  const parsed = parseOptions(plugin, rawOptions);
  if (!parsed.ok) return { ok: false, issues: parsed.issues };
  const { options } = parsed;
  const setUp = await runSetup(plugin, options, tools);
  if (!setUp.ok)
    return {
      ok: false,
      issues: [
        {
          plugin: plugin.name,
          code: 'setupFailed',
          path: setUp.path,
          message: `The plugin "${plugin.name}" could not be set up: ${setUp.message}`,
        },
      ],
    };
  const { answer } = setUp;
  const stop = async () => {
    try {
      if (answer.ok !== false) await answer.stop?.();
    } catch (thrown) {
      tools.log.warn(`Plugin "${plugin.name}" failed while it was stopped: ${errorMessage(thrown)}`, {
        plugin: plugin.name,
      });
    }
  };
  const issues = checkParts(plugin.name, answer);
  if (issues.length > 0) {
    await stop();
    return { ok: false, issues };
  }
  const parts = answer.ok === false ? {} : answer;
  const log = logOf(plugin.name, tools.log);
  const delivery: Delivery = { ...plugin.delivery, ...parts.delivery };
  const listen = (on: Plugin['on']) =>
    createListenerRunners(plugin.name, on ?? {}, delivery, options, tools, log);
  const listeners = listen(plugin.on);
  // A listener of setup takes the place of a declared one for the same event.
  const fromSetup = listen(parts.on as Plugin['on']);
  return {
    ok: true,
    started: {
      plugin,
      options,
      rawOptions,
      stop,
      facts: [...(plugin.facts ?? []), ...(parts.facts ?? [])],
      geo: [...(plugin.geo ?? []), ...(parts.geo ?? [])].map((provider: GeoProvider) =>
        createGeoRunner(plugin.name, provider, tools, log),
      ),
      listeners: [
        ...listeners.filter(({ type }) => !fromSetup.some((other) => other.type === type)),
        ...fromSetup,
      ],
      choices: new Map(
        Object.entries({ ...plugin.choices, ...parts.choices }) as [string, ChoiceLoader<never>][],
      ),
      attribution: parts.attribution ?? plugin.attribution,
    },
  };
}
