import { type DomainEvent } from '../model';
import { type Storage } from '../ports';

/** What carries events until they have arrived, whichever it is. */
export interface Carriers {
  kind: 'visit' | 'engagement' | 'conversation';
  /** Oldest event first. */
  listUnsent(limit: number): Promise<{ id: string; events: DomainEvent[] }[]>;
  markSent(id: string, eventIds: string[]): Promise<void>;
}

/** The three stores whose documents carry events, told of in one way. */
export function carriersOf({
  visits,
  engagements,
  conversations,
}: Pick<Storage, 'visits' | 'engagements' | 'conversations'>): Carriers[] {
  return [
    {
      kind: 'visit',
      listUnsent: async (limit) =>
        (await visits.listUnsent(limit)).map(({ visitId, events }) => ({ id: visitId, events })),
      markSent: (id, eventIds) => visits.markSent(id, eventIds),
    },
    {
      kind: 'engagement',
      listUnsent: async (limit) =>
        (await engagements.listUnsent(limit)).map(({ engagementId, events }) => ({
          id: engagementId,
          events,
        })),
      markSent: (id, eventIds) => engagements.markSent(id, eventIds),
    },
    {
      kind: 'conversation',
      listUnsent: async (limit) =>
        (await conversations.listUnsent(limit)).map(({ conversationId, events }) => ({
          id: conversationId,
          events,
        })),
      markSent: (id, eventIds) => conversations.markSent(id, eventIds),
    },
  ];
}
