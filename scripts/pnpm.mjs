// Runs the one pnpm that this repository is built with: node scripts/pnpm.mjs ARGUMENTS…
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const PNPM = 'pnpm@12.21.0';

/** Runs pnpm with these arguments and this terminal; returns its exit code. */
export function pnpm(args, options = {}) {
  const { error, status, signal } = spawnSync('npx', ['--yes', PNPM, ...args], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    ...options,
    env: { TURBO_TELEMETRY_DISABLED: '1', npm_config_update_notifier: 'false', ...process.env, ...options.env },
  });
  if (error) throw error;
  return status ?? (signal ? 1 : 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(pnpm(process.argv.slice(2)));
