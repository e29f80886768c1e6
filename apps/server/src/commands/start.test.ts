import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig } from '../config/environment';
import { start } from './start';

it('hears signals from the first moment of the start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'beckon-start-'));
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const read = readConfig({ BECKON_DATA: file, BECKON_LOG_LEVEL: 'error' }, folder);
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  const heard: string[] = [];
  const started = start(read.config, () => undefined, { once: (signal) => heard.push(signal) });
  expect(heard).toEqual(['SIGINT', 'SIGTERM']);
  await expect(started).rejects.toThrow();
  rmSync(folder, { recursive: true });
});
