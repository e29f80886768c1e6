import { StorageError } from '@beckon/domain';

/** Somebody else is writing: worth another try. */
export function isBusy(error: unknown): boolean {
  const code = codeOf(error);
  return code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED');
}

/** Says in one sentence what is wrong with the file and how to mend it. */
export function describeFailure(file: string, error: unknown): StorageError {
  return new StorageError(sentence(file, codeOf(error), error), { cause: error });
}

function sentence(file: string, code: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  switch (code) {
    case 'SQLITE_NOTADB':
      return `The database file ${file} is not a SQLite database. Move it away, or name another file.`;
    case 'SQLITE_CORRUPT':
    case 'SQLITE_CORRUPT_VTAB':
      return `The database file ${file} is damaged (${reason}). Stop Beckon and restore the file from a backup.`;
    case 'SQLITE_FULL':
      return `The disk of the database file ${file} is full. Make room; nothing of this step was stored.`;
    case 'SQLITE_READONLY':
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `The database file ${file} cannot be read and written by this user. Change its permissions or those of its folder, or name another file.`;
    case 'EISDIR':
      return `The database file ${file} is a folder. Name a file.`;
    case 'EEXIST':
    case 'ENOTDIR':
      return `The database file ${file} cannot be made: a part of its path is a file, not a folder. Name another file.`;
    default:
      if (isBusy(error))
        return `The database file ${file} has been locked by another process for too long. Is a tool holding a transaction open on it?`;
      return `The database file ${file} failed: ${reason}`;
  }
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
}
