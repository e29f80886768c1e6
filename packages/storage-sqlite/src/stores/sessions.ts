import { type SessionStore, storable } from '@beckon/domain';
import { columns } from '../columns';
import { type Database } from '../database';

export function sessionStore(database: Database): SessionStore {
  return {
    insert: (input) =>
      database.write((transaction) => {
        const session = storable(input, 'session');
        // Expired ones are swept by whoever signs in: nothing else has to run.
        transaction.run('DELETE FROM sessions WHERE expires_at <= ?', [session.createdAt]);
        transaction.run(
          'INSERT INTO sessions (token_hash, agent_id, csrf_token, created_at, expires_at) VALUES (?, ?, ?, ?, ?)',
          [session.tokenHash, session.agentId, session.csrfToken, session.createdAt, session.expiresAt],
        );
      }),
    get: (tokenHash, now) =>
      database.read((transaction) => {
        const row = transaction.get('SELECT * FROM sessions WHERE token_hash = ? AND expires_at > ?', [
          tokenHash,
          now,
        ]);
        if (!row) return null;
        const column = columns(row);
        return {
          tokenHash: column.text('token_hash'),
          agentId: column.text('agent_id'),
          csrfToken: column.text('csrf_token'),
          createdAt: column.date('created_at'),
          expiresAt: column.date('expires_at'),
        };
      }),
    remove: (tokenHash) =>
      database.write((transaction) => {
        transaction.run('DELETE FROM sessions WHERE token_hash = ?', [tokenHash]);
      }),
    removeOfAgent: (agentId) =>
      database.write((transaction) => {
        transaction.run('DELETE FROM sessions WHERE agent_id = ?', [agentId]);
      }),
  };
}
