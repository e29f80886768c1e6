import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Beckon, runBeckon, toEnd } from './harness/beckon';
import { freePortPair } from './harness/free-port';

const run = (args: string[], environment: Record<string, string>) => toEnd(runBeckon(args, environment));

describe('a start that cannot go on', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'beckon-start-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['BECKON_PORT', 'eighty'],
    ['BECKON_PUBLIC_URL', 'beckon.example.com'],
    ['BECKON_SEED', 'maybe'],
    ['BECKON_MONGODB_URI', 'localhost'],
    ['BECKON_TRUST_PROXY', 'all'],
    ['BECKON_ADMIN_EMAIL', 'ann'],
  ])('names %s when it is wrong', async (variable, value) => {
    const { code, output } = await run([], { BECKON_DATA: folder, [variable]: value });
    expect(code).toBe(1);
    expect(output.trim().split('\n')[0]).toMatch(new RegExp(`^BECKON_[A-Z_]+: .{20,}`));
    expect(output).toContain(variable);
    expect(output).not.toContain('    at ');
  });

  it('says in one line that the port is taken', async () => {
    const port = await freePortPair();
    const blocker = createServer().listen(port, '127.0.0.1');
    await once(blocker, 'listening');
    const { code, output } = await run([], { BECKON_DATA: folder, BECKON_PORT: String(port) });
    blocker.close();
    expect(code).toBe(1);
    expect(output.trim()).toMatch(new RegExp(`^Beckon: Port ${port} on 127.0.0.1 is taken .*BECKON_PORT.*$`));
  });

  it('says in one line that the database cannot be read', async () => {
    writeFileSync(
      join(folder, 'beckon.db'),
      'this is not a database, it is a letter to a friend '.repeat(40),
    );
    const { code, output } = await run([], {
      BECKON_DATA: folder,
      BECKON_PORT: String(await freePortPair()),
    });
    expect(code).toBe(1);
    expect(output.trim().split('\n')).toHaveLength(1);
    expect(output).toContain(join(folder, 'beckon.db'));
  });

  it('says in one line that the city file is no such file', async () => {
    writeFileSync(join(folder, 'city.mmdb'), 'no database');
    const { code, output } = await run([], {
      BECKON_DATA: folder,
      BECKON_GEO_MMDB: join(folder, 'city.mmdb'),
      BECKON_PORT: String(await freePortPair()),
    });
    expect(code).toBe(1);
    expect(output.trim().split('\n')).toHaveLength(1);
    expect(output).toContain('city.mmdb');
  });

  it('explains how the command is used', async () => {
    const { code, output } = await run(['dance'], { BECKON_DATA: folder });
    expect(code).toBe(2);
    expect(output).toContain('beckon reset-password EMAIL');
  });
});

describe('an installation without the demo', () => {
  it('prints a one-time set-up link, which makes the first administrator and then is used up; a password can be reset', async () => {
    const beckon = await Beckon.create({
      BECKON_SEED: 'none',
      BECKON_ADMIN_EMAIL: '',
      BECKON_ADMIN_PASSWORD: '',
    });
    try {
      const token = /\/setup\?token=(\S+)/.exec(beckon.output)?.[1] ?? '';
      const setUp = (email: string) =>
        fetch(`${beckon.url}/v1/admin/setup`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Origin: beckon.url },
          body: JSON.stringify({ token, name: 'Ann', email, password: 'a password of mine' }),
        });
      expect((await setUp('ann@example.com')).status).toBe(201);
      const again = await setUp('eve@example.com');
      expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([410, 'linkExpired']);

      const reset = await beckon.command(['reset-password', 'ann@example.com']);
      expect(reset.code).toBe(0);
      const password = /ann@example\.com: (\S+)/.exec(reset.output)?.[1];
      const signIn = (words: string | undefined) =>
        fetch(`${beckon.url}/v1/admin/session`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Origin: beckon.url },
          body: JSON.stringify({ email: 'ann@example.com', password: words }),
        });
      expect((await signIn('a password of mine')).status).toBe(401);
      expect((await signIn(password)).ok).toBe(true);
      expect((await beckon.command(['reset-password', 'nobody@example.com'])).code).toBe(1);
    } finally {
      await beckon.remove();
    }
  });
});
