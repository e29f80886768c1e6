import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePortPair } from './free-port';

const command = fileURLToPath(new URL('../../../apps/server/dist/cli.js', import.meta.url));

export const administrator = { email: 'ann@brewfictus.test', password: 'a password for the tests' };

/** The built `beckon` command in a process of its own, as an operator runs it, on data that goes away with `remove`. */
export class Beckon {
  private child: ChildProcess | null = null;
  /** All that the process printed since its last start. */
  output = '';

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly environment: Record<string, string>,
  ) {}

  /** A fresh installation, started. */
  static async create(environment: Record<string, string> = {}): Promise<Beckon> {
    const beckon = new Beckon(await freePortPair(), mkdtempSync(join(tmpdir(), 'beckon-e2e-')), environment);
    await beckon.start();
    return beckon;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get shopUrl(): string {
    return `http://127.0.0.1:${this.port + 1}`;
  }

  async start(): Promise<void> {
    this.output = '';
    const child = runBeckon([], this.variables);
    this.child = child;
    const note = (text: Buffer) => (this.output += text.toString());
    child.stdout?.on('data', note);
    child.stderr?.on('data', note);
    const died = new Promise<never>((_, reject) =>
      child.once('exit', (code) => reject(new Error(`beckon ended with ${code}:\n${this.output}`))),
    );
    died.catch(() => undefined);
    await Promise.race([this.ready(), died]);
  }

  private get variables(): Record<string, string> {
    return {
      BECKON_PORT: String(this.port),
      BECKON_DATA: this.folder,
      BECKON_ADMIN_EMAIL: administrator.email,
      BECKON_ADMIN_PASSWORD: administrator.password,
      ...this.environment,
    };
  }

  /** It prints its last line when all of it listens. */
  private async ready(): Promise<void> {
    while (!this.output.includes('Stop with Ctrl+C')) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  /** Runs a command on the same data, beside the running server. */
  command(args: string[]): Promise<Ended> {
    return toEnd(runBeckon(args, this.variables));
  }

  /** The password that was printed for an account of the demo. */
  printedPassword(email: string): string {
    const line = this.output.split('\n').find((text) => text.includes(email)) ?? '';
    const password = line.slice(line.indexOf(email) + email.length).match(/[a-z]+(?:-[a-z]+){3}/)?.[0];
    if (password === undefined) throw new Error(`No password of ${email} was printed:\n${this.output}`);
    return password;
  }

  /** Ends it with this signal and waits; answers the exit code (`null`: killed). */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const child = this.child;
    if (child === null || child.exitCode !== null || child.signalCode !== null)
      return child?.exitCode ?? null;
    const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(signal);
    return exit;
  }

  /** Ends it and takes its data away. */
  async remove(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** How a command ended, and all that it printed. */
export interface Ended {
  code: number | null;
  output: string;
}

/** Waits until a command has ended. */
export async function toEnd(child: ChildProcess): Promise<Ended> {
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text: Buffer) => (output += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

/** Runs the command with only these `BECKON_…` variables. */
export function runBeckon(args: string[], environment: Record<string, string>): ChildProcess {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('BECKON_'));
  return spawn(process.execPath, [command, ...args], {
    env: { ...Object.fromEntries(inherited), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
