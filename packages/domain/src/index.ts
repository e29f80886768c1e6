/**
 * Use-cases and ports of Beckon: what happens, in the domain's words, whoever asks and wherever it is kept.
 *
 * @module
 */
export * from './model';
export * from './ports';
export * from './answer';
export { type Domain, type DomainDependencies } from './domain';
export { createDomain } from './create-domain';
export { createRelay, type Relay, type RelayDependencies } from './events/relay';
export * from './visits/visits';
export * from './engagements/engagements';
export * from './conversations/conversations';
export * from './session/session';
export * from './rules/rules';
export * from './rule-sets/explanation';
export * from './sites/sites';
export * from './people/people';
export * from './inbox/inbox';
export * from './events/events';
export * from './plugins/plugins';
export { createPluginDelivery } from './plugins/deliver-to-plugins';
