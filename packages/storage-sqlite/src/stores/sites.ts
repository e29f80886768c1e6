import { byName, type Site, type SiteStore, storable } from '@beckon/domain';
import { columns } from '../columns';
import { type Database } from '../database';
import { type Row } from '../transaction';

const BY_ID = 'SELECT * FROM sites WHERE id = ?';
const BY_KEY = 'SELECT * FROM sites WHERE key = ?';

export function siteStore(database: Database): SiteStore {
  return {
    insert: (input) =>
      database.write((transaction) => {
        const site = storable(input, 'site');
        if (transaction.get(BY_ID, [site.id])) return { ok: false, reason: 'conflict', field: 'id' };
        if (transaction.get(BY_KEY, [site.key])) return { ok: false, reason: 'conflict', field: 'key' };
        transaction.run(
          `INSERT INTO sites (id, key, name, origins, settings, facts, first_seen_at, last_seen_at, last_seen_origin, revision, created_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          [
            site.id,
            site.key,
            site.name,
            JSON.stringify(site.origins),
            JSON.stringify(site.settings),
            JSON.stringify(site.facts),
            site.firstSeenAt,
            site.lastSeenAt,
            site.lastSeenOrigin,
            site.revision,
            site.createdAt,
          ],
        );
        return { ok: true, value: site };
      }),
    get: (id) => database.read((transaction) => toSite(transaction.get(BY_ID, [id]))),
    getByKey: (key) => database.read((transaction) => toSite(transaction.get(BY_KEY, [key]))),
    list: () =>
      database.read((transaction) => transaction.all('SELECT * FROM sites').map(siteOf).sort(byName)),
    save: (input, expectedRevision) =>
      database.write((transaction) => {
        const site = storable(input, 'site');
        const changed = transaction.run(
          'UPDATE sites SET name = ?, origins = ?, settings = ?, facts = ?, revision = revision + 1 WHERE id = ? AND revision = ?',
          [
            site.name,
            JSON.stringify(site.origins),
            JSON.stringify(site.settings),
            JSON.stringify(site.facts),
            site.id,
            expectedRevision,
          ],
        );
        const stored = toSite(transaction.get(BY_ID, [site.id]));
        if (!stored) return { ok: false, reason: 'notFound' };
        return changed > 0 ? { ok: true, value: stored } : { ok: false, reason: 'stale', current: stored };
      }),
    seen: (id, origin, at) =>
      database.write((transaction) => {
        transaction.run(
          `UPDATE sites SET first_seen_at = min(coalesce(first_seen_at, ?), ?),
             last_seen_origin = CASE WHEN last_seen_at > ? THEN last_seen_origin ELSE ? END,
             last_seen_at = max(coalesce(last_seen_at, ?), ?)
           WHERE id = ?`,
          [at, at, at, storable(origin, 'origin'), at, at, id],
        );
      }),
  };
}

function toSite(row: Row | null): Site | null {
  return row && siteOf(row);
}

function siteOf(row: Row): Site {
  const column = columns(row);
  return {
    id: column.text('id'),
    key: column.text('key'),
    name: column.text('name'),
    origins: column.json('origins'),
    settings: column.json('settings'),
    facts: column.json('facts'),
    firstSeenAt: column.dateOrNull('first_seen_at'),
    lastSeenAt: column.dateOrNull('last_seen_at'),
    lastSeenOrigin: column.textOrNull('last_seen_origin'),
    revision: column.number('revision'),
    createdAt: column.date('created_at'),
  };
}
