import { type Clock, type PluginLog } from '@beckon/plugin';
import { type HostMetrics } from '../guard/metrics';

/** What every part of the host works with. */
export interface HostTools {
  clock: Clock;
  log: PluginLog;
  metrics?: HostMetrics | undefined;
  fetch: typeof globalThis.fetch;
}

/** A log whose every line says which plugin wrote it. */
export function logOf(plugin: string, log: PluginLog): PluginLog {
  const say = (level: keyof PluginLog) => (message: string, fields?: Record<string, unknown>) => {
    // A plugin's fields may be anything; what cannot be read must not stop the plugin or the host.
    try {
      log[level](`[${plugin}] ${String(message).slice(0, 2000)}`, { ...fields, plugin });
    } catch {
      log[level](`[${plugin}] a line that cannot be shown`, { plugin });
    }
  };
  return { info: say('info'), warn: say('warn'), error: say('error') };
}
