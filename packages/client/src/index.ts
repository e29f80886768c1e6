/**
 * Typed client of the admin API.
 *
 * @module
 */
export {};
