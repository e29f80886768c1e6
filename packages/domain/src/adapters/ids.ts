import { monotonicFactory } from 'ulid';
import { type Clock, type Ids } from '../ports';

/**
 * ULIDs of the clock's time that grow within this process, also when the clock goes back.
 *
 * @example
 * createIds(systemClock).next() // '01KB…'
 */
export function createIds(clock: Clock): Ids {
  const next = monotonicFactory();
  return { next: () => next(clock.now().getTime()) };
}
