import { type ChoiceOption, type Criterion, type CustomTests, type ValueType } from '@beckon/engine';
import {
  checkPlugin,
  type Clock,
  type GeoAnswer,
  isFactOf,
  keepSecrets,
  type Plugin,
  type PluginIssue,
  type PluginLog,
  systemClock,
} from '@beckon/plugin';
import { type HostEvent } from './events/event-delivery';
import { createEventQueue, type DeadLetter, type Emitted, type Replayed } from './events/event-queue';
import { createFactRunner, type FactRunner } from './facts/fact-runner';
import { type FactRequest, type ResolvedFact } from './facts/fact-request';
import { resolveFacts } from './facts/resolve-facts';
import { type GeoQuestion, lookupGeo } from './geo/geo-chain';
import { browserModuleOf, type HostBrowserModule } from './browser/browser-modules';
import { createGuardedCall } from './guard/guarded-call';
import { type HostMetrics } from './guard/metrics';
import { createGuardedFetch } from './net/guarded-fetch';
import { checkTogether } from './start/check-together';
import { type HostTools, logOf } from './start/host-tools';
import { type StartedPlugin, startPlugin } from './start/start-plugin';
import { type HostState, pluginState } from './state/host-state';

/** What a host is made of. */
export interface PluginHostSettings {
  /** In order: geo providers form their chain in it. `options` are as configured or as the admin saved them. */
  plugins: readonly { plugin: Plugin; options?: unknown }[];
  log: PluginLog;
  /** The standard criteria. @default none */
  standard?: readonly Criterion[];
  /** @default the machine's clock */
  clock?: Clock;
  metrics?: HostMetrics;
  /** Milliseconds that the start of a visit may wait for facts. @default 200 */
  deadline?: number;
  /** What plugins may reach in private networks: hosts, addresses, CIDRs. @default nothing */
  allowPrivate?: readonly string[];
  /** What plugins fetch with. @default one that refuses private networks but for `allowPrivate` */
  fetch?: typeof globalThis.fetch;
}

/** Runs plugins for whoever asks. It has the shape of the domain's `FactSource`. */
export interface PluginHost {
  /** The standard criteria and those of the plugins. */
  readonly criteria: readonly Criterion[];
  /** The tests of the plugins' own operators: what `compileRules` takes as `operators`. */
  readonly operators: CustomTests;
  /**
   * Finds facts out when a visit starts. Never throws, never takes longer than the deadline. The answer has every
   * needed key that plugins or geo provide; `value: null` where it is not known, `until` where it must be asked again.
   */
  resolve(request: FactRequest): Promise<Record<string, ResolvedFact>>;
  /** Asks the geo chain alone. */
  lookupGeo(question: GeoQuestion): Promise<GeoAnswer>;
  /** Brings an event to its listeners; resolves when all have taken it or given up (see `EventQueue.emit`). */
  emit(event: HostEvent): Promise<Emitted>;
  deadLetters(): DeadLetter[];
  /** Tries a dead letter once more: one of `deadLetters()`, or one that was stored before a restart. */
  replay(letter: DeadLetter): Promise<Replayed>;
  /** Loads a list of choices for an editor, by the name that a criterion's `options: { load }` says. */
  choices(
    list: string,
  ): Promise<
    { ok: true; options: ChoiceOption[] } | { ok: false; reason: 'unknown' | 'failed'; error: string }
  >;
  /** The browser modules, for serving; a plugin's module is needed where a condition on one of its facts is open. */
  browserModules(): HostBrowserModule[];
  /**
   * Gives a plugin other options, as edited in the admin: secrets that come back as a row of dots stay as they are.
   * On success `options` are to be stored; the plugin has been set up anew. Else all stays as it was.
   */
  configure(
    plugin: string,
    options: unknown,
  ): Promise<{ ok: true; options: unknown } | { ok: false; issues: PluginIssue[] }>;
  /** How all plugins do, for the admin. */
  state(): HostState;
  stop(): Promise<void>;
}

/** A host, or all that is to be mended. */
export type PluginHostResult = { ok: true; host: PluginHost } | { ok: false; issues: PluginIssue[] };

/** Most choices that an editor is given. */
const MAX_CHOICES = 5000;

function readChoices(answer: unknown): ChoiceOption[] {
  if (!Array.isArray(answer)) throw new TypeError('the list of choices is no list');
  return answer.slice(0, MAX_CHOICES).map((entry: unknown) => {
    const { value, label } = entry as { value?: unknown; label?: unknown };
    if (typeof value !== 'string' || typeof label !== 'string')
      throw new TypeError('every choice needs a "value" and a "label" that are texts');
    return { value, label };
  });
}

/**
 * Checks the plugins, sets them up and answers the host that runs them; or every issue there is, none thrown.
 *
 * @example
 * const result = await createPluginHost({ plugins: [{ plugin: geoMmdb }], standard: standardCriteria, log });
 * if (!result.ok) { for (const { message } of result.issues) console.error(message); process.exit(1); }
 * const facts = await result.host.resolve({ siteId, visitorId, ip, headers, trusted, given: {}, needs: ['country'] });
 */
