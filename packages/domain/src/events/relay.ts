import { type DomainEvent } from '../model';
import { type Logger, type Storage } from '../ports';

export interface RelayDependencies {
  storage: Pick<Storage, 'visits' | 'engagements' | 'conversations'>;
  logger: Logger;
  /** Hands an event on. When its promise is fulfilled the event has arrived; when it throws it will come again. */
  deliver(event: DomainEvent): Promise<void>;
}

/** Moves events from where they were written to whoever listens. */
export interface Relay {
  /**
   * Delivers what is unsent: at least once, those of one visit, engagement or conversation in order and one after the other. Answers how many arrived. While it
   * runs, a second call makes it look once more. Throws where the storage fails; nothing is lost then.
   */
  run(): Promise<number>;
}

/** So many visits, engagements or conversations are taken at once. */
const BATCH = 100;

/** What carries events, whichever it is. */
interface Carriers {
  kind: 'visit' | 'engagement' | 'conversation';
  listUnsent(limit: number): Promise<{ id: string; events: DomainEvent[] }[]>;
  markSent(id: string, eventIds: string[]): Promise<void>;
}

function carriersOf({ visits, engagements, conversations }: RelayDependencies['storage']): Carriers[] {
  return [
    {
      kind: 'visit',
      listUnsent: async (limit) => (await visits.listUnsent(limit)).map(({ visitId, events }) => ({ id: visitId, events })),
      markSent: (id, eventIds) => visits.markSent(id, eventIds),
    },
    {
      kind: 'engagement',
      listUnsent: async (limit) => (await engagements.listUnsent(limit)).map(({ engagementId, events }) => ({ id: engagementId, events })),
      markSent: (id, eventIds) => engagements.markSent(id, eventIds),
    },
    {
      kind: 'conversation',
      listUnsent: async (limit) => (await conversations.listUnsent(limit)).map(({ conversationId, events }) => ({ id: conversationId, events })),
      markSent: (id, eventIds) => conversations.markSent(id, eventIds),
    },
  ];
}

/**
 * The relay. Call `run` after each change and now and then (a crash may have left something).
 *
 * @example
 * const relay = createRelay({ storage, logger, deliver: (event) => pluginHost.deliver(event) });
 * bus.subscribe(() => void relay.run());
 */
export function createRelay({ storage, logger, deliver }: RelayDependencies): Relay {
  let running: Promise<number> | null = null;
  let again = false;

  async function deliverOf(carriers: Carriers, id: string, events: DomainEvent[]): Promise<{ arrived: number; stopped: boolean }> {
    const arrived: string[] = [];
    let stopped = false;
    for (const event of events) {
      try {
        await deliver(event);
        arrived.push(event.id);
      } catch (error) {
        // The rest of this one waits, so that order is kept.
        logger.warn('An event could not be delivered and will come again', { [carriers.kind]: id, eventId: event.id, type: event.type, error });
        stopped = true;
        break;
      }
    }
    if (arrived.length > 0) await carriers.markSent(id, arrived);
    return { arrived: arrived.length, stopped };
  }

  /** Answers how many arrived, and whether there may be more that can be delivered now. */
  async function deliverBatch(carriers: Carriers): Promise<{ arrived: number; more: boolean }> {
    const waiting = await carriers.listUnsent(BATCH);
    let arrived = 0;
    let stopped = 0;
    for (const { id, events } of waiting) {
      const result = await deliverOf(carriers, id, events);
      arrived += result.arrived;
      if (result.stopped) stopped += 1;
    }
    return { arrived, more: waiting.length === BATCH && stopped < BATCH };
  }

  async function drain(): Promise<number> {
    let total = 0;
    let more = true;
    while (more) {
      again = false;
      more = false;
      for (const carriers of carriersOf(storage)) {
        const batch = await deliverBatch(carriers);
        total += batch.arrived;
        more ||= batch.more;
      }
      more ||= again;
    }
    return total;
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
