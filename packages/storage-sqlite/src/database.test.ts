import { StorageError } from '@beckon/domain';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Database } from './database';
import { describeFailure } from './failures';
import { migrate } from './migrate';
import { migrations } from './migrations';
import { openSqliteStorage } from './storage';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beckon-sqlite-'));
  file = join(folder, 'beckon.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The message of the StorageError that opening, migrating or reading ends with. */
async function failure(path = file): Promise<string> {
  try {
    const storage = await openSqliteStorage({ file: path });
    try {
      await storage.migrate();
      await storage.health();
      await storage.sites.list();
    } finally {
      await storage.close();
    }
  } catch (error) {
    expect(error).toBeInstanceOf(StorageError);
    return (error as StorageError).message;
  }
  throw new Error('It was opened.');
}

describe('a file that cannot be used', () => {
  it('is named where it is no database, and left as it is', async () => {
    writeFileSync(file, 'These are my notes, not a database. '.repeat(100));
    const before = readFileSync(file);
    expect(await failure()).toBe(
      `The database file ${file} is not a SQLite database. Move it away, or name another file.`,
    );
    expect(readFileSync(file)).toEqual(before);
  });

  it('is named where it is damaged', async () => {
    const storage = await openSqliteStorage({ file });
    await storage.migrate();
    await storage.close();
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 4096);
    writeFileSync(file, bytes);
    expect(await failure()).toMatch(`The database file ${file} is damaged`);
  });

  it('is named where it was cut short', async () => {
    const storage = await openSqliteStorage({ file });
    await storage.migrate();
    await storage.close();
    truncateSync(file, 4096);
    expect(await failure()).toMatch(`The database file ${file}`);
  });

  it('is named where it is a folder, or lies in a file', async () => {
    mkdirSync(file);
    expect(await failure()).toBe(`The database file ${file} is a folder. Name a file.`);
    writeFileSync(join(folder, 'plain'), '');
    expect(await failure(join(folder, 'plain', 'beckon.db'))).toContain('a part of its path is a file');
  });

  it.each(['EACCES', 'EPERM', 'EROFS', 'SQLITE_READONLY'])(
    'is named where this user may not write it (%s)',
    (code) => {
      const { message, cause } = describeFailure(file, Object.assign(new Error('denied'), { code }));
      expect(message).toContain(`The database file ${file} cannot be read and written by this user`);
      expect(cause).toMatchObject({ code });
    },
  );

  it('is named where a newer version wrote it', async () => {
    const database = await Database.open(file);
    await migrate(database, file, [
      ...migrations,
      { version: 99, name: 'of the future', sql: 'CREATE TABLE later (id TEXT) STRICT' },
    ]);
    database.close();
    expect(await failure()).toMatch(
      `The database file ${file} was written by a newer version of Beckon (its schema is 99`,
    );
  });
});

describe('migrations', () => {
  it('are applied once, in order, and noted', async () => {
    const database = await Database.open(file);
    await migrate(database, file);
    await migrate(database, file);
    const rows = await database.read((transaction) =>
      transaction.all('SELECT version, name FROM migrations ORDER BY version'),
    );
    expect(rows.map(({ version }) => version)).toEqual(migrations.map(({ version }) => version));
    database.close();
  });

  it('leave what an older version wrote readable: without fingerprints', async () => {
    const database = await Database.open(file);
    await migrate(
      database,
      file,
      migrations.filter(({ version }) => version < 6),
    );
    await database.write((transaction) => {
      transaction.run(
        "INSERT INTO visits VALUES ('v', 's', 'x', 'k', 0, 0, 9, '[]', 'https://shop.example/', '')",
      );
      transaction.run(
        `INSERT INTO engagements VALUES ('e', 's', 'r', 'v', 'x', '{"team":"t"}', 'Hi', 0, 'k', 0, 30, NULL, NULL, NULL, '')`,
      );
      transaction.run(
        `INSERT INTO rules VALUES ('r', 's', 1, 'Title', 1, '{"all":[]}', '{}', 1, 0, 0, NULL)`,
      );
    });
    database.close();
    const storage = await openSqliteStorage({ file });
    await storage.migrate();
    expect(await storage.visits.get('v')).toMatchObject({ startKey: 'k', startFingerprint: null });
    expect(await storage.engagements.get('e')).toMatchObject({ claimKey: 'k', claimFingerprint: null });
    expect(await storage.rules.get('r')).toMatchObject({ title: 'Title', creationFingerprint: null });
    await storage.close();
  });

  it('happen whole or not at all', async () => {
    const database = await Database.open(file);
    const broken = [
      ...migrations,
      {
        version: 2,
        name: 'broken',
        sql: 'CREATE TABLE half (id TEXT) STRICT; CREATE TABLE half (id TEXT) STRICT',
      },
    ];
    await expect(migrate(database, file, broken)).rejects.toBeInstanceOf(StorageError);
    const tables = await database.read((transaction) => transaction.all('SELECT name FROM sqlite_schema'));
    expect(tables).toEqual([]);
    await migrate(database, file);
    database.close();
  });
});

