/**
 * The production storage: MongoDB through mongoose.
 *
 * @module
 */
export {};
