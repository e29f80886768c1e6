import { type DomainEvent, storable } from '@beckon/domain';
import { type EventDocument } from '../documents';

/** What of a document carries events until they have arrived. */
export interface Carrier {
  _id: string;
  unsentEvents: EventDocument[];
}

/** Documents that carry events: the bound is the earliest date there is, so that it is any. */
export const CARRYING = { 'unsentEvents.at': { $gte: new Date(-8_640_000_000_000_000) } };
export const EVENTS_ONLY = { unsentEvents: 1 } as const;
export const OLDEST_EVENT_FIRST = { 'unsentEvents.at': 1, _id: 1 } as const;

/** The update that takes events off a document: they have arrived. */
export function without(eventIds: string[]) {
  return { $pull: { unsentEvents: { id: { $in: eventIds } } } };
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
