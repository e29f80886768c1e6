/** What may be bound to a parameter. */
export type Value = string | number | boolean | Date | null;
/** What comes back: text, numbers and NULL are the only types that the schema has. */
export type Row = Record<string, string | number | null>;

/** What runs inside one transaction. */
export interface Transaction {
  /** All rows. */
  all(sql: string, parameters?: readonly Value[]): Row[];
  /** The first row, or `null`. */
  get(sql: string, parameters?: readonly Value[]): Row | null;
  /** How many rows were changed. Not for statements with RETURNING: use `all`. */
  run(sql: string, parameters?: readonly Value[]): number;
}
