import { type Storage } from '@beckon/domain';
import { Database } from './database';
import { migrate } from './migrate';
import { agentStore } from './stores/agents';
import { conversationStore } from './stores/conversations';
import { deadLetterStore } from './stores/dead-letters';
import { engagementStore } from './stores/engagements';
import { linkStore } from './stores/links';
import { pluginStore } from './stores/plugins';
import { ruleStore } from './stores/rules';
import { sessionStore } from './stores/sessions';
import { siteStore } from './stores/sites';
import { teamStore } from './stores/teams';
import { visitStore } from './stores/visits';
import { visitorStore } from './stores/visitors';

export interface SqliteOptions {
  /** Path of the database file; it and its folder are made where there are none. `:memory:` keeps everything in memory and for this connection alone. */
  file: string;
}

/**
 * Opens the embedded storage. Call `migrate()` before the first use.
 *
 * Throws `StorageError` with a message that names the file where it cannot be opened or is no database.
 *
 * @example
 * const storage = await openSqliteStorage({ file: '.beckon/beckon.db' });
 * await storage.migrate();
 */
export async function openSqliteStorage({ file }: SqliteOptions): Promise<Storage> {
  const database = await Database.open(file);
  return {
    sites: siteStore(database),
    rules: ruleStore(database),
    teams: teamStore(database),
    agents: agentStore(database),
    sessions: sessionStore(database),
    links: linkStore(database),
    visitors: visitorStore(database),
    visits: visitStore(database),
    engagements: engagementStore(database),
    conversations: conversationStore(database),
    plugins: pluginStore(database),
    deadLetters: deadLetterStore(database),
    migrate: () => migrate(database, file),
    health: async () => {
      await database.read((transaction) => transaction.get('SELECT version FROM migrations LIMIT 1'));
    },
    close: async () => database.close(),
  };
}
