import { type Rule, type RuleList } from '@beckon/domain';
import { describe, expect, it } from 'vitest';
import { at, hostileTexts, newId, sampleRule, textWithNul } from '../samples';
import { race, type StorageSetup, useStorage } from '../under-test';

export function ruleSuite(setup: StorageSetup): void {
  describe('rules', () => {
    const connections = useStorage(setup);
    const rules = () => connections.first.rules;
    const idsOf = (list: RuleList) => list.rules.map(({ id }) => id);

    /** A site with so many rules, in order. */
    async function site(count: number): Promise<{ siteId: string; made: Rule[]; revision: number }> {
      const siteId = newId();
      const made = Array.from({ length: count }, (_, index) =>
        sampleRule({ siteId, title: `Rule ${index}` }),
      );
      for (const rule of made) expect(await rules().insert(rule)).toEqual({ ok: true, value: rule });
      return { siteId, made, revision: await rules().revision(siteId) };
    }
    async function first(): Promise<{ siteId: string; rule: Rule; revision: number }> {
      const { siteId, made, revision } = await site(1);
      const rule = made[0];
      if (!rule) throw new Error('There is one.');
      return { siteId, rule, revision };
    }

    it('gives back what was put in', async () => {
      for (const parts of [
        {},
        { enabled: false },
        { when: { all: [] } },
        { then: { from: { agent: newId() }, message: '', assign: false } },
      ] satisfies Partial<Rule>[]) {
        const rule = sampleRule(parts);
        expect(await rules().insert(rule)).toEqual({ ok: true, value: rule });
        expect(await rules().get(rule.id)).toEqual(rule);
        expect((await rules().list(rule.siteId)).rules).toEqual([rule]);
      }
    });

    it('answers null and an empty list for what is not there', async () => {
      for (const text of [newId(), textWithNul, ...hostileTexts]) {
        expect(await rules().get(text)).toBeNull();
        expect(await rules().list(text)).toEqual({ revision: 0, rules: [] });
        expect(await rules().revision(text)).toBe(0);
      }
    });

    it('refuses a taken id, of the same site or another, moving nothing', async () => {
      const { siteId, rule, revision } = await first();
      for (const again of [
        sampleRule({ id: rule.id, siteId, title: 'Again' }),
        sampleRule({ id: rule.id }),
      ]) {
        expect(await rules().insert(again)).toEqual({ ok: false, reason: 'conflict', field: 'id' });
      }
      expect(await rules().list(siteId)).toEqual({ revision, rules: [rule] });
    });

    it('lets one of many inserts of an id win', async () => {
      const { siteId, id } = sampleRule();
      const outcomes = await race(connections, 20, (storage) =>
        storage.rules.insert(sampleRule({ id, siteId })),
      );
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect((await rules().list(siteId)).rules).toHaveLength(1);
    });

    it('appends in the order of the inserts, whatever the ids', async () => {
      const { siteId, made } = await site(3);
      const early = sampleRule({ siteId, id: `00${newId().slice(2)}` });
      await rules().insert(early);
      expect(idsOf(await rules().list(siteId))).toEqual([...made.map(({ id }) => id), early.id]);
    });

    it('keeps every one of many inserts at once', async () => {
      const siteId = newId();
      await race(connections, 50, (storage) => storage.rules.insert(sampleRule({ siteId })));
      const list = await rules().list(siteId);
      expect(new Set(idsOf(list)).size).toBe(50);
      expect(list.revision).toBe(await connections.second.rules.revision(siteId));
    });

    it('keeps sites apart', async () => {
      const [one, two] = [await site(2), await site(2)];
      expect(idsOf(await rules().list(one.siteId))).toEqual(one.made.map(({ id }) => id));
      const { id } = one.made[0] ?? sampleRule();
      await rules().save({ ...sampleRule(), id, siteId: two.siteId }, 1);
      expect(await rules().revision(two.siteId)).toBe(two.revision);
      expect((await rules().get(id))?.siteId).toBe(one.siteId);
    });

    it('saves title, enabled, when, then, updatedAt and deletedAt and makes the revision one more; the rest stays', async () => {
      const { siteId, rule } = await first();
      const change = {
        ...sampleRule({
          title: 'New',
          enabled: false,
          when: { any: [] },
          updatedAt: at(50),
          createdAt: at(60),
          revision: 60,
        }),
        id: rule.id,
        siteId,
      };
      const { createdAt, creationFingerprint } = rule;
      const expected = { ...change, createdAt, creationFingerprint, revision: 2 };
      expect(await rules().save(change, 1)).toEqual({ ok: true, value: expected });
      expect(await rules().get(rule.id)).toEqual(expected);
      expect((await rules().list(siteId)).rules).toEqual([expected]);
    });

    it('refuses a save of another revision, showing the present one, and of what is not there, moving nothing', async () => {
      const { siteId, rule } = await first();
      await rules().save({ ...rule, title: 'First' }, 1);
      const list = await rules().list(siteId);
      for (const expected of [0, 1, 3]) {
        expect(await rules().save({ ...rule, title: 'Late' }, expected)).toEqual({
          ok: false,
          reason: 'stale',
          current: { ...rule, title: 'First', revision: 2 },
        });
      }
      expect(await rules().save(sampleRule({ siteId }), 1)).toEqual({ ok: false, reason: 'notFound' });
      expect(await rules().list(siteId)).toEqual(list);
    });

    it('lets one of many saves of one revision win', async () => {
      const { siteId, rule, revision } = await first();
      const outcomes = await race(connections, 30, (storage, index) =>
        storage.rules.save({ ...rule, title: `Writer ${index}` }, 1),
      );
      const winners = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
      expect(winners).toHaveLength(1);
      expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === 'stale')).toHaveLength(29);
      const list = await rules().list(siteId);
      expect(list.rules).toEqual(winners);
      expect(list.revision).toBeGreaterThan(revision);
    });

    it('loses no save of many different rules at once', async () => {
      const { siteId, made } = await site(10);
      await Promise.all(
        made.map((rule, index) =>
          connections.turn(index).rules.save({ ...rule, title: `Saved ${index}` }, 1),
        ),
      );
      expect((await rules().list(siteId)).rules.map(({ title }) => title)).toEqual(
        made.map((_, index) => `Saved ${index}`),
      );
    });

    it('has a list revision that grows with every change and with nothing else', async () => {
      const { siteId, made } = await site(3);
      const seen: number[] = [0];
      const grown = async () => {
        const list = await rules().list(siteId);
        expect(list.revision).toBe(await connections.second.rules.revision(siteId));
        expect(list.revision).toBeGreaterThan(seen.at(-1) ?? 0);
        seen.push(list.revision);
        return list;
      };
      await grown();
      for (const change of [
        { title: 'a' },
        { enabled: false },
        { deletedAt: at(1) },
        { deletedAt: null },
      ] satisfies Partial<Rule>[]) {
        const rule = await rules().get(made[1]?.id ?? '');
        if (rule)
          expect(await rules().save({ ...rule, ...change }, rule.revision)).toMatchObject({ ok: true });
        await grown();
      }
      const list = await rules().list(siteId);
      await rules().reorder(siteId, idsOf(list).reverse(), list.revision);
      await grown();
      await rules().reorder(siteId, idsOf(list), 1);
      await rules().reorder(siteId, [], seen.at(-1) ?? 0);
      await rules().insert(sampleRule({ id: made[0]?.id ?? '', siteId }));
      await rules().get(made[0]?.id ?? '');
      expect(await rules().revision(siteId)).toBe(seen.at(-1));
    });

    it('hides a deleted rule from the list, not from get, and restores it to where it stood', async () => {
      const { siteId, made, revision } = await site(3);
      const middle = made[1] ?? sampleRule();
      await rules().save({ ...middle, deletedAt: at(5) }, 1);
      const without = await rules().list(siteId);
      expect(idsOf(without)).toEqual([made[0]?.id, made[2]?.id]);
      expect(without.revision).toBeGreaterThan(revision);
      expect(await rules().get(middle.id)).toEqual({ ...middle, deletedAt: at(5), revision: 2 });
      await rules().save(middle, 2);
      expect(idsOf(await rules().list(siteId))).toEqual(made.map(({ id }) => id));
    });

    it('reorders; deleted rules keep their places among the others', async () => {
      const { siteId, made } = await site(5);
      const [a, b, c, d, e] = made.map(({ id }) => id);
      if (!a || !b || !c || !d || !e || !made[2]) throw new Error('There are five.');
      await rules().save({ ...made[2], deletedAt: at(5) }, 1);
      const outcome = await rules().reorder(siteId, [e, d, b, a], await rules().revision(siteId));
      const list = await rules().list(siteId);
      expect(outcome).toEqual({ ok: true, revision: list.revision });
      expect(idsOf(list)).toEqual([e, d, b, a]);
      await rules().save(made[2], 2);
      expect(idsOf(await rules().list(siteId))).toEqual([e, d, c, b, a]);
      const last = sampleRule({ siteId });
      await rules().insert(last);
      expect(idsOf(await rules().list(siteId))).toEqual([e, d, c, b, a, last.id]);
    });

    it('refuses an order of another revision and one that does not hold exactly the rules', async () => {
      const { siteId, made, revision } = await site(3);
      const ids = made.map(({ id }) => id);
      const [a, b] = ids as [string, string];
      expect(await rules().reorder(siteId, [...ids].reverse(), revision - 1)).toEqual({
        ok: false,
        reason: 'stale',
      });
      for (const wrong of [[], [a, b], [...ids, newId()], [a, b, b], [a, b, newId()], [...ids, a]]) {
        expect(await rules().reorder(siteId, wrong, revision)).toEqual({ ok: false, reason: 'mismatch' });
      }
      expect(await rules().reorder(newId(), [], 0)).toMatchObject({ ok: true });
      expect(await rules().reorder(newId(), [a], 0)).toEqual({ ok: false, reason: 'mismatch' });
      const list = await rules().list(siteId);
      expect(idsOf(list)).toEqual(ids);
      expect(list.revision).toBe(revision);
    });

    it('lets one of many orders of one revision win', async () => {
      const { siteId, made, revision } = await site(4);
      const ids = made.map(({ id }) => id);
      const orders = Array.from({ length: 20 }, (_, index) => [
        ...ids.slice(index % 4),
        ...ids.slice(0, index % 4),
      ]);
      const outcomes = await race(connections, 20, (storage, index) =>
        storage.rules.reorder(siteId, orders[index] ?? [], revision),
      );
      const winner = outcomes.findIndex(({ ok }) => ok);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === 'stale')).toHaveLength(19);
      expect(idsOf(await rules().list(siteId))).toEqual(orders[winner]);
    });

    it('never shows a list that is not whole while it changes', async () => {
      const { siteId, made } = await site(8);
      let writing = true;
      const write = async () => {
        try {
          for (let round = 0; round < 10; round += 1) {
            const list = await rules().list(siteId);
            const rule = list.rules[round % 8];
            if (rule) await rules().save({ ...rule, title: `Round ${round}` }, rule.revision);
            await rules().reorder(siteId, idsOf(list).reverse(), await rules().revision(siteId));
          }
        } finally {
          writing = false;
        }
      };
      const read = async () => {
        const byRevision = new Map<number, string>();
        while (writing) {
          const list = await connections.second.rules.list(siteId);
          expect(new Set(idsOf(list)).size).toBe(made.length);
          const shown = JSON.stringify(list.rules);
          expect(byRevision.get(list.revision) ?? shown).toBe(shown);
          byRevision.set(list.revision, shown);
        }
      };
      await Promise.all([write(), read()]);
    });

    it('keeps any text whole', async () => {
      for (const text of hostileTexts) {
        const rule = sampleRule({
          title: text,
          when: { criterion: text, operator: text, value: [text] },
          then: { from: { team: text }, message: text, assign: false },
        });
        expect(await rules().insert(rule)).toEqual({ ok: true, value: rule });
        expect(await rules().get(rule.id)).toEqual(rule);
      }
    });

    it('refuses NUL clearly, writing nothing', async () => {
      const rule = sampleRule({
        when: { all: [{ criterion: 'pageUrl', operator: 'contains', value: textWithNul }] },
      });
      await expect(rules().insert(rule)).rejects.toThrow('rule/when/all/0/value holds a NUL character');
      expect(await rules().revision(rule.siteId)).toBe(0);
    });
  });
}
