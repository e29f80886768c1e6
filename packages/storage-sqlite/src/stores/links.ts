import { type LinkStore, type OneTimeLink, storable } from '@beckon/domain';
import { columns } from '../columns';
import { type Database } from '../database';
import { type Row } from '../transaction';

export function linkStore(database: Database): LinkStore {
  return {
    insert: (input) =>
      database.write((transaction) => {
        const link = storable(input, 'link');
        transaction.run('INSERT INTO links (token_hash, purpose, expires_at) VALUES (?, ?, ?)', [
          link.tokenHash,
          link.purpose,
          link.expiresAt,
        ]);
      }),
    get: (tokenHash, now) =>
      database.read((transaction) =>
        toLink(
          transaction.get('SELECT * FROM links WHERE token_hash = ? AND expires_at > ?', [tokenHash, now]),
        ),
      ),
    consume: (tokenHash, now) =>
      database.write((transaction) => {
        transaction.run('DELETE FROM links WHERE expires_at <= ?', [now]);
        return toLink(
          transaction.all('DELETE FROM links WHERE token_hash = ? RETURNING *', [tokenHash])[0] ?? null,
        );
      }),
  };
}

function toLink(row: Row | null): OneTimeLink | null {
  if (!row) return null;
  const column = columns(row);
  return {
    tokenHash: column.text('token_hash'),
    purpose: column.text('purpose') as OneTimeLink['purpose'],
    expiresAt: column.date('expires_at'),
  };
}
