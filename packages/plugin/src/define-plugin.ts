import { type ChoiceOption, type Criterion } from '@beckon/engine';
import { type z } from 'zod';
import { type BrowserModuleReference } from './browser/browser-module';
import { type Clock } from './clock';
import { type Delivery, type Listeners } from './events/plugin-events';
import { type FactProvider } from './facts/fact-provider';
import { type GeoProvider } from './geo/geo-provider';
import { type PluginLog } from './plugin-log';

/** The version of the contract between plugins and host that this package speaks. */
export const PLUGIN_API_VERSION = 1;

/** Words that a licence asks to be shown. */
export interface Attribution {
  text: string;
  url?: string;
}

/** The test of an operator: whether the fact, normalised and known, stands in the relation to the condition's value. */
export type OperatorTest = (actual: never, value: never) => boolean;

/** Loads the choices of a criterion for the editor. */
export type ChoiceLoader<Options = unknown> = (context: {
  signal: AbortSignal;
  fetch: typeof globalThis.fetch;
  log: PluginLog;
  options: Options;
}) => readonly ChoiceOption[] | Promise<readonly ChoiceOption[]>;

/** What a plugin does: the parts that may need its options, or something opened at start. */
export interface PluginParts<Options = unknown> {
  facts?: readonly FactProvider[];
  geo?: readonly GeoProvider[];
  on?: Listeners<Options>;
  delivery?: Delivery;
  /** Lists that editors load, by the name that a criterion's `options: { load: NAME }` says. */
  choices?: Readonly<Record<string, ChoiceLoader<Options>>>;
  /** Shown in the admin and where the licence asks. */
  attribution?: Attribution;
}

/** What `setup` is called with. */
export interface SetupContext<Options> {
  options: Options;
  log: PluginLog;
  fetch: typeof globalThis.fetch;
  clock: Clock;
}

/** `setup` may refuse to start: the sentence says what to mend, `path` names the option. */
export type SetupAnswer<Options> =
  | (PluginParts<Options> & { ok?: true; stop?(): void | Promise<void> })
  | { ok: false; error: string; path?: string };

/** A plugin: values, no base class. All but the functions is plain and can be shown. */
export interface PluginDeclaration<Schema extends z.ZodType = z.ZodType> extends PluginParts<
  z.output<Schema>
> {
  /** Kebab-case, unique in an installation. Criteria and facts of the plugin are named `name/…`. */
  name: string;
  apiVersion: typeof PLUGIN_API_VERSION;
  /** In the admin. @default the name */
  label?: string;
  /** One or two sentences for the administrator. */
  description?: string;
  criteria?: readonly Criterion[];
  /** The tests of operators of the plugin's own, by operator id. Pure and synchronous; settled on the server. */
  operators?: Readonly<Record<string, OperatorTest>>;
  /** Facts that only the browser can see. */
  browser?: BrowserModuleReference<z.output<Schema>>;
  /** A zod object. Secrets are marked `.meta({ sensitive: true })`: the admin can write and never read them. */
  options?: Schema;
  /** Makes the parts that need the options or open something. They come on top of the declared ones. */
  setup?(
    context: SetupContext<z.output<Schema>>,
  ): SetupAnswer<z.output<Schema>> | Promise<SetupAnswer<z.output<Schema>>>;
}

/** A plugin whose option types are forgotten, as the host sees it. */
export interface Plugin extends Omit<PluginDeclaration, 'setup' | 'on' | 'choices' | 'browser'> {
  on?: Listeners<never>;
  choices?: Readonly<Record<string, ChoiceLoader<never>>>;
  browser?: BrowserModuleReference<never>;
  setup?(context: SetupContext<never>): SetupAnswer<never> | Promise<SetupAnswer<never>>;
}

/**
 * Declares a plugin.
 *
 * @example
 * export default definePlugin({
 *   name: 'weather', apiVersion: 1,
 *   criteria: [defineCriterion({ id: 'weather/temperature', label: 'Temperature outside (°C)', type: 'number', … })],
 *   facts: [defineFactProvider({ provides: ['weather/temperature'], needs: ['city'], resolve: async ({ city }) => … })],
 *   on: { 'engagement.delivered': (event, { log }) => log.info('delivered', { rule: event.payload.ruleId }) },
 *   options: z.object({ apiKey: z.string().meta({ sensitive: true }) }),
 * });
 */
export function definePlugin<Schema extends z.ZodType = z.ZodUnknown>(
  plugin: PluginDeclaration<Schema>,
): Plugin {
  return plugin as unknown as Plugin;
}
