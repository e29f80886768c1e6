import { type Storage } from '@beckon/domain';
import { afterAll, beforeAll } from 'vitest';

/** What an adapter hands to the contract: an empty storage, not migrated yet, and a way to open it once more. */
export interface StorageUnderTest {
  storage: Storage;
  /** Another connection to the same contents, as a second process would have; the kit closes it. */
  second(): Promise<Storage>;
  /** Closes `storage` and throws its contents away. */
  close(): Promise<void>;
}

/** How an adapter is put under test. `create` is called once for each store's suite. */
export interface StorageSetup {
  create(): Promise<StorageUnderTest>;
}

/** Both connections, open while the tests of one suite run. */
export interface Connections {
  readonly first: Storage;
  readonly second: Storage;
  /** First and second by turns: what a race is run over. */
  turn(index: number): Storage;
}

/** Opens the storage before the tests of the surrounding `describe` and closes it after them. */
export function useStorage({ create }: StorageSetup): Connections {
  let opened: { underTest: StorageUnderTest; second: Storage } | undefined;
  const connections = () => {
    if (!opened) throw new Error('The storage is open inside tests only.');
    return opened;
  };
  beforeAll(async () => {
    const underTest = await create();
    await underTest.storage.migrate();
    opened = { underTest, second: await underTest.second() };
  });
  afterAll(async () => {
    await opened?.second.close();
    await opened?.underTest.close();
  });
  return {
    get first() {
      return connections().underTest.storage;
    },
    get second() {
      return connections().second;
    },
    turn: (index) => (index % 2 === 0 ? connections().underTest.storage : connections().second),
  };
}

/** Runs so many calls at once, over both connections, and answers what they answered. */
export function race<T>(
  connections: Connections,
  times: number,
  call: (storage: Storage, index: number) => Promise<T>,
): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, index) => call(connections.turn(index), index)));
}
