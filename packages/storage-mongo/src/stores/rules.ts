import { type Rule, type RuleStore, storable } from '@beckon/domain';
import { Types } from 'mongoose';
import { type RuleListDocument, type RulePlace, type RuleVersionDocument } from '../documents';
import { insertedOr, untilSettled } from '../failures';
import { type Models } from '../models';

/**
 * A change first writes the rule's new version beside the old one, then makes it happen by one guarded write to the site's list,
 * which names the version in force. A crash between the two leaves a version that nothing names; the next save sweeps it.
 */
export function ruleStore({ ruleLists, ruleSites, ruleVersions }: Models): RuleStore {
  /** Where the rule stands, and its version in force; `null` in it where another save came between and it must be read again. */
  async function locate(
    id: string,
  ): Promise<{ siteId: string; index: number; version: RuleVersionDocument | null } | null> {
    const owner = await ruleSites.findById(id).lean();
    const list = owner && (await ruleLists.findById(owner.siteId).lean<RuleListDocument>());
    const index = list?.order.findIndex((place) => place.id === id) ?? -1;
    const place = list?.order[index];
    if (!owner || !place) return null;
    return {
      siteId: owner.siteId,
      index,
      version: await ruleVersions.findById(place.version).lean<RuleVersionDocument>(),
    };
  }

  return {
    async insert(input) {
      const rule = storable(input, 'rule');
      if ((await insertedOr(() => ruleSites.create([{ _id: rule.id, siteId: rule.siteId }]))) !== null) {
        // Of the same site it may be what a crash left, or another insert's: who is first in the list wins.
        const owner = await ruleSites.findById(rule.id).lean();
        if (owner?.siteId !== rule.siteId) return { ok: false, reason: 'conflict', field: 'id' };
      }
      const version = new Types.ObjectId();
      await ruleVersions.create([versionOf(rule, version)]);
      await insertedOr(() =>
        ruleLists.updateOne(
          { _id: rule.siteId },
          { $setOnInsert: { revision: 0, order: [] } },
          { upsert: true },
        ),
      );
      const place = placeOf(rule, version);
      const pushed = await ruleLists.updateOne(
        { _id: rule.siteId, 'order.id': { $ne: rule.id } },
        { $push: { order: place }, $inc: { revision: 1 } },
      );
      if (pushed.matchedCount > 0) return { ok: true, value: rule };
      await ruleVersions.deleteOne({ _id: version });
      return { ok: false, reason: 'conflict', field: 'id' };
    },
    get: (id) =>
      untilSettled<{ rule: Rule | null }>(async () => {
        const found = await locate(id);
        if (!found) return { rule: null };
        return found.version && { rule: ruleOf(found.version) };
      }).then(({ rule }) => rule),
    list: (siteId) =>
      untilSettled(async () => {
        const list = await ruleLists.findById(siteId).lean<RuleListDocument>();
        if (!list) return { revision: 0, rules: [] };
        const wanted = list.order.filter(({ deleted }) => !deleted).map(({ version }) => version);
        const versions = await ruleVersions.find({ _id: { $in: wanted } }).lean<RuleVersionDocument[]>();
        // A version that is gone was replaced after the list was read: read the newer list.
        if (versions.length < wanted.length) return null;
        const byId = new Map(versions.map((version) => [version._id.toHexString(), version]));
        const rules = wanted.flatMap((version) => byId.get(version.toHexString()) ?? []).map(ruleOf);
        return { revision: list.revision, rules };
      }),
    async revision(siteId) {
      const list = await ruleLists
        .findOne({ _id: siteId }, { revision: 1 })
        .lean<Pick<RuleListDocument, 'revision'>>();
      return list?.revision ?? 0;
    },
    save(input, expectedRevision) {
      const rule = storable(input, 'rule');
      return untilSettled(async () => {
        const found = await locate(rule.id);
        if (!found) return { ok: false as const, reason: 'notFound' as const };
        if (!found.version) return null;
        const current = ruleOf(found.version);
        if (current.revision !== expectedRevision)
          return { ok: false as const, reason: 'stale' as const, current };
        const saved: Rule = {
          ...rule,
          siteId: current.siteId,
          creationFingerprint: current.creationFingerprint,
          createdAt: current.createdAt,
          revision: expectedRevision + 1,
        };
        const version = new Types.ObjectId();
        await ruleVersions.create([versionOf(saved, version)]);
        const at = `order.${found.index}`;
        const done = await ruleLists.updateOne(
          { _id: found.siteId, [`${at}.id`]: rule.id, [`${at}.revision`]: expectedRevision },
          { $set: { [at]: placeOf(saved, version) }, $inc: { revision: 1 } },
        );
        if (done.matchedCount === 0) {
          await ruleVersions.deleteOne({ _id: version });
          return null;
        }
        // The save has happened; sweeping is best effort, the next one sweeps what stays. Later versions are somebody's who is at work.
        await ruleVersions
          .deleteMany({ ruleId: rule.id, revision: { $lte: expectedRevision } })
          .catch(() => undefined);
        return { ok: true as const, value: saved };
      });
    },
    async reorder(siteId, ids, expectedRevision) {
      const list = await ruleLists.findById(siteId).lean<RuleListDocument>();
      if ((list?.revision ?? 0) !== expectedRevision) return { ok: false, reason: 'stale' };
      const order = reordered(list?.order ?? [], ids);
      if (!order) return { ok: false, reason: 'mismatch' };
      const revision = expectedRevision + 1;
      if (!list) {
        const index = await insertedOr(() => ruleLists.create([{ _id: siteId, revision, order }]));
        return index === null ? { ok: true, revision } : { ok: false, reason: 'stale' };
      }
      const done = await ruleLists.updateOne(
        { _id: siteId, revision: expectedRevision },
        { $set: { order, revision } },
      );
      return done.matchedCount > 0 ? { ok: true, revision } : { ok: false, reason: 'stale' };
    },
  };
}

/** The places with the live ones in this order and the deleted ones where they are; `null` where `ids` are not exactly the live ones. */
function reordered(order: RulePlace[], ids: string[]): RulePlace[] | null {
  const live = new Map(order.filter(({ deleted }) => !deleted).map((place) => [place.id, place]));
  if (ids.length !== live.size || new Set(ids).size !== ids.length) return null;
  const wanted = ids.flatMap((id) => live.get(id) ?? []);
  if (wanted.length !== ids.length) return null;
  const next = wanted.values();
  return order.map((place) => (place.deleted ? place : (next.next().value ?? place)));
}

function placeOf({ id, revision, deletedAt }: Rule, version: Types.ObjectId): RulePlace {
  return { id, revision, deleted: deletedAt !== null, version };
}

function versionOf(rule: Rule, version: Types.ObjectId): RuleVersionDocument {
  const { id, when, ...rest } = rule;
  return { ...rest, _id: version, ruleId: id, when: JSON.stringify(when) };
}

/** Field by field: what a newer version may have added is not carried into the next save. */
function ruleOf(version: RuleVersionDocument): Rule {
  const { ruleId, siteId, revision, title, enabled, when, then, createdAt, updatedAt, deletedAt } = version;
  return {
    id: ruleId,
    siteId,
    title,
    enabled,
    when: JSON.parse(when) as Rule['when'],
    then,
    revision,
    creationFingerprint: version.creationFingerprint ?? null,
    createdAt,
    updatedAt,
    deletedAt,
  };
}
