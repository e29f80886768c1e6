/**
 * The HTTP API on Express 5: translates protocol to domain and nothing else.
 *
 * @module
 */
export {};
