/**
 * The embedded storage: one SQLite file.
 *
 * @module
 */
export {};
