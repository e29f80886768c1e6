/**
 * The twelve standard criteria, declared as plain data.
 *
 * @module
 */
export {};
