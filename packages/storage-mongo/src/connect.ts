import { type Logger, StorageError } from '@beckon/domain';
import { type Connection, createConnection } from 'mongoose';

/** How long a server is looked for, at start and whenever it goes away. */
const SERVER_SELECTION_MS = 5_000;

/**
 * Opens a connection of our own. Throws `StorageError` within about six seconds where no server answers,
 * with the address (never with its password) and what to look at.
 */
export async function connect(
  uri: string,
  database?: string,
  logger?: Logger,
  selectionMs = SERVER_SELECTION_MS,
): Promise<Connection> {
  let connection: Connection | undefined;
  let made = false;
  try {
    connection = createConnection(uri, {
      appName: 'beckon',
      autoCreate: false,
      autoIndex: false,
      bufferCommands: false,
      serverSelectionTimeoutMS: selectionMs,
      connectTimeoutMS: selectionMs,
      // A server that hangs must not hold requests for ever.
      socketTimeoutMS: 30_000,
      // What the storage promises does not depend on the address: each of these outweighs its parameter there.
      w: 'majority',
      journal: true,
      readPreference: 'primary',
      ...(database === undefined ? {} : { dbName: database }),
    });
    // Without a listener a lost connection would end the process. While it is being made there is nothing to log: the error thrown below says all.
    connection.on('error', (error: unknown) => {
      if (made) logger?.error('MongoDB connection failed', { reason: reasonOf(error) });
    });
    connection.on('disconnected', () => {
      if (made) logger?.warn('MongoDB disconnected');
    });
    connection.on('reconnected', () => logger?.info('MongoDB connected again'));
    await connection.asPromise();
    made = true;
    return connection;
  } catch (error) {
    await connection?.close().catch(() => undefined);
    throw new StorageError(
      `MongoDB at ${withoutPassword(uri)} cannot be used: ${reasonOf(error)}. Is it running, and are address, user and password right?`,
      { cause: error },
    );
  }
}

/** The address as it may be shown and logged. To the last `@`: a password whose `@` or `/` was not escaped, which is why it fails, is hidden whole. */
export function withoutPassword(uri: string): string {
  return uri.replace(/\/\/.*@/s, '//***@');
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
