import { type Bus, type LiveEvent, type Logger } from '../ports';

/**
 * A bus within this process. Listeners are called after the publisher went on, in the order of publishing; one that throws is logged and
 * stops nobody else.
 *
 * @example
 * const bus = createBus({ logger });
 */
export function createBus({ logger }: { logger: Logger }): Bus {
  const listeners = new Set<(event: LiveEvent) => void>();
  return {
    publish(event) {
      queueMicrotask(() => {
        for (const listener of [...listeners]) {
          if (!listeners.has(listener)) continue;
          try {
            listener(event);
          } catch (error) {
            logger.error('A listener of the bus failed', { type: event.type, error });
          }
        }
      });
    },
    subscribe(listener) {
      // A wrapper, so that the same function can listen twice.
      const own = (event: LiveEvent) => listener(event);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
