import { StorageError } from '@beckon/domain';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { main } from './cli';

const said: string[] = [];

class Exit extends Error {
  constructor(readonly code: unknown) {
    super(`exit ${String(code)}`);
  }
}

beforeEach(() => {
  said.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(`! ${line}`));
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Exit(code);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const exitCode = async (args: string[]) => {
  const exited = main(args).then(
    () => undefined,
    (error: unknown) => (error instanceof Exit ? error.code : error),
  );
  return exited;
};

it.each([['--help'], ['help'], ['--version']])(
  'beckon %s answers whatever the environment holds',
  async (arg) => {
    vi.stubEnv('BECKON_PORT', 'nonsense');
    expect(await exitCode([arg])).toBe(0);
    expect(said.join('\n')).toMatch(arg === '--version' ? /^\d+\.\d+\.\d+/ : /^Usage:\n.*beckon/s);
  },
);

it.each([[['nonsense']], [['reset-password']], [['start', 'now']], [['reset-password', 'a@b.example', 'c']]])(
  'beckon %j is no command: the usage, and exit code 2',
  async (args) => {
    expect(await exitCode(args)).toBe(2);
    expect(said.join('\n')).toMatch(/^! Usage:/);
  },
);

it('names every variable that is wrong, a line each, and exits with 1', async () => {
  vi.stubEnv('BECKON_PORT', 'nonsense');
  vi.stubEnv('BECKON_SEED', 'tea');
  expect(await exitCode([])).toBe(1);
  expect(said).toEqual([
    expect.stringMatching(/^! BECKON_PORT: .*nonsense/),
    expect.stringMatching(/^! BECKON_SEED: .*tea/),
  ]);
});

it('tells what the database says of itself in one line', async () => {
  const start = await import('./commands/start');
  vi.spyOn(start, 'start').mockRejectedValue(new StorageError('The disk is full.', { cause: undefined }));
  expect(await exitCode([])).toBe(1);
  expect(said).toEqual(['! Beckon: The disk is full.']);
});
