import { type Conversation, type Storage } from '@beckon/domain';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStorage } from './storage';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, '.cache', `processes-${process.pid}`);
const folder = mkdtempSync(join(tmpdir(), 'beckon-sqlite-'));

beforeAll(async () => {
  await build({
    config: false,
    entry: { fixture: join(root, 'src/processes.fixture.ts') },
    outDir: built,
    format: 'esm',
    target: 'node20',
    platform: 'node',
    silent: true,
    dts: false,
    tsconfig: join(root, 'tsconfig.json'),
    noExternal: [/^@beckon\//],
    external: ['libsql'],
    esbuildOptions: (options) => {
      options.conditions = ['@beckon/source'];
    },
  });
}, 60_000);
afterAll(() => {
  rmSync(built, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

interface Line {
  ready?: true;
  round?: number;
  claimed?: boolean;
  appended?: boolean;
  saved?: boolean;
}

/** A process at work on the file, and what it has said so far. */
interface Worker {
  child: ChildProcess;
  lines: Line[];
  ready: Promise<void>;
  ended: Promise<unknown>;
}

function work(
  file: string,
  name: string,
  rounds: number,
  heard: (line: Line) => void = () => undefined,
): Worker {
  const child = spawn(process.execPath, [join(built, 'fixture.js'), file, name, String(rounds)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: Line[] = [];
  const reader = createInterface({ input: child.stdout });
  const ready = new Promise<void>((resolve, reject) => {
    reader.on('line', (text) => {
      const line = JSON.parse(text) as Line;
      if (line.ready) return resolve();
      lines.push(line);
      heard(line);
    });
    child.once('exit', (code) =>
      reject(new Error(`The process ended before it was ready (exit code ${code}).`)),
    );
  });
  return { child, lines, ready, ended: Promise.all([once(child, 'exit'), once(reader, 'close')]) };
}

async function prepared(name: string): Promise<{ file: string; storage: Storage }> {
  const file = join(folder, `${name}.db`);
  const storage = await openSqliteStorage({ file });
  await storage.migrate();
  const at = new Date(0);
  await storage.teams.insert({ id: 'team', name: '', hours: null, revision: 1, createdAt: at });
  const conversation: Conversation = {
    id: 'conversation',
    siteId: 'site',
    visitorId: 'visitor',
    visitId: 'visit',
    engagementId: null,
    ruleId: null,
    startKey: 'start',
    status: 'open',
    assignedTeamId: null,
    assignedAgentId: null,
    messages: [
      { id: 'm', author: { kind: 'visitor' }, text: 'Hi', sentAt: at, proactive: false, key: 'first' },
    ],
    visitorReadCount: 0,
    pageUrl: '/',
    createdAt: at,
    lastMessageAt: at,
    revision: 1,
    unsentEvents: [],
  };
  await storage.conversations.insert(conversation);
  return { file, storage };
}

describe('several processes on one file', () => {
  it(
    'are exact together: every append once, one claim a visit, every rule in order, every guarded save counted',
    { timeout: 60_000 },
    async () => {
      const ROUNDS = 40;
      const { file, storage } = await prepared('together');
      const workers = ['a', 'b', 'c'].map((name) => work(file, name, ROUNDS));
      await Promise.all(workers.map(({ ready }) => ready));
      for (const { child } of workers) child.stdin?.write('go\n');
      await Promise.all(workers.map(({ ended }) => ended));
      const said = workers.flatMap(({ lines }) => lines);
      expect(said).toHaveLength(3 * ROUNDS);
      expect(said.every(({ appended }) => appended)).toBe(true);

      const conversation = await storage.conversations.get('conversation');
      expect(new Set(conversation?.messages.map(({ key }) => key)).size).toBe(3 * ROUNDS + 1);
      expect(conversation).toMatchObject({ revision: 3 * ROUNDS + 1, messages: { length: 3 * ROUNDS + 1 } });
      for (let round = 0; round < ROUNDS; round += 1) {
        expect(said.filter((line) => line.round === round && line.claimed)).toHaveLength(1);
        expect(await storage.engagements.listByVisit(`visit-${round}`)).toHaveLength(1);
      }
      const list = await storage.rules.list('site');
      expect(list.revision).toBe(3 * ROUNDS);
      expect(new Set(list.rules.map(({ id }) => id)).size).toBe(3 * ROUNDS);
      const saved = said.filter(({ saved }) => saved).length;
      expect((await storage.teams.get('team'))?.revision).toBe(1 + saved);
      await storage.close();
    },
  );

  it('keep what was acknowledged when one is killed in its middle', { timeout: 60_000 }, async () => {
    const { file, storage } = await prepared('killed');
    const worker = work(file, 'victim', 100_000, ({ round }) => {
      if (round === 25) worker.child.kill('SIGKILL');
    });
    await worker.ready;
    worker.child.stdin?.write('go\n');
    await worker.ended;
    const rounds = worker.lines.map(({ round }) => round);
    expect(rounds.length).toBeGreaterThan(25);

    const conversation = await storage.conversations.get('conversation');
    const keys = new Set(conversation?.messages.map(({ key }) => key));
    const list = await storage.rules.list('site');
    for (const round of rounds) {
      expect(keys).toContain(`victim-${round}`);
      expect(list.rules.map(({ id }) => id)).toContain(`victim-${round}`);
      expect(await storage.engagements.get(`victim-${round}`)).not.toBeNull();
    }
    expect(conversation?.messages).toHaveLength(conversation?.revision ?? 0);
    expect(list.revision).toBe(list.rules.length);
    // And the next one can work.
    expect(
      await storage.rules.insert({ ...(list.rules[0] ?? (undefined as never)), id: 'after' }),
    ).toMatchObject({ ok: true });
    await storage.close();
  });
});
