import { describe, expect, it } from 'vitest';
import { at, hostileTexts, newId, sampleTeam, textWithNul } from '../samples';
import { race, type StorageSetup, useStorage } from '../under-test';

export function teamSuite(setup: StorageSetup): void {
  describe('teams', () => {
    const connections = useStorage(setup);
    const teams = () => connections.first.teams;

    it('gives back what was put in, with and without hours', async () => {
      for (const team of [
        sampleTeam(),
        sampleTeam({ hours: null }),
        sampleTeam({ hours: { zone: 'UTC', week: [], exceptions: [] } }),
      ]) {
        expect(await teams().insert(team)).toEqual({ ok: true, value: team });
        expect(await teams().get(team.id)).toEqual(team);
      }
    });

    it('answers null for what is not there', async () => {
      for (const text of [newId(), textWithNul, ...hostileTexts]) expect(await teams().get(text)).toBeNull();
    });

    it('refuses a taken id by name', async () => {
      const team = sampleTeam();
      await teams().insert(team);
      expect(await teams().insert(sampleTeam({ id: team.id, name: 'Other' }))).toEqual({
        ok: false,
        reason: 'conflict',
        field: 'id',
      });
      expect(await teams().get(team.id)).toEqual(team);
    });

    it('lists by name, case ignored, then id', async () => {
      const names = ['support', 'Sales', 'sales', 'Ångström', '', '😀', '\uFFEE'];
      const mine = names.map((name) => sampleTeam({ name }));
      for (const team of [...mine].reverse()) await teams().insert(team);
      const listed = (await teams().list()).filter(({ id }) => mine.some((team) => team.id === id));
      expect(listed.map(({ name }) => name)).toEqual([
        '',
        'Sales',
        'sales',
        'support',
        'Ångström',
        '😀',
        '\uFFEE',
      ]);
    });

    it('saves name and hours and makes the revision one more; the rest stays', async () => {
      const team = sampleTeam();
      await teams().insert(team);
      const saved = await teams().save(
        { ...team, name: 'Sales EMEA', hours: null, createdAt: at(9), revision: 9 },
        1,
      );
      expect(saved).toEqual({ ok: true, value: { ...team, name: 'Sales EMEA', hours: null, revision: 2 } });
      expect(await teams().get(team.id)).toEqual({ ...team, name: 'Sales EMEA', hours: null, revision: 2 });
      expect(await teams().save({ ...team, name: 'Again' }, 2)).toEqual({
        ok: true,
        value: { ...team, name: 'Again', revision: 3 },
      });
    });

    it('refuses a save of another revision, showing the present one, and of what is not there', async () => {
      const team = sampleTeam();
      await teams().insert(team);
      expect(await teams().save({ ...team, name: 'Late' }, 2)).toEqual({
        ok: false,
        reason: 'stale',
        current: team,
      });
      expect(await teams().save(sampleTeam(), 1)).toEqual({ ok: false, reason: 'notFound' });
    });

    it('lets one of many saves of one revision win', async () => {
      const team = sampleTeam();
      await teams().insert(team);
      const outcomes = await race(connections, 30, (storage, index) =>
        storage.teams.save({ ...team, name: `Writer ${index}` }, 1),
      );
      const winners = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
      expect(winners).toHaveLength(1);
      expect(await teams().get(team.id)).toEqual(winners[0]);
    });

    it('keeps any text whole', async () => {
      for (const text of hostileTexts) {
        const team = sampleTeam({
          name: text,
          hours: { zone: text, week: [], exceptions: [{ date: '2026-01-01', name: text, intervals: [] }] },
        });
        await teams().insert(team);
        expect(await teams().get(team.id)).toEqual(team);
      }
    });
  });
}
