import { type Logger, StorageError } from '@beckon/domain';
import { type AddressInfo, connect as connectSocket, createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { randomDatabase } from '../../../tooling/mongo';
import { describeMongo } from '../../../tooling/mongo/suites';
import { connect, withoutPassword } from './connect';
import { openMongoStorage } from './storage';

/** A way to the server that can be shut. */
async function gate(uri: string): Promise<{ uri: string; shut(): void; open(): Promise<void> }> {
  const { hostname, port } = new URL(uri);
  const sockets = new Set<Socket>();
  const server = createServer((inner) => {
    const outer = connectSocket(Number(port || 27017), hostname);
    for (const socket of [inner, outer]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    inner.pipe(outer).pipe(inner);
  });
  const listen = (at: number) => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  await listen(0);
  const own = (server.address() as AddressInfo).port;
  const through = new URL(uri);
  through.host = `127.0.0.1:${own}`;
  // A member of a replica set would tell of the others, and of itself by its own address.
  through.searchParams.delete('replicaSet');
  through.searchParams.set('directConnection', 'true');
  return {
    uri: through.href,
    shut() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
    open: () => listen(own),
  };
}

it('hides user and password of an address', () => {
  expect(withoutPassword('mongodb://ann:s3cr:t@db.example:27017/beckon?w=1')).toBe(
    'mongodb://***@db.example:27017/beckon?w=1',
  );
  expect(withoutPassword('mongodb://db.example/beckon')).toBe('mongodb://db.example/beckon');
  expect(withoutPassword('mongodb://ann:p@ss@db.example/beckon')).toBe('mongodb://***@db.example/beckon');
  expect(withoutPassword('mongodb://ann:p/s@s@db.example/beckon')).toBe('mongodb://***@db.example/beckon');
});

it('logs nothing where no connection was made: the error says all', async () => {
  const lines: string[] = [];
  const log = (message: string) => void lines.push(message);
  const opened = openMongoStorage({
    uri: 'mongodb://127.0.0.1:9',
    serverSelectionMs: 200,
    logger: { info: log, warn: log, error: log },
  });
  await expect(opened).rejects.toThrow(/ECONNREFUSED/);
  expect(lines).toEqual([]);
});

it('fails with the address, without the password, where no server answers', async () => {
  const opened = openMongoStorage({ uri: 'mongodb://ann:s3cret@127.0.0.1:9', serverSelectionMs: 200 });
  await expect(opened).rejects.toThrow(
    /MongoDB at mongodb:\/\/\*\*\*@127\.0\.0\.1:9 cannot be used: .*ECONNREFUSED.* Is it running/,
  );
  const error: unknown = await opened.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StorageError);
  expect((error as StorageError).message).not.toContain('s3cret');
  expect((error as StorageError).cause).toBeInstanceOf(Error);
});

it('fails where the address is none', async () => {
  for (const uri of ['', 'http://db.example', 'mongodb://', 'mongodb://h:port']) {
    await expect(openMongoStorage({ uri, serverSelectionMs: 200 })).rejects.toBeInstanceOf(StorageError);
  }
});

describeMongo('connection', ({ uri }) => {
  it('waits for a majority and the journal with every write and reads from the primary, whatever the address asks for', async () => {
    for (const asked of ['', 'w=1&journal=false&readPreference=secondaryPreferred']) {
      const weaker = new URL(uri);
      for (const [name, value] of new URLSearchParams(asked)) weaker.searchParams.set(name, value);
      const connection = await connect(weaker.href, randomDatabase());
      expect(connection.db?.writeConcern).toMatchObject({ w: 'majority', journal: true });
      expect(connection.db?.readPreference?.mode).toBe('primary');
      await connection.close();
    }
  });

  it('answers StorageError while the server is away, tells the log, and works again when it is back', async () => {
    const told: string[] = [];
    const note = (message: string) => void told.push(message);
    const logger: Logger = { info: note, warn: note, error: note };
    const way = await gate(uri);
    const database = randomDatabase();
    const storage = await openMongoStorage({ uri: way.uri, database, logger, serverSelectionMs: 300 });
    await storage.health();
    way.shut();
    await expect(storage.health()).rejects.toBeInstanceOf(StorageError);
    await expect(storage.sites.list()).rejects.toBeInstanceOf(StorageError);
    await expect(storage.sessions.remove('x')).rejects.toBeInstanceOf(StorageError);
    await way.open();
    await expect.poll(() => storage.sites.list().catch(() => 'away'), { timeout: 20_000 }).toEqual([]);
    expect(told).toContain('MongoDB disconnected');
    await storage.close();
    way.shut();
  }, 30_000);
});
