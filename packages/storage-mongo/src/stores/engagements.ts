import {
  type Claimed,
  type Engagement,
  type EngagementStep,
  type EngagementStore,
  type RuleCounts,
  StorageError,
  storable,
} from '@beckon/domain';
import { type EngagementDocument, type EventDocument } from '../documents';
import { insertedOr, untilSettled, violatedIndex } from '../failures';
import { atLeastOne } from '../limits';
import { type Models } from '../models';
import { eventDocuments, listUnsent, markSent } from './unsent-events';

/** What `hold` says while an engagement reserves its visit; a unique index over visit and hold lets only one say it. */
const HELD = 'held';

export function engagementStore({ engagements, conversations }: Models): EngagementStore {
  const byId = (id: string) => engagements.findById(id).lean<EngagementDocument>();

  /** One look and one guarded write; `null`: somebody else's write came between. */
  async function tryClaim(wanted: Engagement, now: Date, events: EventDocument[]): Promise<Claimed | null> {
    // All of the visit in one read: there are few, and what is decided must be decided from one moment.
    const all = await engagements.find({ visitId: wanted.visitId }).lean<EngagementDocument[]>();
    const repeated = all.find(({ claimKey }) => claimKey === wanted.claimKey);
    if (repeated) return { outcome: 'claimed', engagement: engagementOf(repeated) };
    const before = all.find(({ ruleId }) => ruleId === wanted.ruleId);
    if (before?.deliveredAt) return { outcome: 'engagedBefore', engagement: engagementOf(before) };
    const holder = all.find(({ hold }) => hold === HELD);
    if (holder && holder.leaseUntil > now) return { outcome: 'busy', until: holder.leaseUntil };
    // A lapsed lease is taken from its holder first. A crash after it leaves the visit free, which it is.
    if (holder && holder._id !== before?._id) {
      await engagements.updateOne(
        { _id: holder._id, hold: HELD, leaseUntil: holder.leaseUntil },
        { $set: { hold: holder._id } },
      );
    }
    return before ? renew(before, wanted, events) : create(wanted, events);
  }

  async function renew(
    before: EngagementDocument,
    wanted: Engagement,
    events: EventDocument[],
  ): Promise<Claimed | null> {
    const { from, message, assign, claimKey, claimFingerprint, claimedAt, leaseUntil, pageUrl } = wanted;
    try {
      const renewed = await engagements
        .findOneAndUpdate(
          { _id: before._id, deliveredAt: null, claimKey: before.claimKey },
          {
            $set: {
              from,
              message,
              assign,
              claimKey,
              claimFingerprint,
              claimedAt,
              leaseUntil,
              pageUrl,
              hold: HELD,
            },
            $push: { unsentEvents: { $each: events } },
          },
          { returnDocument: 'after' },
        )
        .lean<EngagementDocument>();
      return renewed && { outcome: 'claimed', engagement: engagementOf(renewed) };
    } catch (error) {
      if (violatedIndex(error) === null) throw error;
      return null;
    }
  }

  async function create(wanted: Engagement, unsentEvents: EventDocument[]): Promise<Claimed | null> {
    const { id, ...rest } = wanted;
    const index = await insertedOr(() =>
      engagements.create([{ _id: id, ...rest, hold: HELD, unsentEvents }]),
    );
    if (index === null) return { outcome: 'claimed', engagement: wanted };
    if (index === '_id_') {
      const other = await byId(id);
      // The same call made twice at once is a repetition, which the next look finds.
      if (other?.visitId !== wanted.visitId || other.claimKey !== wanted.claimKey) {
        throw new StorageError(`There is another engagement with the id ${id}.`, { cause: undefined });
      }
    }
    return null;
  }

  return {
    claim(input, now, events = []) {
      const wanted = storable(input, 'engagement');
      const carried = eventDocuments(events);
      return untilSettled(() => tryClaim(wanted, now, carried));
    },
    async get(id) {
      const document = await byId(id);
      return document && engagementOf(document);
    },
    async listByVisit(visitId) {
      return (
        await engagements.find({ visitId }).sort({ claimedAt: 1, _id: 1 }).lean<EngagementDocument[]>()
      ).map(engagementOf);
    },
    async listByVisitor(visitorId, limit) {
      const found = await engagements
        .find({ visitorId, deliveredAt: { $ne: null } })
        .sort({ deliveredAt: -1, _id: -1 })
        .limit(atLeastOne(limit))
        .lean<EngagementDocument[]>();
      return found.map(engagementOf);
    },
    async mark(id, step, at, events = {}) {
      const stamp = `${step}At` as const;
      const carry = (steps: Iterable<EngagementStep>) => ({
        $push: { unsentEvents: { $each: eventDocuments([...steps].flatMap((each) => events[each] ?? [])) } },
      });
      // Freeing the visit is part of the same write as the first step that implies delivery.
      const first = await engagements
        .findOneAndUpdate(
          { _id: id, deliveredAt: null },
          {
            $set: { deliveredAt: at, [stamp]: at, hold: id },
            ...carry(new Set<EngagementStep>(['delivered', step])),
          },
          { returnDocument: 'after' },
        )
        .lean<EngagementDocument>();
      if (first) return { changed: true, engagement: engagementOf(first) };
      const later = await engagements
        .findOneAndUpdate(
          { _id: id, deliveredAt: { $ne: null }, [stamp]: null },
          { $set: { [stamp]: at }, ...carry([step]) },
          { returnDocument: 'after' },
        )
        .lean<EngagementDocument>();
      if (later) return { changed: true, engagement: engagementOf(later) };
      const document = await byId(id);
      return document && { changed: false, engagement: engagementOf(document) };
    },
    async countByRule(siteId, from, to) {
      const delivered = { $ne: null, ...(from && { $gte: from }), ...(to && { $lt: to }) };
      // Conversations first: whatever comes meanwhile, there are never more of them than deliveries.
      const answered = await conversations.aggregate<{ _id: string; conversations: number }>([
        { $match: { siteId, engagementId: { $ne: null } } },
        { $project: { engagementId: 1 } },
        {
          $lookup: {
            from: engagements.collection.name,
            localField: 'engagementId',
            foreignField: '_id',
            as: 'engagement',
          },
        },
        { $unwind: '$engagement' },
        { $match: { 'engagement.siteId': siteId, 'engagement.deliveredAt': delivered } },
        { $group: { _id: '$engagement.ruleId', conversations: { $sum: 1 } } },
      ]);
      const shown = await engagements.aggregate<{ _id: string; delivered: number; clicked: number }>([
        { $match: { siteId, deliveredAt: delivered } },
        {
          $group: {
            _id: '$ruleId',
            delivered: { $sum: 1 },
            clicked: { $sum: { $cond: [{ $gt: ['$openedAt', null] }, 1, 0] } },
          },
        },
      ]);
      const conversationsOf = new Map(answered.map((row) => [row._id, row.conversations]));
      return shown
        .map((row): RuleCounts => ({
          ruleId: row._id,
          delivered: row.delivered,
          clicked: row.clicked,
          conversations: conversationsOf.get(row._id) ?? 0,
        }))
        .sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1));
    },
    async listUnsent(limit) {
      const found = await listUnsent(engagements, limit);
      return found.map(({ id, events }) => ({ engagementId: id, events }));
    },
    markSent: (id, eventIds) => markSent(engagements, id, eventIds),
  };
}

function engagementOf({
  _id,
  hold: _hold,
  unsentEvents: _unsentEvents,
  claimFingerprint = null,
  ...engagement
}: EngagementDocument): Engagement {
  return { id: _id, claimFingerprint, ...engagement };
}
