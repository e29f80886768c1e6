import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { end, endWithUs } from './child';
import { type MongoSource } from './started-mongo';

const SOURCE = fileURLToPath(new URL('../mongo-stand-in', import.meta.url));
const CACHE = fileURLToPath(new URL('../../.cache', import.meta.url));

/** An in-memory server in Java, for machines with no way to a mongod: see tooling/mongo-stand-in/README.md for what it cannot do. */
export const standIn: MongoSource = {
  kind: 'stand-in',
  label: 'the stand-in (mongo-java-server)',
  async start(tell) {
    if (spawnSync('java', ['-version']).status !== 0) {
      tell('Java 17 is not installed');
      return null;
    }
    const built = await build(tell);
    if (!built) return null;
    const classPath = [join(built, 'mongo-stand-in-1.jar'), join(built, 'lib', '*')].join(delimiter);
    // It ends with its standard input, so that it cannot outlive us even where we are killed.
    const child = spawn(
      'java',
      ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classPath, 'beckon.StandIn'],
      { stdio: ['pipe', 'pipe', 'ignore'] },
    );
    const release = endWithUs(child);
    const port = await new Promise<string>((resolve, reject) => {
      let said = '';
      child.once('error', reject);
      child.once('exit', (code) =>
        reject(new Error(`The MongoDB stand-in ended at its start (exit code ${code}).`)),
      );
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const port = /PORT (\d+)/.exec(said)?.[1];
        if (port) resolve(port);
      });
    });
    return {
      uri: `mongodb://127.0.0.1:${port}`,
      async stop() {
        await end(child);
        release();
      },
    };
  },
};

/** Builds it once for these sources; answers the folder, `null` where it cannot be built here. */
async function build(tell: (reason: string) => void): Promise<string | null> {
  const sources = ['pom.xml', 'src/main/java/beckon/StandIn.java'].map((file) =>
    readFileSync(join(SOURCE, file)),
  );
  const stamp = createHash('sha256').update(Buffer.concat(sources)).digest('hex').slice(0, 12);
  const folder = join(CACHE, `mongo-stand-in-${stamp}`);
  if (existsSync(folder)) return folder;
  if (spawnSync('mvn', ['--version'], { shell: process.platform === 'win32' }).status !== 0) {
    tell('Maven is not installed');
    return null;
  }
  console.log('MongoDB for tests: building the stand-in once …');
  await mkdir(CACHE, { recursive: true });
  // Built beside its place and moved there whole: several suites may begin at once.
  const draft = `${folder}-${process.pid}`;
  const maven = spawnSync('mvn', ['--batch-mode', '--quiet', `-DbuildFolder=${draft}`, 'package'], {
    cwd: SOURCE,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    timeout: 180_000,
  });
  if (maven.status !== 0) {
    await rm(draft, { recursive: true, force: true });
    tell(
      `Maven could not build it: ${
        `${maven.stdout}${maven.stderr}`
          .trim()
          .split('\n')
          .find((line) => line.includes('ERROR')) ??
        maven.error?.message ??
        'no reason given'
      }`,
    );
    return null;
  }
  try {
    await rename(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}
