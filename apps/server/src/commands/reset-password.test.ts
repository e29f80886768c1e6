import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openCore } from '../composition/core';
import { readConfig, type Config } from '../config/environment';
import { seedAdministrator } from '../seed/seed';
import { resetPassword } from './reset-password';

const ann = { email: 'ann@example.com', password: 'a long password' };
let folder: string;
let config: Config;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beckon-reset-'));
  const read = readConfig({ BECKON_DATA: folder, BECKON_LOG_LEVEL: 'error' }, folder);
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  config = read.config;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('gives a new password beside a running server, and ends all sessions', async () => {
  const core = await openCore(config);
  try {
    await seedAdministrator(core.domain, ann);
    const before = await core.domain.session.signIn(ann);
    const printed: string[] = [];
    await resetPassword(config, ' ANN@example.com', (line) => printed.push(line));
    const password = /: (\S+)$/.exec(printed[0] ?? '')?.[1] ?? '';
    expect((await core.domain.session.signIn(ann)).ok).toBe(false);
    expect((await core.domain.session.signIn({ ...ann, password })).ok).toBe(true);
    expect(before.ok && (await core.domain.session.authenticate(before.value.token)).ok).toBe(false);
  } finally {
    await core.close();
  }
}, 30_000);

it('does so although a plugin is broken', async () => {
  const core = await openCore(config);
  await seedAdministrator(core.domain, ann);
  await core.close();
  const configFile = join(folder, 'broken.mjs');
  writeFileSync(configFile, 'throw new Error("boo");');
  const printed: string[] = [];
  await resetPassword({ ...config, configFile }, ann.email, (line) => printed.push(line));
  expect(printed).toHaveLength(2);
}, 30_000);

it('says that there is no such agent', async () => {
  await expect(resetPassword(config, 'nobody@example.com', () => {})).rejects.toThrow(/no such agent/);
}, 30_000);
