import { StorageError } from '@beckon/domain';
import { violatedIndex } from './failures';
import { type Models } from './models';

/** Raised when documents change their shape in a way that an older version would misread. */
const VERSION = 1;

/**
 * Makes the indexes that are missing and notes the shape's version. Throws `StorageError` where a newer version has written.
 * Doing it again, or from many processes at once, changes nothing more.
 */
export async function migrate(models: Models): Promise<void> {
  const noted = await models.schema.findById('schema').lean();
  if (noted && noted.version > VERSION) {
    throw new StorageError(
      `The MongoDB database was written by a newer version of Beckon (its schema is ${noted.version}, this version knows ${VERSION}). Start the newer version, or restore a backup.`,
      { cause: undefined },
    );
  }
  for (const model of Object.values(models)) await model.createIndexes();
  try {
    await models.schema.updateOne({ _id: 'schema' }, { $max: { version: VERSION } }, { upsert: true });
  } catch (error) {
    // Somebody else's note came first: the same one.
    if (violatedIndex(error) === null) throw error;
  }
}
