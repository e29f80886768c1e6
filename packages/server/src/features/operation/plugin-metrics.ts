import { Counter, Histogram, Registry } from 'prom-client';

/** Counts what plugins do; it has the shape of what the plugin host counts with. */
export interface PluginMetrics {
  count(name: string, labels: Readonly<Record<string, string>>): void;
  observe(name: string, value: number, labels: Readonly<Record<string, string>>): void;
  /** All of it in Prometheus' text format. */
  text(): Promise<string>;
}

const counters: Record<string, { help: string; labelNames: string[] }> = {
  beckon_plugin_calls_total: {
    help: 'Calls of functions of plugins, by what came of them.',
    labelNames: ['plugin', 'part', 'outcome'],
  },
  beckon_plugin_blocks_total: {
    help: 'How often a function of a plugin held the whole process up.',
    labelNames: ['plugin', 'part'],
  },
};
const histograms: Record<string, { help: string; labelNames: string[] }> = {
  beckon_plugin_call_seconds: {
    help: 'Seconds that functions of plugins took.',
    labelNames: ['plugin', 'part'],
  },
  beckon_plugin_facts_seconds: {
    help: 'Seconds that the start of a visit waited for facts; inTime: before its deadline.',
    labelNames: ['inTime'],
  },
};
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Metrics of plugins, for the plugin host and for `/metrics` (`ServerOptions.pluginMetrics`).
 *
 * @example
 * const pluginMetrics = createPluginMetrics();
 * const started = await createPluginHost({ plugins, log, metrics: pluginMetrics });
 * createServer({ …, pluginMetrics });
 */
export function createPluginMetrics(): PluginMetrics {
  const registry = new Registry();
  const counting = new Map(
    Object.entries(counters).map(([name, { help, labelNames }]) => [
      name,
      new Counter({ name, help, labelNames, registers: [registry] }),
    ]),
  );
  const observing = new Map(
    Object.entries(histograms).map(([name, { help, labelNames }]) => [
      name,
      new Histogram({ name, help, labelNames, buckets, registers: [registry] }),
    ]),
  );
  return {
    count: (name, labels) => counting.get(name)?.inc({ ...labels }),
    observe: (name, value, labels) => observing.get(name)?.observe({ ...labels }, value),
    text: () => registry.metrics(),
  };
}
