import {
  DEAD_LETTER_LASTS,
  type DeadLetter,
  type DeadLetterStore,
  decodeCursor,
  encodeCursor,
  storable,
} from '@beckon/domain';
import { atLeastOne, columns } from '../columns';
import { type Database } from '../database';
import { type Row } from '../transaction';

export function deadLetterStore(database: Database): DeadLetterStore {
  return {
    put: (input) =>
      database.write((transaction) => {
        const { id, plugin, listener, event, attempts, error, at } = storable(input, 'deadLetter');
        // Swept by each new one: nothing else has to run.
        transaction.run('DELETE FROM dead_letters WHERE at < ?', [at.getTime() - DEAD_LETTER_LASTS]);
        transaction.run(
          `INSERT OR REPLACE INTO dead_letters (id, plugin, listener, event_id, event_type, event_at, payload, attempts, error, at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          [
            id,
            plugin,
            listener,
            event.id,
            event.type,
            event.at,
            JSON.stringify(event.payload),
            attempts,
            error,
            at,
          ],
        );
      }),
    get: (id) =>
      database.read((transaction) => {
        const row = transaction.get('SELECT * FROM dead_letters WHERE id = ?', [id]);
        return row && letterOf(row);
      }),
    list: async (after, limit) => {
      const cursor = after === null ? null : decodeCursor(after);
      if (after !== null && !cursor) return { items: [], next: null };
      const size = atLeastOne(limit);
      const where = cursor ? 'WHERE (at, id) < (?, ?)' : '';
      const items = await database.read((transaction) =>
        transaction
          .all(`SELECT * FROM dead_letters ${where} ORDER BY at DESC, id DESC LIMIT ?`, [
            ...(cursor ? [cursor.at, cursor.id] : []),
            size + 1,
          ])
          .map(letterOf),
      );
      const last = items.length > size ? items[size - 1] : undefined;
      return { items: items.slice(0, size), next: last ? encodeCursor({ at: last.at, id: last.id }) : null };
    },
    count: () =>
      database.read((transaction) =>
        transaction
          .all('SELECT plugin, count(*) AS letters FROM dead_letters GROUP BY plugin ORDER BY plugin')
          .map((row) => {
            const column = columns(row);
            return { plugin: column.text('plugin'), count: column.number('letters') };
          }),
      ),
    remove: (id) =>
      database.write((transaction) => {
        transaction.run('DELETE FROM dead_letters WHERE id = ?', [id]);
      }),
  };
}

function letterOf(row: Row): DeadLetter {
  const column = columns(row);
  return {
    id: column.text('id'),
    plugin: column.text('plugin'),
    listener: column.text('listener'),
    event: {
      id: column.text('event_id'),
      type: column.text('event_type'),
      at: column.date('event_at'),
      payload: column.json('payload'),
    },
    attempts: column.number('attempts'),
    error: column.text('error'),
    at: column.date('at'),
  };
}
