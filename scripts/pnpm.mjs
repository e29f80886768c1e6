// Runs the one pnpm that this repository is built with: node scripts/pnpm.mjs ARGUMENTS…
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const PNPM = 'pnpm@12.21.0';

/** Runs pnpm with these arguments, in this terminal unless `options.stdio` says else, and answers its exit code. `onOutput` gets what a piped run printed. */
export function pnpm(args, { onOutput, ...options } = {}) {
  const { error, status, stdout, stderr } = spawnSync('npx', ['--yes', PNPM, ...args], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    maxBuffer: 1 << 28,
    ...options,
    env: {
      TURBO_TELEMETRY_DISABLED: '1',
      DO_NOT_TRACK: '1',
      npm_config_update_notifier: 'false',
      ...process.env,
      ...options.env,
    },
  });
  if (error) throw error;
  onOutput?.(`${stdout ?? ''}${stderr ?? ''}`);
  return status ?? 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(pnpm(process.argv.slice(2)));
