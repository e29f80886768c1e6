import { describe, inject, test } from 'vitest';
import { type MongoKind } from './started-mongo';
import './global-setup';

/** The server of the global set-up. */
export interface TestMongo {
  uri: string;
  kind: MongoKind;
  version: string;
}

/**
 * Declares tests that need any MongoDB; where there is none they are skipped (the set-up has said why and how to get one).
 *
 * @example
 * describeMongo('storage', (mongo) => { … });
 */
export function describeMongo(name: string, tests: (mongo: TestMongo) => void): void {
  const mongo = inject('mongo');
  if (mongo) describe(name, () => tests(mongo));
  else describe.skip(`${name} (there is no MongoDB)`, () => test('needs a MongoDB', () => undefined));
}

/**
 * Declares a test that only a real server can pass. On the stand-in it is skipped, and the reason printed.
 *
 * @example
 * realMongo('the stand-in has no explain', 'a page is read from an index', async ({ uri }) => { … });
 */
export function realMongo(reason: string, name: string, run: (mongo: TestMongo) => Promise<void>): void {
  const mongo = inject('mongo');
  if (mongo && mongo.kind !== 'stand-in') {
    test(name, () => run(mongo));
    return;
  }
  console.log(`Skipped, needs a real MongoDB (${reason}): ${name}`);
  test.skip(`${name} [needs a real MongoDB: ${reason}]`, () => undefined);
}