export async function createPluginHost(settings: PluginHostSettings): Promise<PluginHostResult> {
  const clock = settings.clock ?? systemClock;
  const tools: HostTools = {
    clock,
    log: settings.log,
    metrics: settings.metrics,
    fetch: settings.fetch ?? createGuardedFetch({ allowPrivate: settings.allowPrivate ?? [] }),
  };
  const around = { standard: settings.standard ?? [] };
  const deadline = settings.deadline ?? 200;

  const declared = settings.plugins.flatMap(({ plugin }) => checkPlugin(plugin));
  if (declared.length > 0) return { ok: false, issues: declared };

  const starts = await Promise.all(
    settings.plugins.map(({ plugin, options }) => startPlugin(plugin, options, tools)),
  );
  const running = starts.flatMap((start) => (start.ok ? [start.started] : []));
  // What failed in its setup is judged by its declaration, so that all that is wrong is said at once.
  const issues = [
    ...starts.flatMap((start) => (start.ok ? [] : start.issues)),
    ...(running.length === starts.length ? checkTogether(running, around) : []),
  ];
  if (issues.length > 0) {
    await Promise.all(running.map((started) => started.stop()));
    return { ok: false, issues };
  }

  const criteria = [...around.standard, ...settings.plugins.flatMap(({ plugin }) => plugin.criteria ?? [])];
  const operators = Object.fromEntries(
    settings.plugins.flatMap(({ plugin }) => Object.entries(plugin.operators ?? {})),
  ) as CustomTests;
  const typesOf = (key: string): ValueType[] =>
    criteria.filter(({ fact }) => isFactOf(key, fact)).map(({ type }) => type);
  const runnersOf = ({ plugin, facts, options }: StartedPlugin) =>
    facts.map((provider) => createFactRunner(plugin.name, provider, options, tools, typesOf));
  const runners = new Map<string, FactRunner[]>(
    running.map((started) => [started.plugin.name, runnersOf(started)]),
  );
  const startedOf = (name: string) => running.find(({ plugin }) => plugin.name === name);
  const queue = createEventQueue(
    (type) => running.flatMap(({ listeners }) => listeners.filter((listener) => listener.type === type)),
    clock,
  );
  const geoOf = (question: GeoQuestion) =>
    lookupGeo(
      running.flatMap(({ geo }) => geo),
      question,
    );

  async function configure(name: string, edited: unknown): ReturnType<PluginHost['configure']> {
    const before = startedOf(name);
    if (!before)
      return {
        ok: false,
        issues: [{ plugin: name, code: 'notAPlugin', path: '', message: `There is no plugin "${name}".` }],
      };
    const options = keepSecrets(before.plugin, edited, before.options);
    const next = await startPlugin(before.plugin, options, tools);
    if (!next.ok) return next;
    const clashes = checkTogether(
      running.map((started) => (started === before ? next.started : started)),
      around,
    );
    if (clashes.length > 0) {
      await next.started.stop();
      return { ok: false, issues: clashes };
    }
    running[running.indexOf(before)] = next.started;
    runners.set(name, runnersOf(next.started));
    modules.set(name, browserModuleOf(next.started, tools));
    await before.stop();
    return { ok: true, options };
  }

  async function choices(list: string): ReturnType<PluginHost['choices']> {
    const owner = running.find((started) => started.choices.has(list));
    const loader = owner?.choices.get(list);
    if (!owner || !loader) return { ok: false, reason: 'unknown', error: `There is no list "${list}".` };
    const guard = createGuardedCall({
      plugin: owner.plugin.name,
      part: `choices ${list}`,
      ...tools,
      deadline: 5000,
      concurrency: 1,
    });
    const outcome = await guard.run(async (signal) =>
      readChoices(
        await loader({
          signal,
          fetch: tools.fetch,
          log: logOf(owner.plugin.name, tools.log),
          options: owner.options as never,
        }),
      ),
    );
    return outcome.ok
      ? { ok: true, options: outcome.value }
      : {
          ok: false,
          reason: 'failed',
          error: `The list "${list}" of the plugin "${owner.plugin.name}" ${outcome.error}.`,
        };
  }

  const modules = new Map(running.map((started) => [started.plugin.name, browserModuleOf(started, tools)]));

  return {
    ok: true,
    host: {
      criteria,
      operators,
      configure,
      choices,
      browserModules: () => running.flatMap(({ plugin }) => modules.get(plugin.name) ?? []),
      resolve: (request) =>
        resolveFacts({ runners: [...runners.values()].flat(), geo: geoOf }, request, deadline, tools),
      lookupGeo: async (question) => (await geoOf(question)).answer,
      emit: (event) => queue.emit(event),
      deadLetters: () => queue.deadLetters(),
      replay: (letter) => queue.replay(letter),
      state: () => ({
        plugins: running.map((started) =>
          pluginState(started, runners.get(started.plugin.name) ?? [], queue.deadLetters()),
        ),
        deadLetters: queue.deadLetters(),
        pendingEvents: queue.pending(),
      }),
      async stop() {
        queue.stop();
        await Promise.all(running.map((started) => started.stop()));
      },
    },
  };
}
