import { StorageError } from '@beckon/domain';

/** The name of the unique index that a write ran into, `null` for every other error. */
export function violatedIndex(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 11000) return null;
  // Told by the message, since not every server adds the key's pattern.
  return / index: (\S+)/.exec(error.message)?.[1] ?? 'unknown';
}

type Method = (...parameters: never[]) => Promise<unknown>;

/** The same store, with everything that the driver throws turned into `StorageError` with its cause. */
export function throwingStorageErrors<S extends object>(name: string, store: S): S {
  const wrapped = Object.entries(store).map(([method, call]) => [
    method,
    async (...parameters: never[]) => {
      try {
        return await (call as Method)(...parameters);
      } catch (error) {
        if (error instanceof StorageError) throw error;
        throw new StorageError(
          `MongoDB failed at ${name}.${method}: ${error instanceof Error ? error.message : String(error)}`,
          { cause: error },
        );
      }
    },
  ]);
  return Object.fromEntries(wrapped) as S;
}

/**
 * Runs an attempt until it answers something else than `null`. Each `null` means that somebody else's write came between, so that
 * many in a row are a bug rather than bad luck.
 */
export async function untilSettled<T>(attempt: () => Promise<T | null>): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const result = await attempt();
    if (result !== null) return result;
  }
  throw new StorageError('Too many others write the same thing at once.', { cause: undefined });
}

/** Inserts; answers the name of the unique index that stood against it, `null` when it went in. */
export async function insertedOr(insert: () => Promise<unknown>): Promise<string | null> {
  try {
    await insert();
    return null;
  } catch (error) {
    const index = violatedIndex(error);
    if (index === null) throw error;
    return index;
  }
}

/** A repeated `_id` is a bug of the caller wherever the port names no value for it. */
export function refuseRepeatedId(index: string, what: string, id: string): void {
  if (index === '_id_')
    throw new StorageError(`There is another ${what} with the id ${id}.`, { cause: undefined });
}
