import { createHash } from 'node:crypto';
import { type NextFunction, type Request, type Response, Router } from 'express';
import { forAnyPage, KEPT_FOR_GOOD } from './file-headers';

/** A plugin's browser module, as it is served. */
export interface PluginModule {
  plugin: string;
  /** The module's text. */
  text: string;
}

export interface PluginModules {
  /** Serves them at `/widget/plugins/NAME-HASH.js`. */
  router: Router;
  /** The address of a plugin's module, as browsers reach it; `undefined`: it is not served. */
  urlOf(plugin: string): string | undefined;
}

/**
 * The browser modules of plugins, each named by its content, so that it may be kept for good. Any page may load them.
 *
 * @param publicOrigin what browsers reach the server by
 */
export function pluginModules(modules: readonly PluginModule[], publicOrigin: string): PluginModules {
  const paths = new Map<string, string>();
  const texts = new Map<string, string>();
  for (const { plugin, text } of modules) {
    const path = `/widget/plugins/${plugin}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.js`;
    paths.set(plugin, path);
    texts.set(path, text);
  }
  const router = Router({ caseSensitive: true });
  router.use((request: Request, response: Response, next: NextFunction) => {
    const text = texts.get(request.path);
    if (text === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
    response.setHeader('Content-Type', 'text/javascript; charset=utf-8');
    response.setHeader('Cache-Control', KEPT_FOR_GOOD);
    forAnyPage(response);
    response.send(text);
  });
  return {
    router,
    urlOf: (plugin) => {
      const path = paths.get(plugin);
      return path === undefined ? undefined : `${publicOrigin}${path}`;
    },
  };
}
