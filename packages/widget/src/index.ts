/**
 * Loader, runtime and messenger for any website.
 *
 * @module
 */
export {};
