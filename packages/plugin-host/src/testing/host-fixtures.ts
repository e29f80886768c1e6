import { defineCriterion, type Plugin, type PluginLog } from '@beckon/plugin';
import { createTestClock } from '@beckon/plugin/testing';
import { createPluginHost, type FactRequest, type PluginHost, type PluginHostSettings } from '../index';

/** A log that remembers its lines. */
export function createMemoryLog(): PluginLog & { lines: string[] } {
  const lines: string[] = [];
  const say = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  return { lines, info: say('info'), warn: say('warn'), error: say('error') };
}

/** Two standard facts are enough for these tests. */
export const standard = [
  defineCriterion({
    id: 'pageUrl',
    label: 'Page URL',
    fact: 'pageUrl',
    type: 'url',
    knownBy: 'browser',
    changes: 'free',
  }),
  defineCriterion({ id: 'country', label: 'Country', fact: 'country', type: 'country', changes: 'final' }),
];

/** A host over these plugins, with a clock and a log in the test's hand. Throws the issues if it does not start. */
export async function startHost(
  plugins: readonly (Plugin | { plugin: Plugin; options?: unknown })[],
  settings: Partial<PluginHostSettings> = {},
) {
  const clock = createTestClock();
  const log = createMemoryLog();
  const counted: string[] = [];
  const result = await createPluginHost({
    plugins: plugins.map((entry) => ('plugin' in entry ? entry : { plugin: entry })),
    log,
    clock,
    standard,
    fetch: () => Promise.reject(new TypeError('no network in tests')),
    metrics: {
      count: (name, labels) => void counted.push(`${name} ${Object.values(labels).join(' ')}`),
      observe: () => undefined,
    },
    ...settings,
  });
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join('\n'));
  return { host: result.host, clock, log, counted };
}

/** A request with nothing but its needs. */
export function asking(needs: readonly string[], more: Partial<FactRequest> = {}): FactRequest {
  return {
    siteId: 's1',
    visitorId: 'v1',
    ip: '192.0.2.1',
    headers: {},
    trusted: false,
    given: {},
    needs,
    ...more,
  };
}

/** The values alone. */
export async function valuesOf(host: PluginHost, request: FactRequest) {
  return Object.fromEntries(
    Object.entries(await host.resolve(request)).map(([key, { value }]) => [key, value]),
  );
}
