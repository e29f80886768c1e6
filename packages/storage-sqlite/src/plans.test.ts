import {
  type Conversation,
  type ConversationFilter,
  encodeCursor,
  type Engagement,
  type Message,
} from '@beckon/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Database } from './database';
import { migrate } from './migrate';
import { conversationStore } from './stores/conversations';
import { deadLetterStore } from './stores/dead-letters';
import { engagementStore } from './stores/engagements';
import { ruleStore } from './stores/rules';
import { sessionStore } from './stores/sessions';
import { visitStore } from './stores/visits';
import { type Transaction, type Value } from './transaction';

let database: Database;
beforeAll(async () => {
  database = await Database.open(':memory:');
  await migrate(database, ':memory:');
  // What a statement leads to when something is there.
  await conversationStore(database).insert(conversation);
});
afterAll(() => database.close());

/** The steps of SQLite's plan for every SELECT that `run` makes a store send. */
async function plansOf(run: (recording: Database) => Promise<unknown>): Promise<string[]> {
  const sent: [sql: string, parameters: readonly Value[]][] = [];
  const recorded = (transaction: Transaction): Transaction => ({
    all: (sql, parameters = []) => (sent.push([sql, parameters]), transaction.all(sql, parameters)),
    get: (sql, parameters = []) => (sent.push([sql, parameters]), transaction.get(sql, parameters)),
    run: (sql, parameters = []) => (sent.push([sql, parameters]), transaction.run(sql, parameters)),
  });
  const recording = {
    read: (work: (transaction: Transaction) => unknown) =>
      database.read((transaction) => work(recorded(transaction))),
    write: (work: (transaction: Transaction) => unknown) =>
      database.write((transaction) => work(recorded(transaction))),
  };
  await run(recording as unknown as Database);
  const plans = await database.read((transaction) =>
    // libsql does not finish the EXPLAIN of a write.
    sent
      .filter(([sql]) => sql.startsWith('SELECT'))
      .flatMap(([sql, parameters]) => transaction.all(`EXPLAIN QUERY PLAN ${sql}`, parameters)),
  );
  return plans.map(({ detail }) => String(detail));
}

const now = new Date(0);
const cursor = encodeCursor({ at: now, id: 'x' });
const message: Message = {
  id: 'm',
  author: { kind: 'visitor' },
  text: 'Hello',
  sentAt: now,
  proactive: false,
  key: 'k',
};
const engagement: Engagement = {
  id: 'e',
  siteId: 's',
  ruleId: 'r',
  visitId: 'v',
  visitorId: 'w',
  from: { team: 't' },
  message: 'Hello',
  assign: false,
  claimKey: 'k',
  claimFingerprint: null,
  claimedAt: now,
  leaseUntil: now,
  deliveredAt: null,
  openedAt: null,
  dismissedAt: null,
  pageUrl: '',
};
const conversation: Conversation = {
  id: 'c',
  siteId: 's',
  visitorId: 'w',
  visitId: 'v',
  engagementId: null,
  ruleId: null,
  startKey: 'k',
  status: 'open',
  assignedTeamId: null,
  assignedAgentId: null,
  messages: [message],
  visitorReadCount: 0,
  pageUrl: '',
  createdAt: now,
  lastMessageAt: now,
  revision: 1,
  unsentEvents: [],
};
const inbox =
  (filter: Partial<ConversationFilter>, after: string | null = null) =>
  (recording: Database) =>
    conversationStore(recording).list({ siteId: null, status: null, assigned: null, ...filter }, after, 9);

it.each<[string, (recording: Database) => Promise<unknown>]>([
  ['the inbox', inbox({})],
  ['the inbox, what is open', inbox({ status: 'open' })],
  ['the inbox of a site', inbox({ siteId: 's' })],
  ['the inbox of a team', inbox({ assigned: { team: 't' } })],
  ['the inbox of an agent', inbox({ assigned: { agent: 'a' } })],
  ['what nobody has', inbox({ assigned: 'unassigned' })],
  ['a further page', inbox({ siteId: 's' }, cursor)],
  ['the conversations of a visitor', (recording) => conversationStore(recording).listByVisitor('v', 9)],
  ['the engagements of a visit', (recording) => engagementStore(recording).listByVisit('v')],
  ['the engagements of a visitor', (recording) => engagementStore(recording).listByVisitor('v', 9)],
  ['a step', (recording) => engagementStore(recording).mark('e', 'opened', now)],
  ['a visit', (recording) => visitStore(recording).get('v')],
  ['a claim', (recording) => engagementStore(recording).claim(engagement, now)],
  ['a session', (recording) => sessionStore(recording).get('t', now)],
  ['the rules of a site', (recording) => ruleStore(recording).list('s')],
  ['a message', (recording) => conversationStore(recording).append('c', { ...message, key: 'l' }, [])],
  ['unsent events', (recording) => conversationStore(recording).listUnsent(9)],
  ['dead letters', (recording) => deadLetterStore(recording).list(null, 9)],
  ['counts by rule', (recording) => engagementStore(recording).countByRule('s', null, null)],
  ['counts by rule of a day', (recording) => engagementStore(recording).countByRule('s', now, now)],
])('%s: read from an index, however much there is', async (_, run) => {
  const steps = (await plansOf(run)).join('\n');
  expect(steps).toMatch(/USING (COVERING )?(INDEX|PRIMARY KEY)/);
  expect(steps).not.toMatch(/^SCAN (?!.* USING (COVERING )?INDEX)/m);
});

it.each<[string, (recording: Database) => Promise<unknown>]>([
  ['the inbox', inbox({})],
  ['the inbox of a site', inbox({ siteId: 's' })],
  ['the inbox of a team', inbox({ assigned: { team: 't' } })],
  ['the inbox of an agent', inbox({ assigned: { agent: 'a' } })],
  ['a further page', inbox({ siteId: 's' }, cursor)],
  ['the conversations of a visitor', (recording) => conversationStore(recording).listByVisitor('v', 9)],
  ['dead letters', (recording) => deadLetterStore(recording).list(null, 9)],
])('%s: not sorted either', async (_, run) => {
  expect((await plansOf(run)).join('\n')).not.toMatch(/TEMP B-TREE/);
});

it('counts are taken from an index alone, in its order', async () => {
  const steps = await plansOf((recording) => engagementStore(recording).countByRule('s', null, null));
  expect(steps).toContain('SEARCH engagements USING COVERING INDEX engagements_delivered (site_id=?)');
});