describe('the connection', () => {
  it('keeps everything that was acknowledged: write-ahead log and full syncing', async () => {
    const database = await Database.open(file);
    const [journal, synchronous] = await database.read((transaction) => [
      transaction.get('PRAGMA journal_mode')?.['journal_mode'],
      transaction.get('PRAGMA synchronous')?.['synchronous'],
    ]);
    expect([journal, synchronous]).toEqual(['wal', 2]);
    database.close();
  });

  it('leaves everything in the one file when it is closed', async () => {
    const storage = await openSqliteStorage({ file });
    await storage.migrate();
    await storage.close();
    const copy = join(folder, 'copy.db');
    copyFileSync(file, copy);
    const copied = await openSqliteStorage({ file: copy });
    await copied.health();
    await copied.close();
  });

  it('makes the file for its owner alone', async () => {
    (await Database.open(file)).close();
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('has strict tables alone', async () => {
    const database = await Database.open(file);
    await migrate(database, file);
    const loose = await database.read((transaction) =>
      transaction.all(
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
      ),
    );
    expect(loose).toEqual([]);
    database.close();
  });

  it('binds truth values and dates, and refuses what libsql would end the process for', async () => {
    const database = await Database.open(':memory:');
    await database.write((transaction) =>
      transaction.run('CREATE TABLE t (a INTEGER, b INTEGER, c TEXT) STRICT'),
    );
    await database.write((transaction) =>
      transaction.run('INSERT INTO t VALUES (?, ?, ?)', [true, new Date(5), 'x']),
    );
    expect(await database.read((transaction) => transaction.get('SELECT a, b, c FROM t'))).toMatchObject({
      a: 1,
      b: 5,
      c: 'x',
    });
    for (const parameters of [
      [],
      [1],
      [1, 2, 3, 4],
      [undefined, 1, 'x'],
      [{}, 1, 'x'],
      [Buffer.from('x'), 1, 'x'],
    ]) {
      const write = database.write((transaction) =>
        transaction.run('INSERT INTO t VALUES (?, ?, ?)', parameters as never),
      );
      await expect(write).rejects.toBeInstanceOf(StorageError);
    }
    expect(
      await database.read((transaction) => transaction.get('SELECT count(*) AS n FROM t')),
    ).toMatchObject({ n: 1 });
    database.close();
  });

  it('takes back the whole of a write that fails in its middle', async () => {
    const database = await Database.open(file);
    await database.write((transaction) => transaction.run('CREATE TABLE t (a INTEGER) STRICT'));
    const write = database.write((transaction) => {
      transaction.run('INSERT INTO t VALUES (1)');
      throw new Error('in its middle');
    });
    await expect(write).rejects.toThrow('in its middle');
    expect(await database.read((transaction) => transaction.all('SELECT a FROM t'))).toEqual([]);
    database.close();
  });

  it('waits for a write of another connection and goes on', async () => {
    const [one, two] = [await Database.open(file), await Database.open(file)];
    await one.write((transaction) => transaction.run('CREATE TABLE t (a INTEGER) STRICT'));
    one.script('BEGIN IMMEDIATE; INSERT INTO t VALUES (1)');
    const waiting = two.write((transaction) => transaction.run('INSERT INTO t VALUES (2)'));
    one.script('COMMIT');
    await waiting;
    expect(await two.read((transaction) => transaction.all('SELECT a FROM t ORDER BY a'))).toMatchObject([
      { a: 1 },
      { a: 2 },
    ]);
    one.close();
    two.close();
  });
});

describe('writes at the same moment', () => {
  const insert = (database: Database, n: number) =>
    database.write((transaction) => {
      transaction.run('INSERT INTO t VALUES (?)', [n]);
      return transaction.get('SELECT count(*) AS n FROM t')?.['n'];
    });
  const numbers = (database: Database) =>
    database.read((transaction) => transaction.all('SELECT n FROM t ORDER BY n').map((row) => row['n']));

  async function withTable(): Promise<Database> {
    const database = await Database.open(file);
    await database.write((transaction) => transaction.run('CREATE TABLE t (n INTEGER PRIMARY KEY) STRICT'));
    return database;
  }

  it('see one another in the order of their coming', async () => {
    const database = await withTable();
    const counts = await Promise.all(Array.from({ length: 250 }, (_, n) => insert(database, n)));
    expect(counts).toEqual(Array.from({ length: 250 }, (_, n) => n + 1));
    database.close();
  });

  it('fail each for itself, and leave nothing of what failed', async () => {
    const database = await withTable();
    const ended = await Promise.allSettled([
      insert(database, 1),
      database.write((transaction) => {
        transaction.run('INSERT INTO t VALUES (?)', [2]);
        throw new Error('Half way.');
      }),
      insert(database, 1),
      insert(database, 3),
    ]);
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    for (const { reason } of ended.filter((end) => end.status === 'rejected'))
      expect(reason).toBeInstanceOf(StorageError);
    expect(await numbers(database)).toEqual([1, 3]);
    database.close();
  });

  it('are each tried alone where one loses the transaction of all', async () => {
    const database = await withTable();
    const ended = await Promise.allSettled([
      insert(database, 1),
      // What SQLite itself does on a full disk: everything is rolled back.
      database.write(() => {
        database.script('ROLLBACK');
        throw new Error('The disk is full.');
      }),
      insert(database, 3),
    ]);
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await numbers(database)).toEqual([1, 3]);
    database.close();
  });

  it('are on the disk when they are acknowledged: another connection sees all of them', async () => {
    const database = await withTable();
    const other = await Database.open(file);
    const seen = await Promise.all([1, 2, 3].map((n) => insert(database, n).then(() => numbers(other))));
    expect(seen).toEqual([
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ]);
    other.close();
    database.close();
  });

  it('do not wait for ever behind a chain of reads', async () => {
    const database = await withTable();
    let written = false;
    const write = insert(database, 1).then(() => (written = true));
    let reads = 0;
    while (!written && reads < 1000) {
      await numbers(database);
      reads += 1;
    }
    expect(reads).toBeLessThan(1000);
    await write;
    database.close();
  });

  it('are done before a close that comes after them', async () => {
    const database = await withTable();
    const writes = [insert(database, 1), insert(database, 2)];
    database.close();
    await Promise.all(writes);
    await expect(insert(database, 3)).rejects.toThrow(/closed/);
    const again = await Database.open(file);
    expect(await numbers(again)).toEqual([1, 2]);
    again.close();
  });
});
