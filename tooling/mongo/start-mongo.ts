import { given } from './given';
import { memoryServer } from './memory-server';
import { mongod } from './mongod';
import { serverVersion } from './server-version';
import { standIn } from './stand-in';
import { type MongoSource, type StartedMongo } from './started-mongo';

const sources: readonly MongoSource[] = [given, mongod, memoryServer, standIn];

/** How somebody without any of them gets one. */
export const howToGetOne =
  'Set BECKON_TEST_MONGODB_URI to a MongoDB that may be written to, or put mongod on the PATH, or allow the download of mongodb-memory-server, or install Java 17 and Maven (openjdk-17-jre-headless, maven) for the stand-in.';

/** No server can be had here; the message says what was tried and how to get one. */
export class NoMongoError extends Error {
  override readonly name = 'NoMongoError';
}

/**
 * Starts the first MongoDB that can be had: one that is given, a mongod, a downloaded one, the stand-in. Prints which it took and the
 * version it reports. Throws `NoMongoError` where there is none.
 *
 * @example
 * const mongo = await startMongo();
 * const storage = await openMongoStorage({ uri: mongo.uri, database: randomDatabase() });
 * // …
 * await mongo.stop();
 */
export async function startMongo(): Promise<StartedMongo> {
  const reasons: string[] = [];
  for (const { kind, label, start } of sources) {
    const started = await start((reason) => reasons.push(`${label}: ${reason}`));
    if (!started) continue;
    try {
      const version = await serverVersion(started.uri);
      console.log(`MongoDB for tests: ${label}, version ${version}`);
      return { ...started, kind, version };
    } catch (error) {
      await started.stop();
      throw error;
    }
  }
  throw new NoMongoError(`No MongoDB for tests. ${reasons.join('; ')}. ${howToGetOne}`);
}

/** A name for a database of one's own. */
export function randomDatabase(): string {
  return `beckon_test_${crypto.randomUUID().replaceAll('-', '')}`;
}
