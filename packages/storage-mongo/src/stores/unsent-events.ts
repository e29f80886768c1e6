import { type DomainEvent, storable } from '@beckon/domain';
import { type Model } from 'mongoose';
import { type EventDocument } from '../documents';
import { atLeastOne } from '../limits';
import { type Models } from '../models';

/** What of a document carries events until they have arrived. */
interface Carrier {
  _id: string;
  unsentEvents: EventDocument[];
}

/** Documents that carry events: the bound is the earliest date there is, so that it is any. */
const CARRYING = { 'unsentEvents.at': { $gte: new Date(-8_640_000_000_000_000) } };
const EVENTS_ONLY = { unsentEvents: 1 } as const;
const OLDEST_EVENT_FIRST = { 'unsentEvents.at': 1, _id: 1 } as const;

type Carriers = Models['visits'] | Models['engagements'] | Models['conversations'];
/** The methods of a union of models cannot be called; what they have in common can. */
const common = (carriers: Carriers) => carriers as unknown as Model<Carrier>;

/** Those that carry events, oldest event first. */
export async function listUnsent(
  carriers: Carriers,
  limit: number,
): Promise<{ id: string; events: DomainEvent[] }[]> {
  const found = await common(carriers)
    .find(CARRYING, EVENTS_ONLY)
    .sort(OLDEST_EVENT_FIRST)
    .limit(atLeastOne(limit))
    .lean<Carrier[]>();
  return found.map(({ _id, unsentEvents }) => ({ id: _id, events: unsentEvents.map(eventOf) }));
}

/** Takes events off a document: they have arrived. */
export async function markSent(carriers: Carriers, id: string, eventIds: string[]): Promise<void> {
  await common(carriers).updateOne({ _id: id }, { $pull: { unsentEvents: { id: { $in: eventIds } } } });
}

/** Events as they are kept in the document that they tell of. */
export function eventDocuments(events: DomainEvent[]): EventDocument[] {
  return storable(events, 'events').map(({ id, type, at, payload }) => ({
    id,
    type,
    at,
    payload: JSON.stringify(payload),
  }));
}

export function eventOf({ id, type, at, payload }: EventDocument): DomainEvent {
  return { id, type, at, payload: JSON.parse(payload) as DomainEvent['payload'] };
}
