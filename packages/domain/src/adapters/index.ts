/**
 * The world as it is on one machine: real secrets, ids, time, and a bus within the process. The rest of the domain takes
 * them through its ports; a composition root hands them in.
 *
 * @module
 */
export { createBus } from './bus';
export { createIds } from './ids';
export { createSecrets, type SecretsOptions } from './secrets';
export { systemClock } from './system-clock';
