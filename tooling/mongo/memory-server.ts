import { type MongoSource } from './started-mongo';

/** Where there is no way to the download, this is how long it takes to find out. */
const GIVE_UP_MS = 5_000;

/** A mongod that is downloaded once and cached: only when a test asks, never at install time. */
export const memoryServer: MongoSource = {
  kind: 'memory-server',
  label: 'mongodb-memory-server',
  async start(tell) {
    const { DryMongoBinary, MongoMemoryServer } = await import('mongodb-memory-server-core');
    const { MongoBinaryDownloadUrl } = await import('mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js');
    const options = await DryMongoBinary.generateOptions();
    const cached = await DryMongoBinary.locateBinary(options);
    if (!cached) {
      const { version, platform, arch } = options;
      const reason = await unreachable(() => new MongoBinaryDownloadUrl({ version, platform: platform ?? process.platform, arch: arch ?? process.arch }).getDownloadUrl());
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
  },
};

/** Why the address cannot be reached; `null`: it can. */
async function unreachable(address: () => Promise<string>): Promise<string | null> {
  try {
    const response = await fetch(await address(), { method: 'HEAD', signal: AbortSignal.timeout(GIVE_UP_MS) });
    return response.ok ? null : `HTTP ${response.status}`;
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return cause instanceof Error ? cause.message : String(cause);
  }
}
