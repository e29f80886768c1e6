import { StorageError } from '@beckon/domain';
import Libsql from 'libsql';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { describeFailure, isBusy } from './failures';
import { type Row, type Transaction, type Value } from './transaction';
import { type Outcome, WriteQueue } from './write-queue';

/** How long somebody else's write is waited for, all in all, and in one blocking wait of SQLite's. */
const BUSY_TOTAL_MS = 15_000;
const BUSY_WAIT_MS = 100;

const READS_A_TURN = 64;

/**
 * The only place that touches libsql. It ends the process when it is handed a boolean or a lone date, binds what is missing as NULL
 * and cuts text at NUL: so parameters go through `bind`, always as an array, and their number is checked.
 */
export class Database {
  readonly #file: string;
  readonly #connection: Libsql.Database;
  readonly #statements = new Map<string, { statement: Libsql.Statement; parameters: number }>();
  readonly #transaction: Transaction = {
    all: (sql, parameters = []) => this.#rows(sql, parameters),
    get: (sql, parameters = []) => this.#rows(sql, parameters)[0] ?? null,
    run: (sql, parameters = []) => this.#prepare(sql, parameters).run(parameters.map(bind)).changes,
  };
  readonly #writes = new WriteQueue(
    (work) => this.#run('BEGIN IMMEDIATE', work),
    (work) => this.#savepoint(work),
  );
  #reads = 0;
  #closed = false;

  private constructor(file: string, connection: Libsql.Database) {
    this.#file = file;
    this.#connection = connection;
  }

  /** Opens the file, making it and its folder where there are none. Throws `StorageError` that names the file. */
  static async open(file: string): Promise<Database> {
    try {
      if (file !== ':memory:') createPrivately(file);
      const database = new Database(file, new Libsql(file, { timeout: BUSY_WAIT_MS }));
      await database.#retry(() => {
        database.#connection.exec('PRAGMA journal_mode = WAL');
        database.#connection.exec('PRAGMA synchronous = FULL');
        // Reads the header and the schema: what is no database shows here and not at the first request.
        database.#rows('SELECT count(*) AS n FROM sqlite_schema', []);
      });
      return database;
    } catch (error) {
      throw describeFailure(file, error);
    }
  }

  /** Runs a read on one snapshot. */
  async read<T>(work: (transaction: Transaction) => T): Promise<T> {
    // A read ends within the turn of the event loop: a long chain of them would never let it pass, and keep writes and requests waiting.
    this.#reads += 1;
    if (this.#reads % READS_A_TURN === 0) await nextTurn();
    return this.#run('BEGIN DEFERRED', work);
  }

  /**
   * Runs a write alone: nothing else is written meanwhile, by this process or another. All of it happens or nothing. Writes that wait at the same moment
   * share one sync of the disk, and each is acknowledged after it. `work` may run more than once.
   */
  write<T>(work: (transaction: Transaction) => T): Promise<T> {
    return this.#writes.add(work);
  }

  /** Runs a script of several statements inside a transaction's work. */
  script(sql: string): void {
    this.#connection.exec(sql);
  }

  /** Closes it; again does nothing. */
  close(): void {
    if (this.#closed) return;
    // What was handed in before is done before, if the file is free.
    this.#writes.flush();
    this.#closed = true;
    try {
      // libsql leaves the write-ahead log behind when it closes: after this the one file holds everything.
      this.#rows('PRAGMA wal_checkpoint(TRUNCATE)', []);
    } catch {
      // The log is read at the next start: nothing is lost.
    }
    this.#statements.clear();
    this.#connection.close();
  }

  async #run<T>(begin: string, work: (transaction: Transaction) => T): Promise<T> {
    try {
      if (this.#closed) throw new Error('it was closed');
      return await this.#retry(() => {
        this.#connection.exec(begin);
        try {
          const result = work(this.#transaction);
          this.#connection.exec('COMMIT');
          return result;
        } catch (error) {
          if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK');
          throw error;
        }
      });
    } catch (error) {
      throw error instanceof StorageError ? error : describeFailure(this.#file, error);
    }
  }

  /** Runs a write inside a transaction of several: what it threw is undone and given back, the others stay. Throws where the whole transaction is lost. */
  #savepoint<T>(work: (transaction: Transaction) => T): Outcome<T> {
    this.#connection.exec('SAVEPOINT one');
    try {
      const value = work(this.#transaction);
      this.#connection.exec('RELEASE one');
      return { ok: true, value };
    } catch (error) {
      if (isBusy(error) || !this.#connection.inTransaction) throw error;
      this.#connection.exec('ROLLBACK TO one');
      this.#connection.exec('RELEASE one');
      return { ok: false, error: error instanceof StorageError ? error : describeFailure(this.#file, error) };
    }
  }

  /** Tries again while another process writes; between tries other requests are served. */
  async #retry<T>(attempt: () => T): Promise<T> {
    const giveUpAt = performance.now() + BUSY_TOTAL_MS;
    for (;;) {
      try {
        return attempt();
      } catch (error) {
        if (!isBusy(error) || performance.now() > giveUpAt || this.#closed) throw error;
        await delay(1 + Math.random() * 20);
      }
    }
  }

  #rows(sql: string, parameters: readonly Value[]): Row[] {
    return this.#prepare(sql, parameters).all(parameters.map(bind)) as Row[];
  }

  #prepare(sql: string, parameters: readonly Value[]): Libsql.Statement {
    let prepared = this.#statements.get(sql);
    if (!prepared) {
      prepared = { statement: this.#connection.prepare(sql), parameters: sql.match(/\?/g)?.length ?? 0 };
      this.#statements.set(sql, prepared);
    }
    if (prepared.parameters !== parameters.length) {
      throw new TypeError(
        `${prepared.parameters} parameters are needed, ${parameters.length} were given: ${sql}`,
      );
    }
    return prepared.statement;
  }
}

/** Password hashes and conversations are in it: a new file is for its owner alone. */
function createPrivately(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  closeSync(openSync(file, 'a', 0o600));
}

/** Stored text never holds NUL (`storable` refuses it), so that a look-up by such text finds nothing: it is bound as NULL, which equals nothing. */
function bind(value: Value): string | number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'string') return value.includes('\0') ? null : value;
  if (typeof value === 'number' || value === null) return value;
  throw new TypeError(`A ${typeof value} cannot be bound to a parameter.`);
}
