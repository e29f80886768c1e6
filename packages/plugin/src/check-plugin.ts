import { checkCriteria } from '@beckon/engine';
import { z } from 'zod';
import { PLUGIN_API_VERSION, type Plugin } from './define-plugin';
import { pluginEventNames } from './events/plugin-events';
import { type PluginIssue } from './plugin-issue';

const isFunction = (value: unknown) => typeof value === 'function';
const aFunction = z.custom<unknown>(isFunction, 'must be a function');
const factName = z
  .string()
  .regex(/^[a-z][\w-]*(\/[\w-]+)*$/i, 'must be a name such as "weather/temperature"');
const milliseconds = z.number().int('must be whole milliseconds').min(1).max(60_000);
const seconds = z
  .number()
  .min(0)
  .max(366 * 86_400);

const factProvider = z.object({
  provides: z.array(factName).min(1, 'must name at least one fact'),
  needs: z.array(z.string().min(1)).optional(),
  reads: z
    .strictObject({
      ip: z.literal(true).optional(),
      visitor: z.literal(true).optional(),
      headers: z.array(z.string().regex(/^[^A-Z]*$/, 'must be in lower case')).optional(),
    })
    .optional(),
  deadline: milliseconds.optional(),
  holds: seconds.optional(),
  cache: seconds.optional(),
  concurrency: z.number().int().min(1).max(10_000).optional(),
  resolve: aFunction,
});

const geoProvider = z.object({
  name: z.string().min(1).optional(),
  deadline: milliseconds.optional(),
  headers: z.array(z.string()).optional(),
  cache: seconds.optional(),
  concurrency: z.number().int().min(1).max(10_000).optional(),
  lookup: aFunction,
});

const schema = z.custom<z.ZodType>(
  (value) =>
    typeof value === 'object' && value !== null && isFunction((value as { safeParse?: unknown }).safeParse),
  'must be a zod schema',
);

const parts = {
  facts: z.array(factProvider).optional(),
  geo: z.array(geoProvider).optional(),
  on: z.partialRecord(z.enum(pluginEventNames), aFunction).optional(),
  delivery: z
    .strictObject({
      deadline: milliseconds.optional(),
      retry: z
        .array(
          z
            .number()
            .min(0)
            .max(30 * 86_400),
        )
        .max(50)
        .optional(),
    })
    .optional(),
  choices: z.record(z.string(), aFunction).optional(),
  attribution: z.strictObject({ text: z.string().min(1), url: z.url().optional() }).optional(),
};

const criterion = z.looseObject({
  id: factName,
  label: z.string().trim().min(1, 'must say in words what it is'),
  fact: factName,
  type: z.string(),
});

const declaration = z.object({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be in kebab-case, such as "weather" or "crm-plan"')
    .max(64),
  apiVersion: z.literal(PLUGIN_API_VERSION),
  label: z.string().min(1).optional(),
  description: z.string().optional(),
  criteria: z.array(criterion).optional(),
  operators: z.record(z.string(), aFunction).optional(),
  browser: z
    .object({ module: z.instanceof(URL), facts: z.array(factName).min(1), settings: aFunction.optional() })
    .optional(),
  options: schema.optional(),
  setup: aFunction.optional(),
  ...parts,
});

const pointer = (path: readonly PropertyKey[]) => path.map((step) => `/${String(step)}`).join('');
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function nameOf(plugin: unknown): string {
  try {
    const name = (plugin as { name?: unknown } | null | undefined)?.name;
    return typeof name === 'string' ? name : '';
  } catch {
    return '';
  }
}

