/** What a guarded write answers: it happened, the thing has moved on since (`current`), or it is not there. */
export type Saved<T> =
  { ok: true; value: T } | { ok: false; reason: 'stale'; current: T } | { ok: false; reason: 'notFound' };

/** What an insert answers. `field` names the unique value that was taken. */
export type Inserted<T> = { ok: true; value: T } | { ok: false; reason: 'conflict'; field: string };

/** A page of a list; `next` goes into the next call's `after`; `null`: that was all. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** Broken infrastructure: the only thing that a storage throws. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  constructor(message: string, options: { cause: unknown }) {
    super(message, options);
  }
}
