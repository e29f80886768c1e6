/**
 * The beckon command: composition root of the whole platform.
 *
 * @module
 */
export {};
