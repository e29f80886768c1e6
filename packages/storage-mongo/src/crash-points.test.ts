import { type Engagement, type Rule, StorageError, type Storage } from '@beckon/domain';
import { type Connection, Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomDatabase } from '../../../tooling/mongo';
import { describeMongo } from '../../../tooling/mongo/suites';
import { connect } from './connect';
import { type RuleVersionDocument } from './documents';
import { type Models, models } from './models';
import { openMongoStorage } from './storage';

const at = (ms: number) => new Date(ms);
const rule = (parts: Partial<Rule> = {}): Rule => ({
  id: 'rule',
  siteId: 'site',
  title: 'Title',
  enabled: true,
  when: { all: [] },
  then: { from: { team: 't' }, message: 'Hi', assign: false },
  revision: 1,
  creationFingerprint: 'said',
  createdAt: at(0),
  updatedAt: at(0),
  deletedAt: null,
  ...parts,
});
const versionRow = ({ id, when, ...rest }: Rule): RuleVersionDocument => ({
  ...rest,
  _id: new Types.ObjectId(),
  ruleId: id,
  when: JSON.stringify(when),
});
const engagement = (parts: Partial<Engagement> = {}): Engagement => ({
  id: 'e',
  siteId: 's',
  ruleId: 'r',
  visitId: 'v',
  visitorId: 'x',
  from: { team: 't' },
  message: 'Hi',
  assign: false,
  claimKey: 'k',
  claimFingerprint: 'said',
  claimedAt: at(0),
  leaseUntil: at(30),
  deliveredAt: null,
  openedAt: null,
  dismissedAt: null,
  pageUrl: '/',
  ...parts,
});

