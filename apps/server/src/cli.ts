#!/usr/bin/env node
/**
 * The `beckon` command: reads the environment, and starts the platform or does one job on its data.
 *
 * @module
 */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { StorageError } from '@beckon/domain';
import { version } from '../package.json';
import { resetPassword } from './commands/reset-password';
import { start } from './commands/start';
import { StartError } from './composition/start-error';
import { type Config, readConfig } from './config/environment';

const usage = `Usage:
  beckon                        start the server
  beckon reset-password EMAIL   give an agent a new password and print it
  beckon --version              print the version
  beckon --help                 print this

Settings are read from BECKON_… variables; the README lists them.`;

/** Runs one command. Sets the exit code; what the operator can mend is one line on standard error. */
export async function main(args: string[]): Promise<void> {
  const print = (line: string) => console.log(line);
  const work = jobOf(args, print);
  if (work === null) {
    console.error(usage);
    process.exit(2);
  }
  const config = typeof work === 'string' ? null : readConfig(process.env, process.cwd());
  if (config?.ok === false) {
    for (const { variable, message } of config.issues) console.error(`${variable}: ${message}`);
    process.exit(1);
  }
  // Node ends a process that waits for nothing but a promise, without a word: a plugin that never comes to an end is to be named.
  setInterval(() => undefined, 60_000);
  try {
    if (typeof work === 'string') print(work);
    else if (config !== null) await work(config.config);
  } catch (error) {
    // What the database says of itself is one line too: a full disk, a server that went away.
    const isForOperators = error instanceof StartError || error instanceof StorageError;
    console.error(isForOperators ? `Beckon: ${error.message}` : error);
    process.exit(1);
  }
  process.exit(0);
}

/** What the arguments ask for: a text to print, or a job that takes the settings; `null`: there is no such command. */
function jobOf(
  args: string[],
  print: (line: string) => void,
): string | ((config: Config) => Promise<void>) | null {
  const [command = 'start', email, ...rest] = args;
  if (email === undefined) {
    if (command === 'start') return (config) => start(config, print, process);
    if (['help', '--help', '-h'].includes(command)) return usage;
    if (['version', '--version', '-v'].includes(command)) return version;
  } else if (command === 'reset-password' && rest.length === 0)
    return (config) => resetPassword(config, email, print);
  return null;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  await main(process.argv.slice(2));
