/**
 * Runs plugins for the domain: deadlines, caches, breakers, events.
 *
 * @module
 */
export {};
