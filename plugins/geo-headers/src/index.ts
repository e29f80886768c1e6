/**
 * City and country from the headers of a trusted proxy.
 *
 * @module
 */
export {};
