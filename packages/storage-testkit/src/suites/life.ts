import { StorageError } from '@beckon/domain';
import { describe, expect, it } from 'vitest';
import { sampleSite } from '../samples';
import { type StorageSetup, useStorage } from '../under-test';

/** Opening, migrating, health, closing. */
export function lifeSuite(setup: StorageSetup): void {
  describe('life', () => {
    const connections = useStorage(setup);

    it('keeps everything through a second and a third migration', async () => {
      const site = sampleSite();
      await connections.first.sites.insert(site);
      await connections.first.migrate();
      await connections.second.migrate();
      expect(await connections.first.sites.get(site.id)).toEqual(site);
    });

    it('migrates an empty store from two connections at once', async () => {
      const { storage, second, close } = await setup.create();
      const other = await second();
      await Promise.all([storage.migrate(), other.migrate(), storage.migrate(), other.migrate()]);
      const site = sampleSite();
      expect(await other.sites.insert(site)).toMatchObject({ ok: true });
      expect(await storage.sites.get(site.id)).toEqual(site);
      await other.close();
      await close();
    });

    it('shows at once to another connection what was written', async () => {
      const site = sampleSite();
      await connections.first.sites.insert(site);
      expect(await connections.second.sites.get(site.id)).toEqual(site);
    });

    it('is healthy while it is open, and says so by StorageError when it is not', async () => {
      const { storage, second, close } = await setup.create();
      await storage.migrate();
      const other = await second();
      await other.health();
      await other.close();
      await expect(other.health()).rejects.toBeInstanceOf(StorageError);
      await expect(other.sites.list()).rejects.toBeInstanceOf(StorageError);
      await storage.health();
      await close();
    });

    it('can be closed twice', async () => {
      const { second, close } = await setup.create();
      const other = await second();
      await other.close();
      await other.close();
      await close();
    });
  });
}
