/** Orders by name (case ignored), then id, by code units: the same on every machine and in every storage. */
export function byName(a: { name: string; id: string }, b: { name: string; id: string }): number {
  return compare(a.name.toLowerCase(), b.name.toLowerCase()) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The place after which a page begins: a moment and, among those of the same moment, an id. */
export interface Cursor {
  at: Date;
  id: string;
}

/**
 * Writes a cursor as the text that travels to the client and back.
 *
 * @example
 * encodeCursor({ at: new Date(5), id: '01J' }) // '5.01J'
 */
export function encodeCursor(cursor: Cursor): string {
  return `${cursor.at.getTime()}.${cursor.id}`;
}

/** Reads a cursor; `null` where the text is none, so that a border can refuse it. */
export function decodeCursor(text: string): Cursor | null {
  const parts = /^(-?\d{1,16})\.([^\0]+)$/u.exec(text);
  const at = new Date(Number(parts?.[1]));
  return parts?.[2] === undefined || Number.isNaN(at.getTime()) ? null : { at, id: parts[2] };
}
