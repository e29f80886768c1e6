/**
 * The twelve standard criteria, declared as plain data.
 *
 * @module
 */
export { standardCriteria } from './standard-criteria';
