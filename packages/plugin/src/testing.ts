/**
 * For the tests of plugins: a clock, a fake host, and the conformance kit.
 *
 * @module
 */
export { createTestClock, settle, type TestClock } from './testing/test-clock';
