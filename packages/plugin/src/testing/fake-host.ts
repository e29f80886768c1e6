import { checkParts, checkPlugin } from '../check-plugin';
import { type Plugin, type PluginParts } from '../define-plugin';
import { type ListenerAnswer, type PluginEventName, type PluginEventPayloads } from '../events/plugin-events';
import { checkFacts, isFactOf } from '../facts/check-facts';
import { type FactProvider, type VisitorHistory } from '../facts/fact-provider';
import { type FactValue } from '../facts/fact-values';
import { type GeoAnswer } from '../geo/geo-provider';
import { parseOptions } from '../options/plugin-options';
import { type PluginLog } from '../plugin-log';
import { createFakeFetch } from './fake-fetch';
import { createTestClock, type TestClock } from './test-clock';

/** The world that a plugin finds in a test. */
export interface FakeHostSettings {
  options?: unknown;
  /** @default one that knows no route */
  fetch?: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  clock?: TestClock;
}

/** What is asked, and of whom. */
export interface FakeRequest {
  /** Facts that are known already, those that the provider needs above all. */
  given?: Readonly<Record<string, FactValue>>;
  ip?: string;
  headers?: Readonly<Record<string, string>>;
  trusted?: boolean;
  visitor?: VisitorHistory;
  siteId?: string;
  signal?: AbortSignal;
}

/** A host for tests: it calls the plugin directly, without caches or breakers, and throws what is wrong. */
export interface FakeHost {
  readonly clock: TestClock;
  /** What the plugin wrote: `warn …`. */
  readonly lines: string[];
  readonly facts: readonly FactProvider[];
  readonly attribution: PluginParts['attribution'];
  /** The value of a fact; `undefined` if it is unknown. Throws what the provider throws, and if its answer is wrong. */
  fact(key: string, request?: FakeRequest): Promise<FactValue | undefined>;
  /** The first answer of the plugin's geo providers. */
  geo(ip: string | undefined, request?: FakeRequest): Promise<GeoAnswer>;
  /** Hands an event to the plugin's listener. Throws what it throws. */
  emit<Name extends PluginEventName>(
    type: Name,
    payload: PluginEventPayloads[Name],
    event?: { id?: string; attempt?: number; signal?: AbortSignal },
  ): Promise<ListenerAnswer>;
  stop(): Promise<void>;
}

const explain = (issues: readonly { message: string }[]) =>
  new Error(issues.map(({ message }) => message).join('\n'));

/**
 * Starts a plugin in a fake host: checked and set up, with a clock in the test's hand and a fetch that reaches nobody.
 *
 * @example
 * const host = await createFakeHost(weather, { options: { apiKey: 'k' }, fetch: createFakeFetch({ 'https://…': { temperature: 21 } }) });
 * expect(await host.fact('weather/temperature', { given: { city: 'Seattle' } })).toBe(21);
 */
export async function createFakeHost(plugin: Plugin, settings: FakeHostSettings = {}): Promise<FakeHost> {
  const clock = settings.clock ?? createTestClock();
  const fetch = (settings.fetch ?? createFakeFetch()) as typeof globalThis.fetch;
  const lines: string[] = [];
  const say = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  const log: PluginLog = { info: say('info'), warn: say('warn'), error: say('error') };

  const declared = checkPlugin(plugin);
  if (declared.length > 0) throw explain(declared);
  const parsed = parseOptions(plugin, settings.options);
  if (!parsed.ok) throw explain(parsed.issues);
  const options = parsed.options as never;
  const answer = (await plugin.setup?.({ options, log, fetch, clock })) ?? {};
  if (answer.ok === false) throw new Error(answer.error);
  const wrong = checkParts(plugin.name, answer);
  if (wrong.length > 0) throw explain(wrong);

  const facts = [...(plugin.facts ?? []), ...(answer.facts ?? [])];
  const geo = [...(plugin.geo ?? []), ...(answer.geo ?? [])];
  const on = { ...plugin.on, ...answer.on } as Readonly<
    Record<string, (event: object, context: object) => unknown>
  >;
  const typesOf = (key: string) =>
    (plugin.criteria ?? []).filter(({ fact }) => isFactOf(key, fact)).map(({ type }) => type);
  const quiet = new AbortController().signal;

  return {
    clock,
    lines,
    facts,
    attribution: answer.attribution ?? plugin.attribution,
    async fact(key, request = {}) {
      const provider = facts.find(({ provides }) => provides.some((fact) => isFactOf(key, fact)));
      if (!provider) throw new Error(`The plugin "${plugin.name}" has no provider of the fact "${key}".`);
      const needs: Record<string, FactValue> = {};
      for (const need of provider.needs ?? []) {
        const value = request.given?.[need];
        if (value === undefined) return undefined;
        needs[need] = value;
      }
      const reads = provider.reads ?? {};
      const headers = Object.fromEntries(
        Object.entries(request.headers ?? {}).filter(([name]) => reads.headers?.includes(name)),
      );
      const found: unknown = await provider.resolve(Object.freeze(needs), {
        signal: request.signal ?? quiet,
        fetch,
        log,
        options,
        headers,
        asked: [key],
        now: new Date(clock.now()),
        siteId: request.siteId ?? 'site',
        ip: reads.ip ? request.ip : undefined,
        visitor: reads.visitor ? request.visitor : undefined,
      });
      const { facts: right, faults } = checkFacts(
        found,
        (name) => provider.provides.some((fact) => isFactOf(name, fact)),
        typesOf,
      );
      if (faults.length > 0) throw new Error(`The plugin "${plugin.name}" ${faults.join('; ')}.`);
      return right[key];
    },
    async geo(ip, request = {}) {
      for (const provider of geo) {
        const found = await provider.lookup(ip, {
          signal: request.signal ?? quiet,
          fetch,
          log,
          headers: request.headers ?? {},
          trusted: request.trusted ?? false,
        });
        if (found?.country !== undefined || found?.city !== undefined) return found;
      }
      return {};
    },
    async emit(type, payload, event = {}) {
      const listener = on[type];
      if (!listener) throw new Error(`The plugin "${plugin.name}" does not listen to "${type}".`);
      const given = { id: event.id ?? '01JEVENT', type, at: new Date(clock.now()), payload };
      const said = await listener(given, {
        signal: event.signal ?? quiet,
        fetch,
        log,
        options,
        attempt: event.attempt ?? 1,
        now: new Date(clock.now()),
      });
      return (said as ListenerAnswer | undefined) ?? { ok: true };
    },
    async stop() {
      await answer.stop?.();
    },
  };
}
