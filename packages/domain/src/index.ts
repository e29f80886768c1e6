/**
 * Use-cases and ports of Beckon; typed error codes.
 *
 * @module
 */
export {};
