import { type Engagement, type EngagementStep, type EngagementStore, storable } from '@beckon/domain';
import { atLeastOne, columns } from '../columns';
import { type Database } from '../database';
import { type Row, type Transaction } from '../transaction';
import { addEvents, listUnsent, markSent } from './unsent-events';

const BY_ID = 'SELECT * FROM engagements WHERE id = ?';
/** In the order of its index, so that nothing is sorted. */
const SHOWN = `SELECT rule_id, count(*) AS delivered, count(opened_at) AS clicked FROM engagements
  WHERE site_id = ? AND delivered_at >= ? AND delivered_at < ? GROUP BY rule_id ORDER BY rule_id`;
/** From the conversations, which are far fewer. */
const ANSWERED = `SELECT e.rule_id, count(*) AS conversations FROM conversations c CROSS JOIN engagements e ON e.id = c.engagement_id
  WHERE c.site_id = ? AND c.engagement_id IS NOT NULL AND e.delivered_at >= ? AND e.delivered_at < ? GROUP BY e.rule_id`;
const STEP_COLUMN = { opened: 'opened_at', dismissed: 'dismissed_at' } as const;

export function engagementStore(database: Database): EngagementStore {
  return {
    claim: (input, now, events = []) =>
      database.write((transaction) => {
        const wanted = storable(input, 'engagement');
        const repeated = transaction.get('SELECT * FROM engagements WHERE visit_id = ? AND claim_key = ?', [
          wanted.visitId,
          wanted.claimKey,
        ]);
        if (repeated) return { outcome: 'claimed', engagement: engagementOf(repeated) };
        const before = toEngagement(
          transaction.get('SELECT * FROM engagements WHERE visit_id = ? AND rule_id = ?', [
            wanted.visitId,
            wanted.ruleId,
          ]),
        );
        if (before?.deliveredAt) return { outcome: 'engagedBefore', engagement: before };
        const holder = toEngagement(
          transaction.get(
            'SELECT * FROM engagements WHERE visit_id = ? AND delivered_at IS NULL AND lease_until > ?',
            [wanted.visitId, now],
          ),
        );
        if (holder) return { outcome: 'busy', until: holder.leaseUntil };
        const engagement = before ? renew(transaction, before.id, wanted) : create(transaction, wanted);
        addEvents(transaction, 'engagement', engagement.id, events);
        return { outcome: 'claimed', engagement };
      }),
    get: (id) => database.read((transaction) => toEngagement(transaction.get(BY_ID, [id]))),
    listByVisit: (visitId) =>
      database.read((transaction) =>
        transaction
          .all('SELECT * FROM engagements WHERE visit_id = ? ORDER BY claimed_at, id', [visitId])
          .map(engagementOf),
      ),
    listByVisitor: (visitorId, limit) =>
      database.read((transaction) =>
        transaction
          .all(
            'SELECT * FROM engagements WHERE visitor_id = ? AND delivered_at IS NOT NULL ORDER BY delivered_at DESC, id DESC LIMIT ?',
            [visitorId, atLeastOne(limit)],
          )
          .map(engagementOf),
      ),
    mark: (id, step, at, events = {}) =>
      database.write((transaction) => {
        const before = toEngagement(transaction.get(BY_ID, [id]));
        if (!before) return null;
        const stamps = step === 'delivered' ? ['delivered_at'] : ['delivered_at', STEP_COLUMN[step]];
        const marked = transaction.all(
          `UPDATE engagements SET ${stamps.map((column) => `${column} = coalesce(${column}, ?)`).join(', ')} WHERE id = ? RETURNING *`,
          [...stamps.map(() => at), id],
        )[0];
        const noted = new Set<EngagementStep>(['delivered', step]);
        addEvents(
          transaction,
          'engagement',
          id,
          [...noted].flatMap((each) => (stampOf(before, each) === null ? (events[each] ?? []) : [])),
        );
        return {
          changed: stampOf(before, step) === null,
          engagement: marked ? engagementOf(marked) : before,
        };
      }),
    countByRule: (siteId, from, to) =>
      database.read((transaction) => {
        const bounds = [
          siteId,
          from?.getTime() ?? -Number.MAX_SAFE_INTEGER,
          to?.getTime() ?? Number.MAX_SAFE_INTEGER,
        ];
        const answered = new Map(
          transaction.all(ANSWERED, bounds).map((row) => {
            const column = columns(row);
            return [column.text('rule_id'), column.number('conversations')];
          }),
        );
        return transaction.all(SHOWN, bounds).map((row) => {
          const column = columns(row);
          const ruleId = column.text('rule_id');
          return {
            ruleId,
            delivered: column.number('delivered'),
            clicked: column.number('clicked'),
            conversations: answered.get(ruleId) ?? 0,
          };
        });
      }),
    listUnsent: async (limit) =>
      (await listUnsent(database, 'engagement', limit)).map(({ id, events }) => ({
        engagementId: id,
        events,
      })),
    markSent: (id, eventIds) => markSent(database, id, eventIds),
  };
}

function create(transaction: Transaction, engagement: Engagement): Engagement {
  transaction.run(
    `INSERT INTO engagements (id, site_id, rule_id, visit_id, visitor_id, sender, message, assign, claim_key, claimed_at, lease_until,
       delivered_at, opened_at, dismissed_at, page_url, claim_fingerprint)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      engagement.id,
      engagement.siteId,
      engagement.ruleId,
      engagement.visitId,
      engagement.visitorId,
      JSON.stringify(engagement.from),
      engagement.message,
      engagement.assign,
      engagement.claimKey,
      engagement.claimedAt,
      engagement.leaseUntil,
      engagement.deliveredAt,
      engagement.openedAt,
      engagement.dismissedAt,
      engagement.pageUrl,
      engagement.claimFingerprint,
    ],
  );
  return engagement;
}

function renew(transaction: Transaction, id: string, wanted: Engagement): Engagement {
  const row = transaction.all(
    `UPDATE engagements SET sender = ?, message = ?, assign = ?, claim_key = ?, claim_fingerprint = ?, claimed_at = ?, lease_until = ?, page_url = ?
     WHERE id = ? RETURNING *`,
    [
      JSON.stringify(wanted.from),
      wanted.message,
      wanted.assign,
      wanted.claimKey,
      wanted.claimFingerprint,
      wanted.claimedAt,
      wanted.leaseUntil,
      wanted.pageUrl,
      id,
    ],
  )[0];
  if (!row) throw new Error(`Engagement ${id} went away inside a transaction.`);
  return engagementOf(row);
}

function stampOf(engagement: Engagement, step: EngagementStep): Date | null {
  return engagement[`${step}At`];
}

function toEngagement(row: Row | null): Engagement | null {
  return row && engagementOf(row);
}

function engagementOf(row: Row): Engagement {
  const column = columns(row);
  return {
    id: column.text('id'),
    siteId: column.text('site_id'),
    ruleId: column.text('rule_id'),
    visitId: column.text('visit_id'),
    visitorId: column.text('visitor_id'),
    from: column.json('sender'),
    message: column.text('message'),
    assign: column.boolean('assign'),
    claimKey: column.text('claim_key'),
    claimFingerprint: column.textOrNull('claim_fingerprint'),
    claimedAt: column.date('claimed_at'),
    leaseUntil: column.date('lease_until'),
    deliveredAt: column.dateOrNull('delivered_at'),
    openedAt: column.dateOrNull('opened_at'),
    dismissedAt: column.dateOrNull('dismissed_at'),
    pageUrl: column.text('page_url'),
  };
}
