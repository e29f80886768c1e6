import { describeStorage } from '@beckon/storage-testkit';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStorage } from './storage';

describeStorage('sqlite', {
  async create() {
    const folder = mkdtempSync(join(tmpdir(), 'beckon-sqlite-'));
    const file = join(folder, 'new', 'beckon.db');
    const storage = await openSqliteStorage({ file });
    return {
      storage,
      second: () => openSqliteStorage({ file }),
      async close() {
        await storage.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
});
