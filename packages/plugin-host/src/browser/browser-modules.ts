import { errorMessage } from '../guard/guarded-call';
import { type HostTools } from '../start/host-tools';
import { type StartedPlugin } from '../start/start-plugin';

/** A browser module that a plugin brings. */
export interface HostBrowserModule {
  plugin: string;
  /** The file to serve. */
  file: URL;
  facts: readonly string[];
  /** Public settings for its `start`: JSON. */
  settings: unknown;
}

/** Most characters that a plugin's browser settings may have as JSON: they travel with every visit. */
const MAX_SETTINGS = 16_384;

/**
 * The browser module of a plugin, its settings read once; `undefined`: it has none, or its settings cannot be had, which is logged. Then
 * its facts are unknown.
 */
export function browserModuleOf(
  { plugin, options }: StartedPlugin,
  { log }: HostTools,
): HostBrowserModule | undefined {
  if (!plugin.browser) return undefined;
  const { module, facts } = plugin.browser;
  try {
    const text = JSON.stringify(plugin.browser.settings?.(options as never) ?? null);
    if (text.length > MAX_SETTINGS)
      throw new TypeError(
        `they have ${text.length} characters as JSON; at most ${MAX_SETTINGS} travel with a visit`,
      );
    return { plugin: plugin.name, file: module, facts, settings: JSON.parse(text) as unknown };
  } catch (thrown) {
    log.warn(`Plugin "${plugin.name}", browser settings: ${errorMessage(thrown)}`, { plugin: plugin.name });
    return undefined;
  }
}
