import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { StorageError, type Logger, type Storage } from '@beckon/domain';
import { type Config } from '../config/environment';
import { StartError } from './start-error';

/**
 * Opens the storage that the configuration names and brings it to this version's shape. Only the chosen adapter is loaded.
 *
 * @throws StartError where it cannot be read or reached, saying what to do.
 */
export async function openStorage(
  config: Pick<Config, 'mongodbUri' | 'dataFolder'>,
  logger: Logger,
): Promise<Storage> {
  let storage: Storage | null = null;
  try {
    storage =
      config.mongodbUri === null
        ? await openEmbedded(config.dataFolder)
        : await openMongo(config.mongodbUri, logger);
    await storage.migrate();
    return storage;
  } catch (error) {
    await storage?.close().catch(() => undefined);
    if (error instanceof StorageError)
      throw new StartError(`${error.message} ${mend(config)}`, { cause: error });
    throw error;
  }
}

async function openEmbedded(folder: string): Promise<Storage> {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new StartError(
      `The data folder ${folder} cannot be made (${reason(error)}). Set BECKON_DATA to a folder that this user may write to.`,
      { cause: error },
    );
  }
  const { openSqliteStorage } = await import('@beckon/storage-sqlite');
  return openSqliteStorage({ file: join(folder, 'beckon.db') });
}

async function openMongo(uri: string, logger: Logger): Promise<Storage> {
  const { openMongoStorage } = await import('@beckon/storage-mongo');
  return openMongoStorage({ uri, logger });
}

function mend(config: Pick<Config, 'mongodbUri' | 'dataFolder'>): string {
  return config.mongodbUri === null
    ? 'Put back a good copy of the file, mend its permissions, or set BECKON_DATA to another folder.'
    : 'Check BECKON_MONGODB_URI and that the server is up and lets this user in.';
}

function reason(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error);
}
