import { StorageError } from '@beckon/domain';
import { type Database } from './database';
import { type Migration, migrations } from './migrations';

const LEDGER =
  'CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT';

/**
 * Applies the steps that are missing, in one write, so that a crash leaves all of them or none and a second process finds
 * nothing left to do. Throws `StorageError` where the file was written by a newer version.
 */
export async function migrate(
  database: Database,
  file: string,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  await database.write((transaction) => {
    database.script(LEDGER);
    const applied = Number(
      transaction.get('SELECT coalesce(max(version), 0) AS version FROM migrations')?.['version'],
    );
    const known = steps.at(-1)?.version ?? 0;
    if (applied > known) {
      throw new StorageError(
        `The database file ${file} was written by a newer version of Beckon (its schema is ${applied}, this version knows ${known}). Start the newer version, or restore a backup.`,
        { cause: undefined },
      );
    }
    for (const step of steps.filter(({ version }) => version > applied)) {
      database.script(step.sql);
      transaction.run('INSERT INTO migrations (version, name, applied_at) VALUES (?, ?, ?)', [
        step.version,
        step.name,
        Date.now(),
      ]);
    }
  });
}
