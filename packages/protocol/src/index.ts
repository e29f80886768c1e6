/**
 * The HTTP API as zod schemas: one file a resource, requests apart from responses.
 *
 * @module
 */
export * from './common';
export * from './problem';
export * from './visitor';
export * from './admin';
export * from './engine-types';
export * from './routes';