/** What a process leaves that dies between two writes of one step, written here by hand; and what the next call makes of it. */
describeMongo('after a crash between two writes', ({ uri }) => {
  let storage: Storage;
  let connection: Connection;
  let raw: Models;
  const database = randomDatabase();
  beforeAll(async () => {
    storage = await openMongoStorage({ uri, database });
    await storage.migrate();
    connection = await connect(uri, database);
    raw = models(connection);
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
    await storage.close();
  });
  const versions = (ruleId: string) => raw.ruleVersions.countDocuments({ ruleId });

  describe('of a rule’s insert', () => {
    it('nothing of it shows, and the same insert again goes in', async () => {
      const siteId = 'site-insert';
      const wanted = rule({ id: 'rule-insert', siteId });
      await raw.ruleSites.create([{ _id: wanted.id, siteId }]);
      await raw.ruleVersions.create([versionRow(wanted)]);
      expect(await storage.rules.get(wanted.id)).toBeNull();
      expect(await storage.rules.list(siteId)).toEqual({ revision: 0, rules: [] });
      expect(await storage.rules.save(wanted, 1)).toEqual({ ok: false, reason: 'notFound' });
      await raw.ruleLists.create([{ _id: siteId, revision: 0, order: [] }]);
      expect(await storage.rules.list(siteId)).toEqual({ revision: 0, rules: [] });
      expect(await storage.rules.revision(siteId)).toBe(0);
      expect(await storage.rules.insert(wanted)).toEqual({ ok: true, value: wanted });
      expect(await storage.rules.list(siteId)).toEqual({ revision: 1, rules: [wanted] });
      expect(await storage.rules.insert(wanted)).toEqual({ ok: false, reason: 'conflict', field: 'id' });
    });
  });

  describe('of a rule’s save', () => {
    it('the list stands as it was with the revision it had, the same save again goes in, and what was left is swept', async () => {
      const siteId = 'site-save';
      const before = rule({ id: 'rule-save', siteId });
      await storage.rules.insert(before);
      const list = await storage.rules.list(siteId);
      // The new version was written, the list was not.
      const { id } = before;
      await raw.ruleVersions.create([versionRow({ ...before, title: 'Lost', revision: 2 })]);
      expect(await storage.rules.list(siteId)).toEqual(list);
      expect(await storage.rules.get(id)).toEqual(before);
      expect(await storage.rules.save({ ...before, title: 'Again' }, 1)).toMatchObject({
        ok: true,
        value: { title: 'Again', revision: 2 },
      });
      expect(await storage.rules.save({ ...before, title: 'And again' }, 2)).toMatchObject({
        ok: true,
        value: { revision: 3 },
      });
      expect(await versions(id)).toBe(1);
    });

    it('the save is in force although what it replaced was not swept', async () => {
      const siteId = 'site-sweep';
      const before = rule({ id: 'rule-sweep', siteId });
      await storage.rules.insert(before);
      await storage.rules.save({ ...before, title: 'Second' }, 1);
      await raw.ruleVersions.create([versionRow(before)]);
      expect((await storage.rules.list(siteId)).rules).toMatchObject([{ title: 'Second', revision: 2 }]);
      await storage.rules.save({ ...before, title: 'Third' }, 2);
      expect(await versions(before.id)).toBe(1);
    });
  });

  describe('of a claim', () => {
    it('that took a lapsed lease away, the visit is free: for a new rule and for the old one', async () => {
      for (const visitId of ['v-new', 'v-old']) {
        await storage.engagements.claim(engagement({ id: `${visitId}-1`, visitId }), at(0));
        await raw.engagements.updateOne({ _id: `${visitId}-1` }, { $set: { hold: `${visitId}-1` } });
      }
      expect(
        await storage.engagements.claim(
          engagement({ id: 'v-new-2', visitId: 'v-new', ruleId: 'r2', claimKey: 'k2', leaseUntil: at(90) }),
          at(31),
        ),
      ).toMatchObject({ outcome: 'claimed', engagement: { id: 'v-new-2' } });
      expect(
        await storage.engagements.claim(
          engagement({ id: 'v-old-2', visitId: 'v-old', claimKey: 'k2', leaseUntil: at(90) }),
          at(31),
        ),
      ).toMatchObject({ outcome: 'claimed', engagement: { id: 'v-old-1' } });
      for (const visitId of ['v-new', 'v-old']) {
        expect(
          await storage.engagements.claim(
            engagement({ id: 'late', visitId, ruleId: 'r3', claimKey: 'k3' }),
            at(32),
          ),
        ).toEqual({ outcome: 'busy', until: at(90) });
      }
    });

    it('whose answer was lost, the same claim again answers the same', async () => {
      const wanted = engagement({ id: 'lost', visitId: 'v-lost' });
      await storage.engagements.claim(wanted, at(0));
      expect(await storage.engagements.claim({ ...wanted, id: 'other' }, at(1))).toEqual({
        outcome: 'claimed',
        engagement: wanted,
      });
      expect(await storage.engagements.claim(wanted, at(1))).toEqual({
        outcome: 'claimed',
        engagement: wanted,
      });
    });
  });

  it('refuses a database that a newer version has written', async () => {
    await raw.schema.updateOne({ _id: 'schema' }, { $set: { version: 99 } });
    await expect(storage.migrate()).rejects.toBeInstanceOf(StorageError);
    await expect(storage.migrate()).rejects.toThrow('written by a newer version of Beckon (its schema is 99');
    await raw.schema.updateOne({ _id: 'schema' }, { $set: { version: 1 } });
    await storage.migrate();
  });

  it('sweeps what has expired by TTL indexes, and nothing else', async () => {
    for (const [name, model] of Object.entries(raw)) {
      const expiring = (await model.collection.indexes()).filter(
        ({ expireAfterSeconds }) => expireAfterSeconds !== undefined,
      );
      expect(expiring.map(({ key }) => key)).toEqual(
        ['sessions', 'links'].includes(name) ? [{ expiresAt: 1 }] : [],
      );
    }
  });

  describe('of an older version', () => {
    it('what was written without fingerprints is read, and a save of such a rule goes in', async () => {
      const old = rule({ id: 'rule-old', siteId: 'site-old' });
      await storage.rules.insert(old);
      await storage.engagements.claim(engagement({ id: 'e-old', visitId: 'v-older' }), at(0));
      const visit = {
        siteId: 's',
        visitorId: 'x',
        startKey: 'k',
        startedAt: at(0),
        lastActivityAt: at(0),
        endsAt: at(9),
        facts: {},
        landingUrl: '',
        referrerUrl: '',
      };
      await raw.visits.collection.insertOne({ _id: 'v-older', ...visit, unsentEvents: [] } as never);
      await raw.ruleVersions.updateMany({ ruleId: old.id }, { $unset: { creationFingerprint: 1 } });
      await raw.engagements.updateOne({ _id: 'e-old' }, { $unset: { claimFingerprint: 1 } });
      expect(await storage.visits.get('v-older')).toEqual({
        id: 'v-older',
        ...visit,
        startFingerprint: null,
      });
      expect(await storage.engagements.get('e-old')).toMatchObject({ claimFingerprint: null });
      expect(await storage.rules.get(old.id)).toEqual({ ...old, creationFingerprint: null });
      expect(await storage.rules.save({ ...old, title: 'New' }, 1)).toMatchObject({
        value: { title: 'New', creationFingerprint: null },
      });
    });
  });
});
