/**
 * The contract that every storage passes, one suite a store.
 *
 * @module
 */
export { describeStorage } from './describe-storage';
export { type StorageSetup, type StorageUnderTest } from './under-test';
