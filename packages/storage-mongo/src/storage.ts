import { type Logger, type Storage } from '@beckon/domain';
import { connect } from './connect';
import { throwingStorageErrors } from './failures';
import { migrate } from './migrate';
import { models } from './models';
import { agentStore } from './stores/agents';
import { conversationStore } from './stores/conversations';
import { deadLetterStore } from './stores/dead-letters';
import { engagementStore } from './stores/engagements';
import { linkStore, sessionStore } from './stores/sign-in';
import { pluginStore } from './stores/plugins';
import { ruleStore } from './stores/rules';
import { siteStore } from './stores/sites';
import { teamStore } from './stores/teams';
import { visitStore, visitorStore } from './stores/visits';

export interface MongoOptions {
  /** `mongodb://…` or `mongodb+srv://…`. */
  uri: string;
  /** @default the one that the address names, else `test` */
  database?: string;
  /** Hears of lost and regained connections. */
  logger?: Logger;
  /** How long a server is looked for, at start and whenever it is away, before an operation fails, in ms. @default 5000 */
  serverSelectionMs?: number;
}

/**
 * Opens the production storage. Call `migrate()` before the first use.
 *
 * Throws `StorageError` within about six seconds where no server answers.
 *
 * @example
 * const storage = await openMongoStorage({ uri: 'mongodb://db.example/beckon' });
 * await storage.migrate();
 */
export async function openMongoStorage({
  uri,
  database,
  logger,
  serverSelectionMs,
}: MongoOptions): Promise<Storage> {
  const connection = await connect(uri, database, logger, serverSelectionMs);
  const collections = models(connection);
  return {
    sites: throwingStorageErrors('sites', siteStore(collections)),
    rules: throwingStorageErrors('rules', ruleStore(collections)),
    teams: throwingStorageErrors('teams', teamStore(collections)),
    agents: throwingStorageErrors('agents', agentStore(collections)),
    sessions: throwingStorageErrors('sessions', sessionStore(collections)),
    links: throwingStorageErrors('links', linkStore(collections)),
    visitors: throwingStorageErrors('visitors', visitorStore(collections)),
    visits: throwingStorageErrors('visits', visitStore(collections)),
    engagements: throwingStorageErrors('engagements', engagementStore(collections)),
    conversations: throwingStorageErrors('conversations', conversationStore(collections)),
    plugins: throwingStorageErrors('plugins', pluginStore(collections)),
    deadLetters: throwingStorageErrors('deadLetters', deadLetterStore(collections)),
    ...throwingStorageErrors('storage', {
      migrate: () => migrate(collections),
      health: async () => {
        await collections.schema.findById('schema').lean();
      },
      close: async () => {
        connection.removeAllListeners('disconnected');
        await connection.close();
      },
    }),
  };
}
