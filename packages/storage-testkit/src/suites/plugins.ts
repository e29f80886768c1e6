import { describe, expect, it } from 'vitest';
import { at, hostileTexts, newId, samplePluginSettings, textWithNul } from '../samples';
import { race, type StorageSetup, useStorage } from '../under-test';

/** What administrators set of plugins. */
export function pluginSuite(setup: StorageSetup): void {
  describe('plugins', () => {
    const connections = useStorage(setup);
    const plugins = () => connections.first.plugins;

    it('keeps settings whole, first and later, and lists them by name', async () => {
      const [b, a] = [
        samplePluginSettings({ name: 'b-plugin' }),
        samplePluginSettings({ name: 'a-plugin', options: {} }),
      ];
      expect(await plugins().save(b, 0)).toEqual({ ok: true, value: { ...b, revision: 1 } });
      expect(await plugins().save({ ...a, revision: 77 }, 0)).toEqual({
        ok: true,
        value: { ...a, revision: 1 },
      });
      expect(await connections.second.plugins.get(b.name)).toEqual({ ...b, revision: 1 });
      expect(await plugins().save({ ...b, options: { x: [] }, updatedAt: at(5) }, 1)).toEqual({
        ok: true,
        value: { name: b.name, options: { x: [] }, updatedAt: at(5), revision: 2 },
      });
      expect(await plugins().list()).toEqual([
        { ...a, revision: 1 },
        { name: b.name, options: { x: [] }, updatedAt: at(5), revision: 2 },
      ]);
    });

    it('answers null for what is not there, whatever the text', async () => {
      for (const text of [newId(), textWithNul, ...hostileTexts])
        expect(await plugins().get(text)).toBeNull();
    });

    it('refuses a save of another revision, showing the present one, and of what is not there', async () => {
      const settings = samplePluginSettings();
      expect(await plugins().save(settings, 1)).toEqual({ ok: false, reason: 'notFound' });
      await plugins().save(settings, 0);
      for (const expected of [0, 2])
        expect(await plugins().save({ ...settings, options: {} }, expected)).toEqual({
          ok: false,
          reason: 'stale',
          current: { ...settings, revision: 1 },
        });
    });

    it.each([0, 1])('lets one of many saves of revision %i win', async (revision) => {
      const settings = samplePluginSettings();
      if (revision === 1) await plugins().save(settings, 0);
      const outcomes = await race(connections, 20, (storage, writer) =>
        storage.plugins.save({ ...settings, options: { writer } }, revision),
      );
      const winners = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
      expect(winners).toHaveLength(1);
      expect(await plugins().get(settings.name)).toEqual(winners[0]);
      expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === 'stale')).toHaveLength(19);
    });

    it('keeps any text whole, in keys too, and hands out fresh copies', async () => {
      const options = Object.fromEntries(hostileTexts.map((text) => [text, text]));
      const settings = samplePluginSettings({ options });
      const saved = await plugins().save(settings, 0);
      if (saved.ok) saved.value.options['$where'] = 'changed';
      const read = await plugins().get(settings.name);
      expect(read).toEqual({ ...settings, revision: 1 });
      if (read) read.options['$where'] = 'changed';
      expect(await plugins().get(settings.name)).toEqual({ ...settings, revision: 1 });
    });

    it('refuses NUL clearly, writing nothing', async () => {
      const settings = samplePluginSettings({ options: { key: textWithNul } });
      await expect(plugins().save(settings, 0)).rejects.toThrow('plugin/options/key holds a NUL character');
      expect(await plugins().get(settings.name)).toBeNull();
    });
  });
}
