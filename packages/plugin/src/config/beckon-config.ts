import { type Plugin } from '../define-plugin';

/** A plugin, the module that default-exports one, or a function that imports it. */
export type PluginSource = Plugin | { default: Plugin } | (() => Promise<Plugin | { default: Plugin }>);

/** A plugin and its options. */
export interface PluginEntry {
  plugin: PluginSource;
  /** As the plugin's schema wants them. What the admin saves later wins over these. */
  options?: unknown;
}

/** What `beckon.config.ts` default-exports. */
export interface BeckonConfig {
  /** In order: geo providers form their chain in it. */
  plugins?: readonly (PluginEntry | PluginSource)[];
  /** Milliseconds that the start of a visit may wait for plugins. @default 200 */
  deadline?: number;
  /** Hosts or CIDRs in private networks that plugins may reach (`127.0.0.1`, `10.0.0.0/8`). @default none */
  allowPrivate?: readonly string[];
}

/**
 * Declares an installation's configuration, for `beckon.config.ts` or `.mjs`.
 *
 * @example
 * import { defineConfig } from '@beckon/plugin';
 * import weather from 'beckon-plugin-weather';
 *
 * export default defineConfig({
 *   plugins: [{ plugin: weather, options: { apiKey: 'k' } }, { plugin: () => import('./my-plugin.mjs') }],
 * });
 */
export function defineConfig(config: BeckonConfig): BeckonConfig {
  return config;
}
