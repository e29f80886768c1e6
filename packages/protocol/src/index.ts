/**
 * The HTTP API as zod schemas, and the OpenAPI document made from them.
 *
 * @module
 */
export {};
