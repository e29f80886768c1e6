import { type TestProject } from 'vitest/node';
import { NoMongoError, startMongo } from './start-mongo';
import { type MongoKind } from './started-mongo';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server that suites use; `null`: there is none, and they are skipped. */
    mongo: { uri: string; kind: MongoKind; version: string } | null;
  }
}

/** Vitest's global set-up: starts a MongoDB for all suites of the project and stops it after them. Without one it fails in CI. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  try {
    const { uri, kind, version, stop } = await startMongo();
    project.provide('mongo', { uri, kind, version });
    return stop;
  } catch (error) {
    if (!(error instanceof NoMongoError) || process.env['CI'] === 'true') throw error;
    console.warn(`\nMongoDB suites are SKIPPED. ${error.message}\n`);
    project.provide('mongo', null);
    return async () => undefined;
  }
}
