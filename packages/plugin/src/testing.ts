/**
 * What plugin authors write against: definePlugin and its companions.
 *
 * @module
 */
export {};
