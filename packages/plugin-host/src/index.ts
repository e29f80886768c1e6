/**
 * Runs plugins for the domain: deadlines, caches, breakers, events.
 *
 * @module
 */
export { type Delivered, type HostEvent } from './events/event-delivery';
export { type HostBrowserModule } from './browser/browser-modules';
export { type DeadLetter, type Emitted, type Replayed } from './events/event-queue';
export { type FactRequest, type ResolvedFact } from './facts/fact-request';
export { type FactRunnerState } from './facts/fact-runner';
export { type GeoQuestion, type GeoRunnerState } from './geo/geo-chain';
export { type GuardState } from './guard/guarded-call';
export { type HostMetrics } from './guard/metrics';
export { createGuardedFetch, type GuardedFetchSettings } from './net/guarded-fetch';
export {
  createPluginHost,
  type PluginHost,
  type PluginHostResult,
  type PluginHostSettings,
} from './plugin-host';
export { type HostState, type PluginState } from './state/host-state';
