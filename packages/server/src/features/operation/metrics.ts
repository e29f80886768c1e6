import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type PluginMetrics } from './plugin-metrics';

/** What the server counts of itself, for Prometheus. */
export interface Metrics {
  /** A request has been answered. */
  answered(request: { method: string; route: string; status: number; seconds: number }): void;
  /** All of it in Prometheus' text format. */
  text(): Promise<string>;
}

/**
 * Counts requests by route (never by address, which has no end), and what Node tells of the process from the first time that it is
 * asked for.
 *
 * @example
 * const metrics = createMetrics({ openStreams: () => streams.size });
 */
export function createMetrics({
  openStreams,
  plugins,
}: {
  openStreams: () => number;
  /** Told after the server's own. */
  plugins?: Pick<PluginMetrics, 'text'> | undefined;
}): Metrics {
  const registry = new Registry();
  const durations = new Histogram({
    name: 'beckon_http_request_duration_seconds',
    help: 'Seconds from a request to the end of its answer, by route. Event streams are not among them.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  new Gauge({
    name: 'beckon_event_streams_open',
    help: 'Event streams that are open.',
    registers: [registry],
    collect() {
      this.set(openStreams());
    },
  });
  let watchesProcess = false;

  return {
    answered({ method, route, status, seconds }) {
      durations.observe({ method, route, status: String(status) }, seconds);
    },
    async text() {
      if (!watchesProcess) {
        watchesProcess = true;
        collectDefaultMetrics({ register: registry });
      }
      return [await registry.metrics(), await plugins?.text()]
        .filter((text) => text !== undefined)
        .join('\n');
    },
  };
}
