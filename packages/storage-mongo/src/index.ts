/**
 * The production storage: MongoDB through mongoose.
 *
 * @module
 */
export { type MongoOptions, openMongoStorage } from './storage';
