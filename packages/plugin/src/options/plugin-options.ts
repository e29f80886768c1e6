import { z } from 'zod';
import { type PluginIssue } from '../plugin-issue';

/** JSON Schema of a plugin's options: what a settings page is made from. Secrets carry `sensitive: true`. */
export type OptionsSchema = Readonly<Record<string, unknown>>;

interface HasOptions {
  name: string;
  options?: z.ZodType;
}

/** Describes the options of a plugin as JSON Schema; `undefined` if it has none. */
export function describeOptions(plugin: HasOptions): OptionsSchema | undefined {
  if (!plugin.options) return undefined;
  return z.toJSONSchema(plugin.options, { io: 'input', unrepresentable: 'any' }) as OptionsSchema;
}

const pointer = (path: readonly PropertyKey[]) =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Checks the options of a plugin by its schema, and fills the defaults in. */
export function parseOptions(
  plugin: HasOptions,
  options: unknown,
): { ok: true; options: unknown } | { ok: false; issues: PluginIssue[] } {
  if (!plugin.options) {
    if (
      options === undefined ||
      (typeof options === 'object' && options !== null && Object.keys(options).length === 0)
    )
      return { ok: true, options: {} };
    return {
      ok: false,
      issues: [
        {
          plugin: plugin.name,
          code: 'badOptions',
          path: '',
          message: `The plugin "${plugin.name}" takes no options: remove them.`,
        },
      ],
    };
  }
  const result = plugin.options.safeParse(options ?? {});
  if (result.success) return { ok: true, options: result.data };
  return {
    ok: false,
    issues: result.error.issues.map((issue) => ({
      plugin: plugin.name,
      code: 'badOptions' as const,
      path: pointer(issue.path),
      message: `Option "${issue.path.map(String).join('.') || '(all)'}" of the plugin "${plugin.name}": ${issue.message}.`,
    })),
  };
}

/** The names of the options that are secret, as JSON Pointers (`/apiKey`, `/endpoints/*\/secret`). */
export function sensitiveOptions(plugin: HasOptions): string[] {
  const found: string[] = [];
  const walk = (schema: unknown, path: string) => {
    if (typeof schema !== 'object' || schema === null) return;
    const node = schema as Record<string, unknown>;
    if (node.sensitive === true) found.push(path);
    for (const [key, child] of Object.entries((node.properties ?? {}) as Record<string, unknown>))
      walk(child, `${path}${pointer([key])}`);
    if (node.items) walk(node.items, `${path}/*`);
    if (typeof node.additionalProperties === 'object') walk(node.additionalProperties, `${path}/*`);
    for (const branch of [node.anyOf, node.oneOf, node.allOf])
      if (Array.isArray(branch)) for (const child of branch) walk(child, path);
  };
  walk(describeOptions(plugin), '');
  return [...new Set(found)];
}

/**
 * What stands for a secret that is set, where options are shown. Sent back, it means: keep the one that is stored. With a JSON
 * Pointer behind it, it means the one that was stored there: an item of a list takes its secret along when it moves.
 */
export const KEPT_SECRET = '••••••••';

/** Changes the value at every place that `path` names (`*` is any). */
function mapAt(
  value: unknown,
  path: readonly string[],
  change: (value: unknown, at: readonly string[]) => unknown,
  at: readonly string[] = [],
): unknown {
  if (path.length === 0) return change(value, at);
  if (typeof value !== 'object' || value === null) return value;
  const [step, ...rest] = path as [string, ...string[]];
  const entries = Object.entries(value).map(
    ([key, child]) =>
      [key, step === '*' || step === key ? mapAt(child, rest, change, [...at, key]) : child] as const,
  );
  return Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

const steps = (path: string) =>
  path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The options as they may be shown: every secret that is set is a row of dots. */
export function redactOptions(plugin: HasOptions, options: unknown): unknown {
  return sensitiveOptions(plugin).reduce(
    (shown, path) =>
      mapAt(shown, steps(path), (secret) =>
        secret === undefined || secret === '' || secret === null ? secret : KEPT_SECRET,
      ),
    options,
  );
}

/**
 * Puts the stored secrets back where edited options hold the row of dots. Dots with a JSON Pointer (`••••••••/endpoints/1/secret`)
 * fetch the secret that was stored there, of the same list only.
 */
export function keepSecrets(plugin: HasOptions, edited: unknown, stored: unknown): unknown {
  const storedAt = (at: readonly string[]) =>
    at.reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      stored,
    );
  return sensitiveOptions(plugin).reduce((kept, path) => {
    const pattern = steps(path);
    const fits = (from: readonly string[]) =>
      from.length === pattern.length && pattern.every((step, index) => step === '*' || step === from[index]);
    return mapAt(kept, pattern, (secret, at) => {
      if (secret === KEPT_SECRET) return storedAt(at);
      if (typeof secret !== 'string' || !secret.startsWith(`${KEPT_SECRET}/`)) return secret;
      const from = steps(secret.slice(KEPT_SECRET.length));
      return fits(from) ? storedAt(from) : undefined;
    });
  }, edited);
}
