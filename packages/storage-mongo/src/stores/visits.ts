import {
  type KnownFact,
  StorageError,
  storable,
  type Visit,
  type VisitorStore,
  type VisitStore,
} from '@beckon/domain';
import { type VisitDocument, type VisitorDocument } from '../documents';
import { insertedOr, refuseRepeatedId } from '../failures';
import { type Models } from '../models';
import { eventDocuments, listUnsent, markSent } from './unsent-events';

export function visitorStore({ visitors }: Models): VisitorStore {
  return {
    async insert(input) {
      const visitor = storable(input, 'visitor');
      const { id, ...rest } = visitor;
      const index = await insertedOr(() => visitors.create([{ _id: id, ...rest }]));
      return index === null ? { ok: true, value: visitor } : { ok: false, reason: 'conflict', field: 'id' };
    },
    async get(id) {
      const document = await visitors.findById(id).lean<VisitorDocument>();
      if (!document) return null;
      const { _id, siteId, secretHash, secretSalt = null, visits, createdAt, lastSeenAt } = document;
      return { id: _id, siteId, secretHash, secretSalt, visits, createdAt, lastSeenAt };
    },
    async seen(id, at, visits) {
      await visitors.updateOne({ _id: id }, { $max: { lastSeenAt: at, visits } });
    },
  };
}

export function visitStore({ visits }: Models): VisitStore {
  return {
    async insert(input, events = []) {
      const visit = storable(input, 'visit');
      const { id, facts, ...rest } = visit;
      const index = await insertedOr(() =>
        visits.create([{ _id: id, ...rest, facts: keyed(facts), unsentEvents: eventDocuments(events) }]),
      );
      if (index === null) return { created: true, visit };
      refuseRepeatedId(index, 'visit', id);
      const { visitorId, startKey } = visit;
      const before = await visits.findOne({ visitorId, startKey }).lean<VisitDocument>();
      if (!before)
        throw new StorageError('The visit that stood against an insert is gone.', { cause: undefined });
      return { created: false, visit: visitOf(before) };
    },
    async get(id) {
      const document = await visits.findById(id).lean<VisitDocument>();
      return document && visitOf(document);
    },
    async touch(id, at, endsAt) {
      const touched = await visits
        .findOneAndUpdate(
          { _id: id, endsAt: { $gte: at } },
          { $max: { lastActivityAt: at, endsAt } },
          { returnDocument: 'after' },
        )
        .lean<VisitDocument>();
      return touched && visitOf(touched);
    },
    async keepFacts(id, input) {
      const facts = Object.entries(keyed(storable(input, 'facts'))).map(([key, fact]) => [
        `facts.${key}`,
        fact,
      ]);
      if (facts.length > 0) await visits.updateOne({ _id: id }, { $set: Object.fromEntries(facts) });
    },
    async listUnsent(limit) {
      const found = await listUnsent(visits, limit);
      return found.map(({ id, events }) => ({ visitId: id, events }));
    },
    markSent: (id, eventIds) => markSent(visits, id, eventIds),
  };
}

/** A fact's name as a field's: without the characters that mean something in a path, never empty, never a name of JavaScript's. */
function factKey(name: string): string {
  return `_${name.replace(/[%.$]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)}`;
}

function factName(key: string): string {
  return key
    .slice(1)
    .replace(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

function keyed(facts: Record<string, KnownFact>): Record<string, KnownFact> {
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [factKey(name), fact]));
}

function visitOf(document: VisitDocument): Visit {
  const {
    _id,
    siteId,
    visitorId,
    startKey,
    startFingerprint = null,
    startedAt,
    lastActivityAt,
    endsAt,
    facts,
    landingUrl,
    referrerUrl,
  } = document;
  return {
    id: _id,
    siteId,
    visitorId,
    startKey,
    startFingerprint,
    startedAt,
    lastActivityAt,
    endsAt,
    facts: Object.fromEntries(Object.entries(facts).map(([key, fact]) => [factName(key), fact])),
    landingUrl,
    referrerUrl,
  };
}
