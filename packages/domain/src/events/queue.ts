import { type Logger } from '../ports';

/** Work that waits, one after the other; what waits already under the same name is not put in twice. */
export interface Queue<T> {
  add(name: string, item: T): void;
  end(): void;
  isEnded(): boolean;
}

/**
 * A queue that hands each item to `take` when the one before is done. A listener is so never called out of order, and a burst of changes
 * of one thing is told once. An item that fails is logged and left out: the next change tells it.
 */
export function createQueue<T>(
  take: (item: T, isEnded: () => boolean) => Promise<void>,
  logger: Logger,
): Queue<T> {
  const waiting = new Map<string, T>();
  let ended = false;
  let working = false;
  const isEnded = () => ended;

  async function work(): Promise<void> {
    working = true;
    for (;;) {
      const next = waiting.entries().next();
      if (next.done || ended) break;
      const [name, item] = next.value;
      waiting.delete(name);
      try {
        await take(item, isEnded);
      } catch (error) {
        logger.error('A live event could not be told', { error });
      }
    }
    working = false;
  }

  return {
    add(name, item) {
      if (ended) return;
      waiting.set(name, item);
      if (!working) void work();
    },
    end() {
      ended = true;
      waiting.clear();
    },
    isEnded,
  };
}
