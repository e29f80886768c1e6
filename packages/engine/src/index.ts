/**
 * The pure criteria engine: rules in, verdicts out.
 *
 * @module
 */
export {};
