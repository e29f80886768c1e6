import { storable, type VisitorStore } from '@beckon/domain';
import { columns } from '../columns';
import { type Database } from '../database';

const BY_ID = 'SELECT * FROM visitors WHERE id = ?';

export function visitorStore(database: Database): VisitorStore {
  return {
    insert: (input) =>
      database.write((transaction) => {
        const visitor = storable(input, 'visitor');
        if (transaction.get(BY_ID, [visitor.id])) return { ok: false, reason: 'conflict', field: 'id' };
        transaction.run(
          'INSERT INTO visitors (id, site_id, secret_hash, secret_salt, visits, created_at, last_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
          [
            visitor.id,
            visitor.siteId,
            visitor.secretHash,
            visitor.secretSalt,
            visitor.visits,
            visitor.createdAt,
            visitor.lastSeenAt,
          ],
        );
        return { ok: true, value: visitor };
      }),
    get: (id) =>
      database.read((transaction) => {
        const row = transaction.get(BY_ID, [id]);
        if (!row) return null;
        const column = columns(row);
        return {
          id: column.text('id'),
          siteId: column.text('site_id'),
          secretHash: column.text('secret_hash'),
          secretSalt: column.textOrNull('secret_salt'),
          visits: column.number('visits'),
          createdAt: column.date('created_at'),
          lastSeenAt: column.date('last_seen_at'),
        };
      }),
    seen: (id, at, visits) =>
      database.write((transaction) => {
        transaction.run(
          'UPDATE visitors SET last_seen_at = max(last_seen_at, ?), visits = max(visits, ?) WHERE id = ?',
          [at, visits, id],
        );
      }),
  };
}
