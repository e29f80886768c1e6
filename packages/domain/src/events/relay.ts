import { type DomainEvent } from '../model';
import { type Logger, type Storage } from '../ports';
import { carriersOf } from './carriers';

export interface RelayDependencies {
  storage: Pick<Storage, 'visits' | 'engagements' | 'conversations'>;
  logger: Logger;
  /**
   * Hands an event on. When its promise is fulfilled the event has arrived, be it days later; when it is rejected the event will come again.
   * The events of one visit, engagement or conversation come in order, without waiting for each other: the receiver keeps the order.
   */
  deliver(event: DomainEvent): Promise<void>;
}

/** Moves events from where they were written to whoever listens. */
export interface Relay {
  /**
   * Hands on what is unsent and not on its way: at least once. It waits for no delivery, so that what is stuck holds nothing else up. Answers how many
   * events were handed on. While it runs, a second call makes it look once more. Throws where the storage cannot be read; nothing is lost then.
   */
  run(): Promise<number>;
  /** Fulfilled when nothing is on its way any more, and what arrived is noted. */
  idle(): Promise<void>;
  /** Events on their way. */
  pending(): number;
}

/** So many visits, engagements or conversations are taken at once, besides those whose events are on their way. */
const BATCH = 100;

/** The events of one visit, engagement or conversation that the relay knows of. */
interface Parcel {
  underWay: Set<string>;
  /** Arrived, and not noted in the storage yet. */
  arrived: Set<string>;
  noting: boolean;
}

/**
 * The relay. Call `run` after each change and now and then (a crash may have left something).
 *
 * @example
 * const relay = createRelay({ storage, logger, deliver: createPluginDelivery({ storage, plugins: host }) });
 * bus.subscribe(() => void relay.run());
 */
export function createRelay({ storage, logger, deliver }: RelayDependencies): Relay {
  const kinds = carriersOf(storage).map((carriers) => ({ carriers, parcels: new Map<string, Parcel>() }));
  type Kind = (typeof kinds)[number];
  let running: Promise<number> | null = null;
  let again = false;
  const waitingForIdle: (() => void)[] = [];
  /** Noted since a list was asked for: the list may still show them. */
  const justNoted = new Set<string>();
  /** What failed in this run is not tried again in it. */
  const failed = { events: new Set<string>(), carriers: new Set<string>() };

  const isIdle = () => kinds.every(({ parcels }) => parcels.size === 0);

  function tidy({ parcels }: Kind, id: string, parcel: Parcel): void {
    if (parcel.underWay.size > 0 || parcel.arrived.size > 0 || parcel.noting) return;
    parcels.delete(id);
    if (isIdle()) for (const tell of waitingForIdle.splice(0)) tell();
  }

  /** Notes what has arrived; what arrives meanwhile goes into the next write. */
  async function note(kind: Kind, id: string, parcel: Parcel): Promise<void> {
    if (parcel.noting) return;
    parcel.noting = true;
    try {
      while (parcel.arrived.size > 0) {
        const ids = [...parcel.arrived];
        await kind.carriers.markSent(id, ids);
        for (const eventId of ids) {
          justNoted.add(eventId);
          parcel.arrived.delete(eventId);
        }
      }
    } catch (error) {
      // They stay in mind: the next run notes them, and does not hand them on again.
      logger.error('Events have arrived, but that could not be noted', { [kind.carriers.kind]: id, error });
    } finally {
      parcel.noting = false;
    }
  }

  async function handOn(kind: Kind, id: string, parcel: Parcel, event: DomainEvent): Promise<void> {
    parcel.underWay.add(event.id);
    try {
      await deliver(event);
      parcel.arrived.add(event.id);
    } catch (error) {
      failed.events.add(event.id);
      failed.carriers.add(id);
      logger.warn('An event could not be delivered and will come again', {
        [kind.carriers.kind]: id,
        eventId: event.id,
        type: event.type,
        error,
      });
    }
    parcel.underWay.delete(event.id);
    if (parcel.arrived.size > 0) await note(kind, id, parcel);
    tidy(kind, id, parcel);
  }

  /** Hands on what one list shows and is not known yet. */
  async function look(kind: Kind): Promise<{ handedOn: number; more: boolean }> {
    const { carriers, parcels } = kind;
    const limit = parcels.size + failed.carriers.size + BATCH;
    justNoted.clear();
    const waiting = await carriers.listUnsent(limit);
    let handedOn = 0;
    for (const { id, events } of waiting) {
      const parcel = parcels.get(id) ?? { underWay: new Set(), arrived: new Set(), noting: false };
      const fresh = events.filter(
        (event) =>
          !parcel.underWay.has(event.id) &&
          !parcel.arrived.has(event.id) &&
          !justNoted.has(event.id) &&
          !failed.events.has(event.id),
      );
      if (fresh.length > 0) parcels.set(id, parcel);
      for (const event of fresh) void handOn(kind, id, parcel, event);
      handedOn += fresh.length;
      if (parcel.arrived.size > 0) void note(kind, id, parcel).then(() => tidy(kind, id, parcel));
    }
    return { handedOn, more: waiting.length === limit };
  }

  async function drain(): Promise<number> {
    let total = 0;
    let more = true;
    while (more) {
      again = false;
      more = false;
      for (const kind of kinds) {
        const looked = await look(kind);
        total += looked.handedOn;
        more ||= looked.more;
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
      failed.events.clear();
      failed.carriers.clear();
      running = drain().finally(() => {
        running = null;
      });
      return running;
    },
    idle: () => (isIdle() ? Promise.resolve() : new Promise((resolve) => waitingForIdle.push(resolve))),
    pending: () =>
      kinds.reduce(
        (sum, { parcels }) => sum + [...parcels.values()].reduce((of, { underWay }) => of + underWay.size, 0),
        0,
      ),
  };
}
