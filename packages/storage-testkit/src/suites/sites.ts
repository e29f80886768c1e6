import { type Site, StorageError } from '@beckon/domain';
import { describe, expect, it } from 'vitest';
import { at, hostileTexts, newId, sampleSite, textWithNul } from '../samples';
import { race, type StorageSetup, useStorage } from '../under-test';

export function siteSuite(setup: StorageSetup): void {
  describe('sites', () => {
    const connections = useStorage(setup);
    const sites = () => connections.first.sites;
    async function inserted(parts: Partial<Site> = {}): Promise<Site> {
      const site = sampleSite(parts);
      expect(await sites().insert(site)).toEqual({ ok: true, value: site });
      return site;
    }

    it('gives back what was put in, by id and by key', async () => {
      const site = await inserted({
        firstSeenAt: at(1),
        lastSeenAt: at(2),
        lastSeenOrigin: 'https://shop.example',
        origins: [],
      });
      expect(await sites().get(site.id)).toEqual(site);
      expect(await sites().getByKey(site.key)).toEqual(site);
    });

    it('answers null for what is not there, whatever the text', async () => {
      for (const text of [newId(), textWithNul, ...hostileTexts]) {
        expect(await sites().get(text)).toBeNull();
        expect(await sites().getByKey(text)).toBeNull();
      }
    });

    it('finds nothing by text that only begins as what is there', async () => {
      const site = await inserted();
      for (const more of ['\0', textWithNul, '\0x', ' ', '\u0001']) {
        expect(await sites().get(`${site.id}${more}`)).toBeNull();
        expect(await sites().getByKey(`${site.key}${more}`)).toBeNull();
        expect(
          await sites().save({ ...site, id: `${site.id}${more.replaceAll('\0', '\u0002')}` }, 1),
        ).toEqual({ ok: false, reason: 'notFound' });
      }
    });

    it('refuses a taken key and a taken id by name', async () => {
      const site = await inserted();
      expect(await sites().insert(sampleSite({ key: site.key }))).toEqual({
        ok: false,
        reason: 'conflict',
        field: 'key',
      });
      expect(await sites().insert(sampleSite({ id: site.id }))).toEqual({
        ok: false,
        reason: 'conflict',
        field: 'id',
      });
      expect(await sites().get(site.id)).toEqual(site);
    });

    it('lets one of many inserts of a key win', async () => {
      const key = newId();
      const outcomes = await race(connections, 20, (storage) => storage.sites.insert(sampleSite({ key })));
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    });

    it('hands out fresh copies', async () => {
      const site = sampleSite();
      const outcome = await sites().insert(site);
      site.origins.push('https://mine.example');
      site.settings.accent = '#000000';
      site.createdAt.setTime(0);
      if (outcome.ok) outcome.value.origins.push('https://answer.example');
      const read = await sites().get(site.id);
      expect(read).toMatchObject({
        origins: sampleSite().origins,
        createdAt: at(0),
        settings: { accent: sampleSite().settings.accent },
      });
      read?.origins.push('https://read.example');
      expect((await sites().get(site.id))?.origins).toEqual(sampleSite().origins);
    });

    it('lists by name, case ignored, then id', async () => {
      const mine = [
        await inserted({ name: 'Ähre' }),
        await inserted({ name: 'b' }),
        await inserted({ name: 'A' }),
        await inserted({ name: 'B' }),
        await inserted({ name: 'a' }),
      ];
      const [ae, b, a, upperB, secondA] = mine;
      const ids = (await sites().list())
        .map(({ id }) => id)
        .filter((id) => mine.some((site) => site.id === id));
      expect(ids).toEqual([a?.id, secondA?.id, b?.id, upperB?.id, ae?.id]);
    });

    it('saves name, origins, settings and facts and makes the revision one more; the rest stays', async () => {
      const site = await inserted();
      const change = {
        ...site,
        name: 'Brew',
        origins: [],
        settings: { ...site.settings, launcher: false, visitMaxHours: 3 },
        facts: [{ name: 'plan', label: 'Plan', type: 'text' as const }],
      };
      const saved = await sites().save(
        {
          ...change,
          key: newId(),
          createdAt: at(99),
          firstSeenAt: at(1),
          lastSeenAt: at(1),
          lastSeenOrigin: 'x',
          revision: 77,
        },
        1,
      );
      expect(saved).toEqual({ ok: true, value: { ...change, revision: 2 } });
      expect(await sites().get(site.id)).toEqual({ ...change, revision: 2 });
    });

    it('refuses a save of another revision, showing the present one, and of what is not there', async () => {
      const site = await inserted();
      await sites().save({ ...site, name: 'First' }, 1);
      for (const expected of [0, 1, 3]) {
        expect(await sites().save({ ...site, name: 'Late' }, expected)).toEqual({
          ok: false,
          reason: 'stale',
          current: { ...site, name: 'First', revision: 2 },
        });
      }
      expect(await sites().save(sampleSite(), 1)).toEqual({ ok: false, reason: 'notFound' });
    });

    it('lets one of many saves of one revision win', async () => {
      const site = await inserted();
      const outcomes = await race(connections, 30, (storage, index) =>
        storage.sites.save({ ...site, name: `Writer ${index}` }, 1),
      );
      const winners = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
      expect(winners).toHaveLength(1);
      expect(await sites().get(site.id)).toEqual(winners[0]);
      expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === 'stale')).toHaveLength(29);
    });

    it('notes when a widget was heard from: never a later first, never an earlier last, no new revision', async () => {
      const site = await inserted();
      await sites().seen(site.id, 'https://two.example', at(200));
      await sites().seen(site.id, 'https://one.example', at(100));
      expect(await sites().get(site.id)).toEqual({
        ...site,
        firstSeenAt: at(100),
        lastSeenAt: at(200),
        lastSeenOrigin: 'https://two.example',
      });
      await sites().seen(site.id, 'https://three.example', at(300));
      expect(await sites().get(site.id)).toEqual({
        ...site,
        firstSeenAt: at(100),
        lastSeenAt: at(300),
        lastSeenOrigin: 'https://three.example',
      });
      await sites().seen(newId(), 'https://three.example', at(300));
    });

    it('keeps any text whole', async () => {
      for (const text of hostileTexts) {
        const site = await inserted({
          name: text,
          origins: [text, text],
          settings: { ...sampleSite().settings, greeting: text },
        });
        expect(await sites().get(site.id)).toEqual(site);
      }
    });

    it('refuses NUL clearly, writing nothing', async () => {
      const site = sampleSite({ origins: ['https://shop.example', textWithNul] });
      await expect(sites().insert(site)).rejects.toThrow(StorageError);
      await expect(sites().insert(site)).rejects.toThrow('site/origins/1 holds a NUL character');
      expect(await sites().get(site.id)).toBeNull();
    });

    it('makes half a surrogate pair U+FFFD', async () => {
      const site = sampleSite({ name: 'a\ud83db', origins: ['\udc00'] });
      expect(await sites().insert(site)).toMatchObject({
        ok: true,
        value: { name: 'a\uFFFDb', origins: ['\uFFFD'] },
      });
      expect(await sites().get(site.id)).toMatchObject({ name: 'a\uFFFDb', origins: ['\uFFFD'] });
    });

    it('keeps dates to the millisecond, far and near', async () => {
      for (const moment of [
        0, 1, -1, 951_782_400_001, 4_102_444_799_999, -62_135_596_800_000, 8_640_000_000_000_000,
      ]) {
        const site = await inserted({ createdAt: new Date(moment), firstSeenAt: new Date(moment) });
        expect((await sites().get(site.id))?.createdAt.getTime()).toBe(moment);
        expect((await sites().get(site.id))?.firstSeenAt?.getTime()).toBe(moment);
      }
    });

    it('refuses a date that is none', async () => {
      await expect(sites().insert(sampleSite({ createdAt: new Date(Number.NaN) }))).rejects.toThrow(
        'site/createdAt is not a date',
      );
    });
  });
}
