import { readdir, stat } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildForTest } from './testing/chromium';

const KB = 1000;
/**
 * Bytes after brotli, as a visitor downloads them, as the design asks; 2 kB of them are the engine.
 */
const budgets = { loader: 2 * KB, beforeOpening: 8 * KB, withMessenger: 16 * KB };

describe('what visitors download', () => {
  const size: Record<string, number> = {};
  beforeAll(async () => {
    const folder = await buildForTest();
    const weigh = async (path: string): Promise<number> => (await stat(`${folder}/${path}`)).size;
    size['loader'] = await weigh('beckon.js.br');
    for (const file of await readdir(`${folder}/widget`))
      if (file.endsWith('.br')) size[file.replace(/-.*/, '')] = await weigh(`widget/${file}`);
  }, 60_000);
  const sum = (...parts: string[]): number => parts.reduce((total, part) => total + (size[part] ?? NaN), 0);

  it(`the loader is at most ${budgets.loader} bytes`, () =>
    expect(sum('loader')).toBeLessThanOrEqual(budgets.loader));
  it(`all that runs before something is opened is at most ${budgets.beforeOpening} bytes`, () =>
    expect(sum('loader', 'runtime')).toBeLessThanOrEqual(budgets.beforeOpening));
  it(`with the messenger open it is at most ${budgets.withMessenger} bytes`, () =>
    expect(sum('loader', 'runtime', 'door', 'linkify', 'messenger', 'correspondence')).toBeLessThanOrEqual(
      budgets.withMessenger,
    ));
});
