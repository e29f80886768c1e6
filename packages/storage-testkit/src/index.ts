/**
 * The contract that every storage passes, one suite a store.
 *
 * @module
 */
export {};
