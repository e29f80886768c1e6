import { type DomainEvent, storable } from '@beckon/domain';
import { atLeastOne, columns } from '../columns';
import { type Database } from '../database';
import { type Transaction } from '../transaction';

/** What carries events until they have arrived. */
export type Owner = 'visit' | 'engagement' | 'conversation';

export function addEvents(
  transaction: Transaction,
  owner: Owner,
  ownerId: string,
  events: DomainEvent[],
): void {
  for (const event of storable(events, 'events')) {
    transaction.run(
      'INSERT INTO unsent_events (owner, owner_id, id, type, at, payload) VALUES (?, ?, ?, ?, ?, ?)',
      [owner, ownerId, event.id, event.type, event.at, JSON.stringify(event.payload)],
    );
  }
}

export function unsentOf(transaction: Transaction, ownerId: string): DomainEvent[] {
  return transaction
    .all('SELECT * FROM unsent_events WHERE owner_id = ? ORDER BY position', [ownerId])
    .map((row) => {
      const column = columns(row);
      return {
        id: column.text('id'),
        type: column.text('type'),
        at: column.date('at'),
        payload: column.json('payload'),
      };
    });
}

/** Those of one kind that carry events, oldest event first. */
export function listUnsent(
  database: Database,
  owner: Owner,
  limit: number,
): Promise<{ id: string; events: DomainEvent[] }[]> {
  return database.read((transaction) =>
    transaction
      .all(
        'SELECT owner_id FROM unsent_events WHERE owner = ? GROUP BY owner_id ORDER BY min(at), owner_id LIMIT ?',
        [owner, atLeastOne(limit)],
      )
      .map((row) => {
        const id = columns(row).text('owner_id');
        return { id, events: unsentOf(transaction, id) };
      }),
  );
}

export function markSent(database: Database, ownerId: string, eventIds: string[]): Promise<void> {
  return database.write((transaction) => {
    for (const eventId of eventIds)
      transaction.run('DELETE FROM unsent_events WHERE owner_id = ? AND id = ?', [ownerId, eventId]);
  });
}
