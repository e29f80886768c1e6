/**
 * The embedded storage: one SQLite file.
 *
 * @module
 */
export { openSqliteStorage, type SqliteOptions } from './storage';
