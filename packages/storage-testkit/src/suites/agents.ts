import { describe, expect, it } from 'vitest';
import { at, hostileTexts, newId, sampleAgent, textWithNul } from '../samples';
import { race, type StorageSetup, useStorage } from '../under-test';

export function agentSuite(setup: StorageSetup): void {
  describe('agents', () => {
    const connections = useStorage(setup);
    const agents = () => connections.first.agents;

    it('gives back what was put in, by id and by e-mail address', async () => {
      for (const agent of [
        sampleAgent(),
        sampleAgent({ passwordHash: null, primaryTeamId: null, teamIds: [], roles: [], enabled: false }),
      ]) {
        expect(await agents().insert(agent)).toEqual({ ok: true, value: agent });
        expect(await agents().get(agent.id)).toEqual(agent);
        expect(await agents().getByEmail(agent.email)).toEqual(agent);
      }
    });

    it('answers null for what is not there, whatever the text', async () => {
      for (const text of [newId(), textWithNul, ...hostileTexts]) {
        expect(await agents().get(text)).toBeNull();
        expect(await agents().getByEmail(text)).toBeNull();
      }
    });

    it('finds nobody by an address that only begins as theirs', async () => {
      const agent = sampleAgent();
      await agents().insert(agent);
      for (const more of ['\0', '\0x', ' '])
        expect(await agents().getByEmail(`${agent.email}${more}`)).toBeNull();
    });

    it('refuses a taken e-mail address and a taken id by name', async () => {
      const agent = sampleAgent();
      await agents().insert(agent);
      expect(await agents().insert(sampleAgent({ email: agent.email }))).toEqual({
        ok: false,
        reason: 'conflict',
        field: 'email',
      });
      expect(await agents().insert(sampleAgent({ id: agent.id }))).toEqual({
        ok: false,
        reason: 'conflict',
        field: 'id',
      });
    });

    it('lets one of many inserts of an e-mail address win', async () => {
      const email = `${newId()}@brewfictus.test`;
      const outcomes = await race(connections, 20, (storage) =>
        storage.agents.insert(sampleAgent({ email })),
      );
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    });

    it('lists by name, case ignored, then id', async () => {
      const mine = ['zoe', 'Ada', 'ada', 'Bob'].map((name) => sampleAgent({ name }));
      for (const agent of [...mine].reverse()) await agents().insert(agent);
      const listed = (await agents().list()).filter(({ id }) => mine.some((agent) => agent.id === id));
      expect(listed.map(({ name }) => name)).toEqual(['Ada', 'ada', 'Bob', 'zoe']);
    });

    it('saves all but id and createdAt and makes the revision one more', async () => {
      const agent = sampleAgent();
      await agents().insert(agent);
      const change = {
        ...sampleAgent({
          name: 'Grace',
          roles: ['agent'],
          enabled: false,
          passwordHash: null,
          primaryTeamId: null,
        }),
        id: agent.id,
      };
      const expected = { ...change, createdAt: agent.createdAt, revision: 2 };
      expect(await agents().save({ ...change, createdAt: at(7), revision: 7 }, 1)).toEqual({
        ok: true,
        value: expected,
      });
      expect(await agents().get(agent.id)).toEqual(expected);
      expect(await agents().getByEmail(agent.email)).toBeNull();
    });

    it('refuses a save with the e-mail address of another agent, changing nothing; an own one may stay', async () => {
      const [agent, other] = [sampleAgent(), sampleAgent()];
      await agents().insert(agent);
      await agents().insert(other);
      expect(await agents().save({ ...agent, email: other.email, name: 'Thief' }, 1)).toEqual({
        ok: false,
        reason: 'conflict',
        field: 'email',
      });
      expect(await agents().get(agent.id)).toEqual(agent);
      expect(await agents().save({ ...agent, name: 'Same address' }, 1)).toMatchObject({ ok: true });
    });

    it('refuses a save of another revision, showing the present one, and of what is not there', async () => {
      const agent = sampleAgent();
      await agents().insert(agent);
      expect(await agents().save({ ...agent, name: 'Late' }, 2)).toEqual({
        ok: false,
        reason: 'stale',
        current: agent,
      });
      expect(await agents().save(sampleAgent(), 1)).toEqual({ ok: false, reason: 'notFound' });
    });

    it('lets one of many saves of one revision win, and one of many that want one address', async () => {
      const agent = sampleAgent();
      await agents().insert(agent);
      const outcomes = await race(connections, 30, (storage, index) =>
        storage.agents.save({ ...agent, name: `Writer ${index}` }, 1),
      );
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);

      const many = Array.from({ length: 10 }, () => sampleAgent());
      for (const one of many) await agents().insert(one);
      const email = `${newId()}@brewfictus.test`;
      const moves = await Promise.all(
        many.map((one, index) => connections.turn(index).agents.save({ ...one, email }, 1)),
      );
      expect(moves.filter(({ ok }) => ok)).toHaveLength(1);
      expect(moves.filter((move) => !move.ok && move.reason === 'conflict')).toHaveLength(9);
    });

    it('keeps any text whole', async () => {
      for (const text of hostileTexts) {
        const agent = sampleAgent({ name: text, passwordHash: text, teamIds: [text] });
        await agents().insert(agent);
        expect(await agents().get(agent.id)).toEqual(agent);
      }
    });
  });
}
