import { type Domain, type Logger } from '@beckon/domain';
import { type PluginMetrics } from './features/operation/plugin-metrics';
import { type Limits } from './limits/rate-limits';
import { type PluginModule } from './statics/plugin-modules';
import { type Timers } from './streams/timers';

/** What the composition root gives the server. */
export interface ServerOptions {
  domain: Domain;
  logger: Logger;
  /** Throws where the storage does not answer: `() => storage.health()`. */
  health: () => Promise<void>;
  /** What browsers reach the server by: `https://beckon.example`, without a path. It stands in the snippet and decides on secure cookies. */
  publicUrl: string;
  /** What browsers load; without a folder, its addresses are not found. */
  statics?: {
    /** The admin app, with `index.html` and `assets/`. */
    admin?: string;
    /** The widget, with `beckon.js` and what it loads. */
    widget?: string;
    /** The browser modules of plugins; a plugin's that is not here is not told of to any browser. */
    plugins?: readonly PluginModule[];
  };
  /** Addresses and CIDRs of proxies whose `X-Forwarded-For` and headers are believed. Default: none. */
  trustedProxies?: readonly string[];
  /** Addresses and CIDRs that may read `/metrics`, besides this machine. */
  metricsReaders?: readonly string[];
  /** What the plugin host counts with: `createPluginMetrics()`. Default: plugins are not among the metrics. */
  pluginMetrics?: PluginMetrics;
  /** Default: see `Limits`. */
  limits?: Partial<Limits>;
  /** Of this installation, for `/openapi.json`. */
  version?: string;
  timers?: Timers;
}
