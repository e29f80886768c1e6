import { type DryMongoBinaryOptions } from 'mongodb-memory-server-core/lib/util/DryMongoBinary.js';
import { type MongoSource } from './started-mongo';

/** Where there is no way to the download, this is how long it takes to find out. */
const GIVE_UP_MS = 5_000;

/** A mongod that is downloaded once and cached: only when a test asks, never at install time. */
export const memoryServer: MongoSource = {
  kind: 'memory-server',
  label: 'mongodb-memory-server',
  async start(tell) {
    try {
      const { DryMongoBinary, MongoMemoryServer } = await import('mongodb-memory-server-core');
      const options = await DryMongoBinary.generateOptions();
      if (!(await DryMongoBinary.locateBinary(options))) {
        const reason = await unreachable(await downloadAddress(options));
        if (reason) {
          tell(`no mongod is cached and the download cannot be reached (${reason})`);
          return null;
        }
        console.log('MongoDB for tests: downloading a mongod once …');
      }
      const server = await MongoMemoryServer.create();
      return {
        uri: server.getUri(),
        stop: async () => {
          await server.stop();
        },
      };
    } catch (error) {
      // No build for this system, a download that broke off, a library that is missing: the next place may still do.
      tell(reasonOf(error));
      return null;
    }
  },
};

/** Where it would be downloaded from. */
async function downloadAddress(options: DryMongoBinaryOptions): Promise<string> {
  const { MongoBinaryDownloadUrl } =
    await import('mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js');
  const { version, os, platform = process.platform, arch = process.arch } = options;
  return new MongoBinaryDownloadUrl({ version, platform, arch, ...(os && { os }) }).getDownloadUrl();
}

/** Why the address cannot be reached; `null`: it can. */
async function unreachable(address: string): Promise<string | null> {
  try {
    const response = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(GIVE_UP_MS) });
    return response.ok ? null : `HTTP ${response.status}`;
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}
