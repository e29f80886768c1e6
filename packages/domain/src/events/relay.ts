import { type DomainEvent } from '../model';
import { type Logger, type Storage } from '../ports';

export interface RelayDependencies {
  storage: Pick<Storage, 'conversations'>;
  logger: Logger;
  /** Hands an event on. When its promise is fulfilled the event has arrived; when it throws it will come again. */
  deliver(event: DomainEvent): Promise<void>;
}

/** Moves events from where they were written to whoever listens. */
export interface Relay {
  /**
   * Delivers what is unsent: at least once, those of one conversation in order and one after the other. Answers how many arrived. While it
   * runs, a second call makes it look once more. Throws where the storage fails; nothing is lost then.
   */
  run(): Promise<number>;
}

/** Conversations taken at once. */
const BATCH = 100;

/**
 * The relay. Call `run` after each change and now and then (a crash may have left something).
 *
 * @example
 * const relay = createRelay({ storage, logger, deliver: (event) => pluginHost.deliver(event) });
 * bus.subscribe(({ type }) => { if (type === 'conversation.changed') void relay.run(); });
 */
export function createRelay({ storage, logger, deliver }: RelayDependencies): Relay {
  let running: Promise<number> | null = null;
  let again = false;

  async function deliverOf(conversationId: string, events: DomainEvent[]): Promise<{ arrived: number; stopped: boolean }> {
    const arrived: string[] = [];
    let stopped = false;
    for (const event of events) {
      try {
        await deliver(event);
        arrived.push(event.id);
      } catch (error) {
        // The rest of this conversation waits, so that order is kept.
        logger.warn('An event could not be delivered and will come again', { conversationId, eventId: event.id, type: event.type, error });
        stopped = true;
        break;
      }
    }
    if (arrived.length > 0) await storage.conversations.markSent(conversationId, arrived);
    return { arrived: arrived.length, stopped };
  }

  async function drain(): Promise<number> {
    let total = 0;
    for (;;) {
      again = false;
      const waiting = await storage.conversations.listUnsent(BATCH);
      let stopped = 0;
      for (const { conversationId, events } of waiting) {
        const result = await deliverOf(conversationId, events);
        total += result.arrived;
        if (result.stopped) stopped += 1;
      }
      const more = waiting.length === BATCH && stopped < BATCH;
      if (!more && !again) return total;
    }
  }

  return {
    run() {
      if (running) {
        again = true;
        return running;
      }
      running = drain().finally(() => {
        running = null;
      });
      return running;
    },
  };
}
