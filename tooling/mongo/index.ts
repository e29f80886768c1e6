/**
 * A MongoDB for tests, from the first of five places that has one.
 *
 * In vitest: `globalSetup: ['…/tooling/mongo/global-setup.ts']` and the functions of `./suites`; elsewhere `startMongo`.
 *
 * @module
 */
export { howToGetOne, NoMongoError, randomDatabase, startMongo } from './start-mongo';
export { type MongoKind, type StartedMongo } from './started-mongo';
