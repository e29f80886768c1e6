import { type PluginLog } from '../plugin-log';

/** Where an IP address is. Leave out what is not known. */
export interface GeoAnswer {
  /** ISO 3166-1 alpha-2. */
  country?: string | undefined;
  /** In English where there is a choice. */
  city?: string | undefined;
}

/** What a geo provider is called with, beside the address. */
export interface GeoContext {
  /** Aborted when the deadline is over. */
  signal: AbortSignal;
  fetch: typeof globalThis.fetch;
  log: PluginLog;
  /** Of the visitor's request, names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** The request came through a proxy that the operator trusts. Without it headers may be anybody's invention. */
  trusted: boolean;
}

/** Knows where IP addresses are. */
export interface GeoProvider {
  /** Names it in the log and in the admin, if a plugin has several. @default the plugin's name */
  name?: string;
  /** Milliseconds it may take. @default 50 */
  deadline?: number;
  /** Headers that the answer depends on; lower case. @default [] */
  headers?: readonly string[];
  /** Seconds that an answer is kept for the same address. `0` keeps none. @default 0 */
  cache?: number;
  /** How many calls may run at once. @default 64 */
  concurrency?: number;
  /** Answers `undefined` (or nothing in the object) if it does not know; then the next provider is asked. `ip` is absent if not known. */
  lookup(ip: string | undefined, context: GeoContext): GeoAnswer | undefined | Promise<GeoAnswer | undefined>;
}

/**
 * Declares a geo provider. Providers form a chain in the order of the configuration: the first answer wins.
 *
 * @example
 * defineGeoProvider({ lookup: (ip) => (ip === '192.0.2.1' ? { country: 'US', city: 'Seattle' } : undefined) });
 */
export function defineGeoProvider(provider: GeoProvider): GeoProvider {
  return provider;
}
