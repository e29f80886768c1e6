import { type z } from 'zod';
import { type PluginLog } from '../plugin-log';
import { type FactValue, type NeededFacts, type ProvidedFacts } from './fact-values';

/** What is remembered of a visitor from before this visit. Only the site's own records: nothing is bought or guessed. */
export interface VisitorHistory {
  id: string;
  /** The site vouched for who this is. */
  identified: boolean;
  /** Visits so far, this one included. */
  visits: number;
  firstSeenAt: Date;
  /** End of the visit before this one; absent on the first. */
  lastVisitAt?: Date | undefined;
  /** Conversations begun before this visit. */
  conversations: number;
}

/**
 * What of the request a provider reads. The rest is not handed over; so the host knows which visitors may share
 * a cached answer.
 */
export interface RequestReads {
  ip?: true;
  visitor?: true;
  /** Names of headers, lower case. */
  headers?: readonly string[];
}

/** What a provider is called with, beside the facts that it needs. */
export interface FactContext<Options = unknown> {
  /** Aborted when the provider's deadline is over. Pass it on to everything that waits. */
  signal: AbortSignal;
  /** The platform's fetch, guarded: it refuses addresses in private networks unless the operator allows them. */
  fetch: typeof globalThis.fetch;
  log: PluginLog;
  /** The plugin's options, as its schema made them. */
  options: Options;
  /** The time of the host's clock. */
  now: Date;
  siteId: string;
  /** The keys that are asked for now, with their qualifier (`eventCount/addToCart`). */
  asked: readonly string[];
  /** Only if `reads.ip`; absent if not known. */
  ip?: string | undefined;
  /** Only if `reads.visitor`; absent if not known. */
  visitor?: VisitorHistory | undefined;
  /** Only those that `reads.headers` names. */
  headers: Readonly<Record<string, string>>;
}

/** All of a provider but the function. */
export interface FactProviderSettings<Provides extends string, Needs extends string> {
  /** The facts that it provides. Nobody else may provide them. */
  provides: readonly Provides[];
  /** Facts it cannot do without: it is not called while one of them is unknown. @default [] */
  needs?: readonly Needs[];
  /** What of the request it reads. @default nothing */
  reads?: RequestReads;
  /** Milliseconds it may take. The deadline of the whole visit start holds besides. @default 100 */
  deadline?: number;
  /** Seconds that its answer holds; then the browser asks again. @default the whole visit */
  holds?: number;
  /** Seconds that an answer is kept for the same question. `0` keeps none. @default `holds`, or 60 */
  cache?: number;
  /** How many calls may run at once. @default 16 */
  concurrency?: number;
}

/** A fact provider, its types forgotten. */
export interface FactProvider extends FactProviderSettings<string, string> {
  options?: z.ZodType;
  resolve(needs: Readonly<Record<string, FactValue>>, context: FactContext<never>): unknown;
}

/**
 * The keys of an answer that the provider does not declare. Keys that are computed (`Object.fromEntries`) are not known to
 * the compiler; the host checks them.
 */
type Undeclared<Answer, Provides extends string> = Answer extends object
  ? string extends keyof Answer
    ? never
    : Exclude<keyof Answer, Provides | `${Provides}/${string}`>
  : never;

/** Nothing to add, or a field that nobody has, whose name says what is wrong. */
type OnlyDeclared<Answer, Provides extends string> = [Undeclared<Answer, Provides>] extends [never]
  ? unknown
  : { 'this provider answers what it does not declare in "provides"': Undeclared<Answer, Provides> };

/** What authors write. */
export interface FactProviderInput<
  Provides extends string,
  Needs extends string,
  Schema extends z.ZodType,
  Answer,
> extends FactProviderSettings<Provides, Needs> {
  /** The plugin's options schema, if `resolve` reads `options`: it gives them their type. */
  options?: Schema;
  /**
   * Finds the facts out. Leave out (or `null`, `undefined`) what is not known. May throw: then all of them are unknown.
   */
  resolve(
    needs: NeededFacts<Needs>,
    context: FactContext<z.output<Schema>>,
  ): Answer | undefined | Promise<Answer | undefined>;
}

/**
 * Declares a source of facts: what it provides, what it needs, how long it may take and how long its answer holds.
 * A provider that answers what it does not declare is a compile error.
 *
 * @example
 * defineFactProvider({
 *   provides: ['weather/temperature'], needs: ['city'], deadline: 50, holds: 600,
 *   async resolve({ city }, { fetch, signal }) {
 *     const response = await fetch(`https://weather.example/${encodeURIComponent(city)}`, { signal });
 *     return { 'weather/temperature': Number(await response.text()) };
 *   },
 * });
 */
export function defineFactProvider<
  const Provides extends string,
  const Needs extends string = never,
  Schema extends z.ZodType = z.ZodUnknown,
  Answer extends ProvidedFacts<Provides> = ProvidedFacts<Provides>,
>(
  provider: FactProviderInput<Provides, Needs, Schema, Answer> & OnlyDeclared<Answer, Provides>,
): FactProvider {
  return provider as unknown as FactProvider;
}
