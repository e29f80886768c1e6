import { StorageError } from './results';

/**
 * A deep, fresh copy of what is about to be stored, with text made the same for every storage: half a surrogate pair
 * becomes U+FFFD, as every UTF-8 encoder has it. Throws `StorageError` where text holds a NUL character or a date is
 * none, naming the place; the borders refuse both before.
 *
 * @param what names the entity in errors: `visit`.
 * @example
 * const row = storable(visit, 'visit');
 */
export function storable<T>(value: T, what: string): T {
  return copy(value, what) as T;
}

function copy(value: unknown, path: string): unknown {
  if (typeof value === 'string') {
    if (value.includes('\0'))
      throw new StorageError(`${path} holds a NUL character, which cannot be stored. Remove it.`, {
        cause: undefined,
      });
    return wellFormed(value);
  }
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new StorageError(`${path} is not a date.`, { cause: undefined });
    return new Date(value);
  }
  if (Array.isArray(value)) return value.map((item, index) => copy(item, `${path}/${index}`));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, part]) => part !== undefined)
        .map(([key, part]) => [copy(key, path), copy(part, `${path}/${key}`)]),
    );
  }
  return value;
}

/** Text as every store keeps it: half a surrogate pair becomes U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
