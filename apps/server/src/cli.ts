#!/usr/bin/env node
/**
 * The `beckon` command: reads the environment, and starts the platform or does one job on its data.
 *
 * @module
 */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resetPassword } from './commands/reset-password';
import { start } from './commands/start';
import { StartError } from './composition/start-error';
import { readConfig } from './config/environment';

const usage = `Usage:
  beckon                        start the server
  beckon reset-password EMAIL   give an agent a new password and print it

Settings are read from BECKON_… variables; the README lists them.`;

/** Runs one command. Sets the exit code; what the operator can mend is one line on standard error. */
export async function main(args: string[]): Promise<void> {
  const config = readConfig(process.env, process.cwd());
  if (!config.ok) {
    for (const { variable, message } of config.issues) console.error(`${variable}: ${message}`);
    process.exit(1);
  }
  const print = (line: string) => console.log(line);
  try {
    const [command = 'start', email, ...rest] = args;
    if (command === 'start' && email === undefined) await start(config.config, print, process);
    else if (command === 'reset-password' && email !== undefined && rest.length === 0)
      await resetPassword(config.config, email, print);
    else {
      console.error(usage);
      process.exit(command === 'help' || command === '--help' ? 0 : 2);
    }
    process.exit(0);
  } catch (error) {
    console.error(error instanceof StartError ? `Beckon: ${error.message}` : error);
    process.exit(1);
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  await main(process.argv.slice(2));
