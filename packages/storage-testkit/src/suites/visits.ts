import { type KnownFact, type Visit } from '@beckon/domain';
import { describe, expect, it } from 'vitest';
import { at, hostileTexts, newId, sampleVisit, sampleVisitor, textWithNul } from '../samples';
import { race, type StorageSetup, useStorage } from '../under-test';

export function visitorSuite(setup: StorageSetup): void {
  describe('visitors', () => {
    const connections = useStorage(setup);
    const visitors = () => connections.first.visitors;

    it('gives back what was put in, null for what was not', async () => {
      const visitor = sampleVisitor();
      expect(await visitors().insert(visitor)).toEqual({ ok: true, value: visitor });
      expect(await visitors().get(visitor.id)).toEqual(visitor);
      for (const text of [newId(), textWithNul, ...hostileTexts])
        expect(await visitors().get(text)).toBeNull();
    });

    it('lets one of many inserts of an id win', async () => {
      const id = newId();
      const outcomes = await race(connections, 20, (storage) =>
        storage.visitors.insert(sampleVisitor({ id })),
      );
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(outcomes.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'conflict', field: 'id' });
    });

    it('moves lastSeenAt and visits forward only', async () => {
      const visitor = sampleVisitor();
      await visitors().insert(visitor);
      await visitors().seen(visitor.id, at(50), 3);
      await visitors().seen(visitor.id, at(40), 4);
      await visitors().seen(visitor.id, at(60), 2);
      expect(await visitors().get(visitor.id)).toEqual({ ...visitor, lastSeenAt: at(60), visits: 4 });
      await visitors().seen(newId(), at(60), 2);
    });

    it('ends at the largest of many at once', async () => {
      const visitor = sampleVisitor();
      await visitors().insert(visitor);
      await race(connections, 30, (storage, index) =>
        storage.visitors.seen(visitor.id, at((index * 7) % 30), (index * 11) % 30),
      );
      expect(await visitors().get(visitor.id)).toMatchObject({ lastSeenAt: at(29), visits: 29 });
    });
  });
}

export function visitSuite(setup: StorageSetup): void {
  describe('visits', () => {
    const connections = useStorage(setup);
    const visits = () => connections.first.visits;
    async function inserted(parts: Partial<Visit> = {}): Promise<Visit> {
      const visit = sampleVisit(parts);
      expect(await visits().insert(visit)).toEqual({ created: true, visit });
      return visit;
    }

    it('gives back what was put in, null for what was not', async () => {
      const visit = await inserted();
      expect(await visits().get(visit.id)).toEqual(visit);
      expect(await visits().get((await inserted({ facts: {} })).id)).toMatchObject({ facts: {} });
      for (const text of [newId(), textWithNul, ...hostileTexts]) expect(await visits().get(text)).toBeNull();
    });

    it('answers the visit that is there when a start key comes again; another visitor may use it', async () => {
      const visit = await inserted();
      const repeated = sampleVisit({ visitorId: visit.visitorId, startKey: visit.startKey });
      expect(await visits().insert(repeated)).toEqual({ created: false, visit });
      expect(await visits().get(repeated.id)).toBeNull();
      expect(await visits().insert(sampleVisit({ startKey: visit.startKey }))).toMatchObject({
        created: true,
      });
    });

    it('creates one visit of many starts at once', async () => {
      const { visitorId, startKey } = sampleVisit();
      const outcomes = await race(connections, 50, (storage) =>
        storage.visits.insert(sampleVisit({ visitorId, startKey })),
      );
      expect(outcomes.filter(({ created }) => created)).toHaveLength(1);
      expect(new Set(outcomes.map(({ visit }) => visit.id)).size).toBe(1);
    });

    it('moves activity and end forward, never back', async () => {
      const visit = await inserted();
      expect(await visits().touch(visit.id, at(500), at(1_800_500))).toEqual({
        ...visit,
        lastActivityAt: at(500),
        endsAt: at(1_800_500),
      });
      expect(await visits().touch(visit.id, at(400), at(1_800_400))).toEqual({
        ...visit,
        lastActivityAt: at(500),
        endsAt: at(1_800_500),
      });
      expect(await visits().get(visit.id)).toEqual({
        ...visit,
        lastActivityAt: at(500),
        endsAt: at(1_800_500),
      });
    });

    it('touches up to the end, the end included, and not after it', async () => {
      const visit = await inserted();
      expect(await visits().touch(visit.id, at(1_800_001), at(9_000_000))).toBeNull();
      expect(await visits().get(visit.id)).toEqual(visit);
      expect(await visits().touch(visit.id, at(1_800_000), at(1_900_000))).toMatchObject({
        endsAt: at(1_900_000),
      });
      expect(await visits().touch(newId(), at(0), at(1))).toBeNull();
      expect(await visits().touch(textWithNul, at(0), at(1))).toBeNull();
    });

    it('lays facts over the ones that are there, under any name', async () => {
      const visit = await inserted();
      const more: Record<string, KnownFact> = Object.fromEntries(
        [...hostileTexts, 'a.b', '$set', '0', 'weather/temperature', 'country'].map((name, index) => [
          name.slice(0, 300),
          { value: index, until: at(index) },
        ]),
      );
      await visits().keepFacts(visit.id, more);
      await visits().keepFacts(visit.id, {
        city: { value: null, until: null },
        vip: { value: false, until: null },
        '0': { value: '', until: at(1) },
      });
      const read = await visits().get(visit.id);
      expect(new Map(Object.entries(read?.facts ?? {}))).toEqual(
        new Map(
          Object.entries({
            ...visit.facts,
            ...more,
            city: { value: null, until: null },
            vip: { value: false, until: null },
            '0': { value: '', until: at(1) },
          }),
        ),
      );
      await visits().keepFacts(visit.id, {});
      expect(await visits().get(visit.id)).toEqual(read);
      await visits().keepFacts(newId(), more);
    });

    it('loses no fact of many that come at once', async () => {
      const visit = await inserted({ facts: {} });
      await race(connections, 30, (storage, index) =>
        storage.visits.keepFacts(visit.id, { [`fact/${index}`]: { value: index, until: null } }),
      );
      expect(Object.keys((await visits().get(visit.id))?.facts ?? {})).toHaveLength(30);
    });

    it('keeps any text whole', async () => {
      for (const text of hostileTexts) {
        const visit = await inserted({
          landingUrl: text,
          referrerUrl: text,
          facts: { x: { value: text, until: null } },
        });
        expect(await visits().get(visit.id)).toEqual(visit);
      }
    });
  });
}
