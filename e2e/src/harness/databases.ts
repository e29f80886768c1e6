import { afterAll } from 'vitest';
import { NoMongoError, randomDatabase, startMongo, type StartedMongo } from '../../../tooling/mongo/index.ts';

/** A database that a story runs on. */
export interface Database {
  name: string;
  /** Why it cannot be had here; `null`: it can. */
  missing: string | null;
  /** The variables that make the command use it: a fresh, empty one at each call. */
  environment: () => Record<string, string>;
}

const mongo = await startMongo().catch((error: unknown) => {
  if (!(error instanceof NoMongoError) || process.env['CI'] === 'true') throw error;
  console.warn(error.message);
  return error;
});
afterAll(async () => {
  if (!(mongo instanceof Error)) await mongo.stop();
});

/** SQLite always; MongoDB from whatever this machine has. */
export const databases: Database[] = [
  { name: 'SQLite', missing: null, environment: () => ({}) },
  mongo instanceof Error
    ? { name: `MongoDB (skipped: ${mongo.message})`, missing: mongo.message, environment: () => ({}) }
    : { name: 'MongoDB', missing: null, environment: () => ({ BECKON_MONGODB_URI: databaseUri(mongo) }) },
];

function databaseUri({ uri }: StartedMongo): string {
  const url = new URL(uri);
  url.pathname = `/${randomDatabase()}`;
  return url.href;
}
