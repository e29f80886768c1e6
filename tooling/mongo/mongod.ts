import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, endWithUs } from './child';
import { serverVersion } from './server-version';
import { type MongoSource } from './started-mongo';

/** The mongod of this machine, on a free port with a temporary folder. */
export const mongod: MongoSource = {
  kind: 'mongod',
  label: 'mongod on the PATH',
  async start(tell) {
    if (spawnSync('mongod', ['--version']).status !== 0) {
      tell('not installed');
      return null;
    }
    const folder = await mkdtemp(join(tmpdir(), 'beckon-mongod-'));
    const port = await freePort();
    const child = spawn(
      'mongod',
      ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1', '--quiet'],
      { stdio: 'ignore' },
    );
    const release = endWithUs(child);
    const stop = async () => {
      await end(child);
      release();
      await rm(folder, { recursive: true, force: true });
    };
    const uri = `mongodb://127.0.0.1:${port}`;
    try {
      await serverVersion(uri, 20_000);
    } catch (error) {
      await stop();
      throw error;
    }
    return { uri, stop };
  },
};

/** A port that nothing listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
