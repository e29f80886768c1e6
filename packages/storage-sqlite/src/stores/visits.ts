import { type KnownFact, storable, type Visit, type VisitStore } from '@beckon/domain';
import { columns } from '../columns';
import { type Database } from '../database';
import { type Row } from '../transaction';
import { addEvents, listUnsent, markSent } from './unsent-events';

const BY_ID = 'SELECT * FROM visits WHERE id = ?';

export function visitStore(database: Database): VisitStore {
  return {
    insert: (input, events = []) =>
      database.write((transaction) => {
        const visit = storable(input, 'visit');
        const before = toVisit(
          transaction.get('SELECT * FROM visits WHERE visitor_id = ? AND start_key = ?', [
            visit.visitorId,
            visit.startKey,
          ]),
        );
        if (before) return { created: false, visit: before };
        const row = transaction.all(
          `INSERT INTO visits (id, site_id, visitor_id, start_key, started_at, last_activity_at, ends_at, facts, landing_url, referrer_url,
             start_fingerprint)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *`,
          [
            visit.id,
            visit.siteId,
            visit.visitorId,
            visit.startKey,
            visit.startedAt,
            visit.lastActivityAt,
            visit.endsAt,
            factsText(visit.facts),
            visit.landingUrl,
            visit.referrerUrl,
            visit.startFingerprint,
          ],
        )[0];
        addEvents(transaction, 'visit', visit.id, events);
        return { created: true, visit: row ? visitOf(row) : visit };
      }),
    get: (id) => database.read((transaction) => toVisit(transaction.get(BY_ID, [id]))),
    touch: (id, at, endsAt) =>
      database.write((transaction) =>
        toVisit(
          transaction.all(
            `UPDATE visits SET last_activity_at = max(last_activity_at, ?), ends_at = max(ends_at, ?) WHERE id = ? AND ends_at >= ? RETURNING *`,
            [at, endsAt, id, at],
          )[0] ?? null,
        ),
      ),
    keepFacts: (id, facts) =>
      database.write((transaction) => {
        const visit = toVisit(transaction.get(BY_ID, [id]));
        if (!visit) return;
        const text = factsText({ ...visit.facts, ...storable(facts, 'facts') });
        transaction.run('UPDATE visits SET facts = ? WHERE id = ?', [text, id]);
      }),
    listUnsent: async (limit) =>
      (await listUnsent(database, 'visit', limit)).map(({ id, events }) => ({ visitId: id, events })),
    markSent: (id, eventIds) => markSent(database, id, eventIds),
  };
}

/** JSON of pairs, dates as milliseconds: a name may be anything, `__proto__` too. */
function factsText(facts: Record<string, KnownFact>): string {
  return JSON.stringify(
    Object.entries(facts).map(([key, { value, until }]) => [key, value, until && until.getTime()]),
  );
}

function toVisit(row: Row | null): Visit | null {
  return row && visitOf(row);
}

function visitOf(row: Row): Visit {
  const column = columns(row);
  const facts = column.json<[string, KnownFact['value'], number | null][]>('facts');
  return {
    id: column.text('id'),
    siteId: column.text('site_id'),
    visitorId: column.text('visitor_id'),
    startKey: column.text('start_key'),
    startFingerprint: column.textOrNull('start_fingerprint'),
    startedAt: column.date('started_at'),
    lastActivityAt: column.date('last_activity_at'),
    endsAt: column.date('ends_at'),
    facts: Object.fromEntries(
      facts.map(([key, value, until]) => [key, { value, until: until === null ? null : new Date(until) }]),
    ),
    landingUrl: column.text('landing_url'),
    referrerUrl: column.text('referrer_url'),
  };
}
