/**
 * City and country of an IP address from any MaxMind DB file.
 *
 * @module
 */
export {};
