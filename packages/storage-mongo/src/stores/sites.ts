import { byName, type Site, type SiteStore, storable } from '@beckon/domain';
import { type SiteDocument } from '../documents';
import { insertedOr } from '../failures';
import { type Models, unique } from '../models';

export function siteStore({ sites }: Models): SiteStore {
  const find = async (id: string): Promise<Site | null> => {
    const document = await sites.findById(id).lean<SiteDocument>();
    return document && siteOf(document);
  };
  return {
    async insert(input) {
      const site = storable(input, 'site');
      const index = await insertedOr(() => sites.create([documentOf(site)]));
      return index === null
        ? { ok: true, value: site }
        : { ok: false, reason: 'conflict', field: index === unique.siteKey ? 'key' : 'id' };
    },
    get: find,
    async getByKey(key) {
      const document = await sites.findOne({ key }).lean<SiteDocument>();
      return document && siteOf(document);
    },
    async list() {
      return (await sites.find().lean<SiteDocument[]>()).map(siteOf).sort(byName);
    },
    async save(input, expectedRevision) {
      const { id, name, origins, settings, facts } = storable(input, 'site');
      const saved = await sites
        .findOneAndUpdate(
          { _id: id, revision: expectedRevision },
          { $set: { name, origins, settings, facts }, $inc: { revision: 1 } },
          { returnDocument: 'after' },
        )
        .lean<SiteDocument>();
      if (saved) return { ok: true, value: siteOf(saved) };
      const current = await find(id);
      return current ? { ok: false, reason: 'stale', current } : { ok: false, reason: 'notFound' };
    },
    async seen(id, origin, at) {
      const latest = await sites.updateOne(
        { _id: id, $or: [{ lastSeenAt: { $exists: false } }, { lastSeenAt: { $lte: at } }] },
        { $set: { lastSeenAt: at, lastSeenOrigin: storable(origin, 'origin') }, $min: { firstSeenAt: at } },
      );
      if (latest.matchedCount === 0) await sites.updateOne({ _id: id }, { $min: { firstSeenAt: at } });
    },
  };
}

function documentOf({ id, firstSeenAt, lastSeenAt, lastSeenOrigin, ...rest }: Site): SiteDocument {
  return {
    _id: id,
    ...rest,
    ...(firstSeenAt && { firstSeenAt }),
    ...(lastSeenAt && { lastSeenAt }),
    ...(lastSeenOrigin !== null && { lastSeenOrigin }),
  };
}

function siteOf(document: SiteDocument): Site {
  return {
    id: document._id,
    key: document.key,
    name: document.name,
    origins: document.origins,
    settings: document.settings,
    facts: document.facts ?? [],
    firstSeenAt: document.firstSeenAt ?? null,
    lastSeenAt: document.lastSeenAt ?? null,
    lastSeenOrigin: document.lastSeenOrigin ?? null,
    revision: document.revision,
    createdAt: document.createdAt,
  };
}
