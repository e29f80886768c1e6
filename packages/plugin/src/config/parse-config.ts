import { z } from 'zod';
import { type Plugin } from '../define-plugin';
import { type PluginIssue } from '../plugin-issue';

/** A configuration, read and its plugins imported. */
export interface ParsedConfig {
  plugins: { plugin: Plugin; options: unknown }[];
  deadline: number;
  allowPrivate: readonly string[];
}

const shape = z.strictObject({
  plugins: z.array(z.unknown()).default([]),
  deadline: z.number().int().min(1).max(10_000).default(200),
  allowPrivate: z.array(z.string()).default([]),
});

const issue = (code: PluginIssue['code'], path: string, message: string): PluginIssue => ({
  plugin: '',
  code,
  path,
  message,
});
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const unwrap = (value: unknown): unknown =>
  isObject(value) && isObject(value.default) && !('apiVersion' in value) ? value.default : value;

async function load(source: unknown): Promise<unknown> {
  return unwrap(typeof source === 'function' ? await (source as () => unknown)() : source);
}

/**
 * Checks what a configuration file exports (the module or its default export) and imports the plugins that it names by
 * function. A plugin that throws while it is imported is an issue that names its place; the declarations themselves
 * are checked by the host.
 *
 * @example
 * const parsed = await parseConfig(await import(pathToFileURL(file).href));
 * if (!parsed.ok) for (const { message } of parsed.issues) console.error(message);
 */
export async function parseConfig(
  value: unknown,
): Promise<{ ok: true; config: ParsedConfig } | { ok: false; issues: PluginIssue[] }> {
  const parsed = shape.safeParse(unwrap(value));
  if (!parsed.success) {
    return {
      ok: false,
      issues: parsed.error.issues.map(({ path, message }) =>
        issue(
          'badConfig',
          `/${path.map(String).join('/')}`,
          `The configuration${path.length > 0 ? `'s "${path.map(String).join('.')}"` : ''}: ${message}.`,
        ),
      ),
    };
  }
  const issues: PluginIssue[] = [];
  const plugins: ParsedConfig['plugins'] = [];
  for (const [index, entry] of parsed.data.plugins.entries()) {
    const path = `/plugins/${index}`;
    const isEntry = isObject(entry) && 'plugin' in entry;
    try {
      const plugin = await load(isEntry ? entry.plugin : entry);
      if (!isObject(plugin) || typeof plugin.name !== 'string') {
        issues.push(
          issue(
            'notAPlugin',
            path,
            `Entry ${index + 1} of "plugins" is not a plugin: it must be what definePlugin() answers, a module that default-exports it, or a function that imports one.`,
          ),
        );
        continue;
      }
      plugins.push({ plugin: plugin as unknown as Plugin, options: isEntry ? entry.options : undefined });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      issues.push(
        issue(
          'importFailed',
          path,
          `Entry ${index + 1} of "plugins" failed while it was imported: ${reason}. Mend or remove it.`,
        ),
      );
    }
  }
  if (issues.length > 0) return { ok: false, issues };
  return {
    ok: true,
    config: { plugins, deadline: parsed.data.deadline, allowPrivate: parsed.data.allowPrivate },
  };
}
