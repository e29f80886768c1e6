import { type Rule, type RuleStore, storable } from '@beckon/domain';
import { columns } from '../columns';
import { type Database } from '../database';
import { type Row, type Transaction } from '../transaction';

const BY_ID = 'SELECT * FROM rules WHERE id = ?';

export function ruleStore(database: Database): RuleStore {
  return {
    insert: (input) =>
      database.write((transaction) => {
        const rule = storable(input, 'rule');
        if (transaction.get(BY_ID, [rule.id])) return { ok: false, reason: 'conflict', field: 'id' };
        transaction.run(
          `INSERT INTO rules (position, id, site_id, title, enabled, conditions, action, revision, created_at, updated_at, deleted_at,
             creation_fingerprint)
           SELECT coalesce(max(position), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM rules WHERE site_id = ?`,
          [
            rule.id,
            rule.siteId,
            rule.title,
            rule.enabled,
            JSON.stringify(rule.when),
            JSON.stringify(rule.then),
            rule.revision,
            rule.createdAt,
            rule.updatedAt,
            rule.deletedAt,
            rule.creationFingerprint,
            rule.siteId,
          ],
        );
        grow(transaction, rule.siteId);
        return { ok: true, value: rule };
      }),
    get: (id) => database.read((transaction) => toRule(transaction.get(BY_ID, [id]))),
    list: (siteId) =>
      database.read((transaction) => ({
        revision: revisionOf(transaction, siteId),
        rules: transaction
          .all('SELECT * FROM rules WHERE site_id = ? AND deleted_at IS NULL ORDER BY position', [siteId])
          .map(ruleOf),
      })),
    revision: (siteId) => database.read((transaction) => revisionOf(transaction, siteId)),
    save: (input, expectedRevision) =>
      database.write((transaction) => {
        const rule = storable(input, 'rule');
        const changed = transaction.run(
          `UPDATE rules SET title = ?, enabled = ?, conditions = ?, action = ?, updated_at = ?, deleted_at = ?, revision = revision + 1
           WHERE id = ? AND revision = ?`,
          [
            rule.title,
            rule.enabled,
            JSON.stringify(rule.when),
            JSON.stringify(rule.then),
            rule.updatedAt,
            rule.deletedAt,
            rule.id,
            expectedRevision,
          ],
        );
        const stored = toRule(transaction.get(BY_ID, [rule.id]));
        if (!stored) return { ok: false, reason: 'notFound' };
        if (changed === 0) return { ok: false, reason: 'stale', current: stored };
        grow(transaction, stored.siteId);
        return { ok: true, value: stored };
      }),
    reorder: (siteId, ids, expectedRevision) =>
      database.write((transaction) => {
        if (revisionOf(transaction, siteId) !== expectedRevision) return { ok: false, reason: 'stale' };
        const places = transaction.all(
          'SELECT id, position FROM rules WHERE site_id = ? AND deleted_at IS NULL ORDER BY position',
          [siteId],
        );
        const wanted = new Set(ids);
        const same =
          wanted.size === ids.length &&
          ids.length === places.length &&
          places.every(({ id }) => wanted.has(String(id)));
        if (!same) return { ok: false, reason: 'mismatch' };
        ids.forEach((id, index) => {
          transaction.run('UPDATE rules SET position = ? WHERE id = ?', [
            places[index]?.['position'] ?? null,
            id,
          ]);
        });
        return { ok: true, revision: grow(transaction, siteId) };
      }),
  };
}

function revisionOf(transaction: Transaction, siteId: string): number {
  const row = transaction.get('SELECT revision FROM rule_lists WHERE site_id = ?', [siteId]);
  return row ? columns(row).number('revision') : 0;
}

function grow(transaction: Transaction, siteId: string): number {
  transaction.run(
    'INSERT INTO rule_lists (site_id, revision) VALUES (?, 1) ON CONFLICT DO UPDATE SET revision = revision + 1',
    [siteId],
  );
  return revisionOf(transaction, siteId);
}

function toRule(row: Row | null): Rule | null {
  return row && ruleOf(row);
}

function ruleOf(row: Row): Rule {
  const column = columns(row);
  return {
    id: column.text('id'),
    siteId: column.text('site_id'),
    title: column.text('title'),
    enabled: column.boolean('enabled'),
    when: column.json('conditions'),
    then: column.json('action'),
    revision: column.number('revision'),
    creationFingerprint: column.textOrNull('creation_fingerprint'),
    createdAt: column.date('created_at'),
    updatedAt: column.date('updated_at'),
    deletedAt: column.dateOrNull('deleted_at'),
  };
}
