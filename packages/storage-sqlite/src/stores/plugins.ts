import { type PluginSettings, type PluginStore, storable } from '@beckon/domain';
import { columns } from '../columns';
import { type Database } from '../database';
import { type Row, type Transaction } from '../transaction';

export function pluginStore(database: Database): PluginStore {
  return {
    get: (name) => database.read((transaction) => find(transaction, name)),
    list: () =>
      database.read((transaction) => transaction.all('SELECT * FROM plugins ORDER BY name').map(settingsOf)),
    save: (input, expectedRevision) =>
      database.write((transaction) => {
        const { name, options, updatedAt } = storable(input, 'plugin');
        const before = find(transaction, name);
        if (!before && expectedRevision !== 0) return { ok: false, reason: 'notFound' };
        if (before && before.revision !== expectedRevision)
          return { ok: false, reason: 'stale', current: before };
        const value = { name, options, revision: expectedRevision + 1, updatedAt };
        transaction.run(
          `INSERT INTO plugins (name, options, revision, updated_at) VALUES (?, ?, ?, ?)
           ON CONFLICT (name) DO UPDATE SET options = excluded.options, revision = excluded.revision, updated_at = excluded.updated_at`,
          [name, JSON.stringify(options), value.revision, updatedAt],
        );
        return { ok: true, value };
      }),
  };
}

function find(transaction: Transaction, name: string): PluginSettings | null {
  const row = transaction.get('SELECT * FROM plugins WHERE name = ?', [name]);
  return row && settingsOf(row);
}

function settingsOf(row: Row): PluginSettings {
  const column = columns(row);
  return {
    name: column.text('name'),
    options: column.json('options'),
    revision: column.number('revision'),
    updatedAt: column.date('updated_at'),
  };
}
