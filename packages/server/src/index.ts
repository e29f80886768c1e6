/**
 * The HTTP API on Express 5: translates protocol to domain and nothing else.
 *
 * @module
 */
export { type BeckonServer, createServer } from './create-server';
export { createPluginMetrics, type PluginMetrics } from './features/operation/plugin-metrics';
export { type PluginModule } from './statics/plugin-modules';
export { type ServerOptions } from './server-options';
export { parseAddresses, type AddressSet } from './client-address/client-address';
export { defaultLimits, type Limit, type Limits } from './limits/rate-limits';
export { systemTimers, type Timers } from './streams/timers';
