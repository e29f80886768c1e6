import { type Row } from './transaction';

/** Reads the columns of a row as the types that the schema promises; anything else is a bug or a damaged file. */
export function columns(row: Row) {
  const column = (name: string): string | number | null => {
    const value = row[name];
    if (value === undefined) throw new TypeError(`The row has no column ${name}.`);
    return value;
  };
  const textOrNull = (name: string): string | null => {
    const value = column(name);
    if (typeof value === 'number') throw new TypeError(`Column ${name} is not text.`);
    return value;
  };
  const numberOrNull = (name: string): number | null => {
    const value = column(name);
    if (typeof value === 'string') throw new TypeError(`Column ${name} is not a number.`);
    return value;
  };
  const text = (name: string): string => present(textOrNull(name), name);
  const number = (name: string): number => present(numberOrNull(name), name);
  return {
    text,
    textOrNull,
    number,
    boolean: (name: string): boolean => number(name) !== 0,
    date: (name: string): Date => new Date(number(name)),
    dateOrNull: (name: string): Date | null => {
      const at = numberOrNull(name);
      return at === null ? null : new Date(at);
    },
    /** What was written there as JSON by this adapter. */
    json: <T>(name: string): T => JSON.parse(text(name)) as T,
  };
}

function present<T>(value: T | null, name: string): T {
  if (value === null) throw new TypeError(`Column ${name} is empty.`);
  return value;
}

/** How many rows a caller may ask for at least: a page of none would have no next one. */
export function atLeastOne(limit: number): number {
  return Math.max(1, Math.floor(limit));
}