function doubles(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

function checkShape(shape: z.ZodType, value: unknown, plugin: string, what: string): PluginIssue[] {
  try {
    const result = shape.safeParse(value);
    if (result.success) return [];
    return result.error.issues.map((issue) => ({
      plugin,
      code: issue.path[0] === 'name' ? ('badName' as const) : ('badDeclaration' as const),
      path: pointer(issue.path),
      message: `${what} "${plugin || '(without a name)'}": ${issue.path.length > 0 ? `"${issue.path.map(String).join('.')}" ` : ''}${issue.message}.`,
    }));
  } catch (error) {
    return [
      {
        plugin,
        code: 'badDeclaration',
        path: '',
        message: `${what} "${plugin}" cannot be read: ${messageOf(error)}.`,
      },
    ];
  }
}

/** Checks the parts that `setup` answered, by the same rules as declared ones. */
export function checkParts(plugin: string, answered: unknown): PluginIssue[] {
  return checkShape(z.object(parts), answered, plugin, 'The setup of the plugin');
}

/**
 * Checks a plugin's declaration by itself: shape, names, version, doubles. What takes the engine (value types,
 * operators) or the other plugins (who provides which fact) is checked where they are at hand.
 *
 * @example
 * checkPlugin({ name: 'Weather!', apiVersion: 1 })[0]?.message // 'The plugin "Weather!": "name" must be in kebab-case, …'
 */
export function checkPlugin(plugin: unknown): PluginIssue[] {
  const name = nameOf(plugin);
  if (typeof plugin !== 'object' || plugin === null) {
    return [
      {
        plugin: '',
        code: 'notAPlugin',
        path: '',
        message: 'This is not a plugin: use what definePlugin() answers.',
      },
    ];
  }
  try {
    const version: unknown = (plugin as { apiVersion?: unknown }).apiVersion;
    if (version !== PLUGIN_API_VERSION) {
      const mend =
        typeof version === 'number' && version > PLUGIN_API_VERSION
          ? 'update Beckon, or install an older version of the plugin'
          : `update the plugin to "apiVersion: ${PLUGIN_API_VERSION}"`;
      return [
        {
          plugin: name,
          code: 'wrongApiVersion',
          path: '/apiVersion',
          message: `The plugin "${name}" is made for plugin API ${String(version)}; this Beckon speaks ${PLUGIN_API_VERSION}: ${mend}.`,
        },
      ];
    }
  } catch (error) {
    return [
      {
        plugin: name,
        code: 'badDeclaration',
        path: '',
        message: `The plugin "${name}" cannot be read: ${messageOf(error)}.`,
      },
    ];
  }
  const issues = checkShape(declaration, plugin, name, 'The plugin');
  if (issues.length > 0) return issues;
  return [...checkNames(plugin as Plugin), ...checkEach(plugin as Plugin)];
}

/** What the engine finds wrong with the criteria: types, operators, how they change. */
function checkEach(plugin: Plugin): PluginIssue[] {
  const criteria = plugin.criteria ?? [];
  // Doubles are named already, with the plugin that they come from.
  return criteria.flatMap((criterion, index) =>
    checkCriteria([criterion]).map(({ path, message }) => ({
      plugin: plugin.name,
      code: 'badDeclaration' as const,
      path: path.replace('/criteria/0', `/criteria/${index}`),
      message: `The criterion "${criterion.id}" of the plugin "${plugin.name}": ${message}`,
    })),
  );
}

function checkNames(plugin: Plugin): PluginIssue[] {
  const { name } = plugin;
  const issues: PluginIssue[] = [];
  for (const id of doubles((plugin.criteria ?? []).map(({ id }) => id))) {
    issues.push({
      plugin: name,
      code: 'duplicateCriterion',
      path: '/criteria',
      message: `The plugin "${name}" declares the criterion "${id}" twice: rename or remove one.`,
    });
  }
  // A fact may come from the server and from the browser module of the same plugin (known by both), but once from each.
  for (const fact of [
    ...doubles((plugin.facts ?? []).flatMap(({ provides }) => provides)),
    ...doubles(plugin.browser?.facts ?? []),
  ]) {
    issues.push({
      plugin: name,
      code: 'duplicateFact',
      path: '/facts',
      message: `The plugin "${name}" provides the fact "${fact}" twice: keep one provider.`,
    });
  }
  for (const [index, provider] of (plugin.facts ?? []).entries()) {
    if (provider.options && provider.options !== plugin.options) {
      issues.push({
        plugin: name,
        code: 'badDeclaration',
        path: `/facts/${index}/options`,
        message: `The plugin "${name}": "facts.${index}.options" must be the very schema that the plugin's "options" is.`,
      });
    }
  }
  const own = new Set(Object.keys(plugin.operators ?? {}));
  for (const [index, criterion] of (plugin.criteria ?? []).entries()) {
    for (const operator of criterion.operators ?? []) {
      if (typeof operator !== 'string' && (criterion.knownBy ?? 'server') !== 'server') {
        issues.push({
          plugin: name,
          code: 'badDeclaration',
          path: `/criteria/${index}/operators`,
          message: `The plugin "${name}": "${criterion.id}" has the operator "${operator.id}" of its own, which only the server can settle: say knownBy: 'server', or let the browser module set a fact that a standard operator can judge.`,
        });
      }
      if (typeof operator !== 'string' && !own.has(operator.id)) {
        issues.push({
          plugin: name,
          code: 'badDeclaration',
          path: `/criteria/${index}/operators`,
          message: `The plugin "${name}": the operator "${operator.id}" of "${criterion.id}" has no test: add it to "operators".`,
        });
      }
    }
  }
  return issues;
}
