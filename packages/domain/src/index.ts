/**
 * Use-cases and ports of Beckon: what happens, in the domain's words, whoever asks and wherever it is kept.
 *
 * @module
 */
export * from './model';
export * from './ports';
