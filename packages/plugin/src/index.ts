/**
 * What plugin authors write against: definePlugin and its companions.
 *
 * @module
 * @example
 * import { defineCriterion, defineFactProvider, definePlugin } from '@beckon/plugin';
 */
export { type Criterion, type CustomOperator, defineCriterion } from '@beckon/engine';
export {
  type BrowserModule,
  type BrowserModuleContext,
  type BrowserModuleReference,
  defineBrowserModule,
  type LoadedBrowserModule,
  type SetFact,
} from './browser/browser-module';
export { checkParts, checkPlugin } from './check-plugin';
export { type Clock, systemClock } from './clock';
export { type BeckonConfig, defineConfig, type PluginEntry, type PluginSource } from './config/beckon-config';
export { type ParsedConfig, parseConfig } from './config/parse-config';
export { DEFAULT_FACT_DEADLINE, describePlugin, type PluginDescription } from './declaration';
export {
  type Attribution,
  type ChoiceLoader,
  definePlugin,
  type OperatorTest,
  type Plugin,
  PLUGIN_API_VERSION,
  type PluginDeclaration,
  type PluginParts,
  type SetupAnswer,
  type SetupContext,
} from './define-plugin';
export {
  type ConversationAssignedPayload,
  type ConversationChangedPayload,
  type ConversationMessagePayload,
  type ConversationStartedPayload,
  type Delivery,
  type EngagementPayload,
  type EventSender,
  type ListenerAnswer,
  type ListenerContext,
  type Listeners,
  type PluginEvent,
  type PluginEventName,
  pluginEventNames,
  type PluginEventPayloads,
  standardRetry,
  type VisitStartedPayload,
} from './events/plugin-events';
export { type CheckedFacts, checkFacts, isFactOf, MAX_FACT_TEXT } from './facts/check-facts';
export {
  defineFactProvider,
  type FactContext,
  type FactProvider,
  type FactProviderInput,
  type FactProviderSettings,
  type RequestReads,
  type VisitorHistory,
} from './facts/fact-provider';
export {
  type FactType,
  type FactValue,
  type KnownFacts,
  type NeededFacts,
  type ProvidedFacts,
} from './facts/fact-values';
export { defineGeoProvider, type GeoAnswer, type GeoContext, type GeoProvider } from './geo/geo-provider';
export {
  describeOptions,
  KEPT_SECRET,
  keepSecrets,
  type OptionsSchema,
  parseOptions,
  redactOptions,
  sensitiveOptions,
} from './options/plugin-options';
export { type PluginIssue, type PluginIssueCode } from './plugin-issue';
export { type PluginLog } from './plugin-log';
export { isPublicAddress, plainAddress } from './net/public-address';
