import { type Engagement, type Message, type Rule } from '@beckon/domain';
import { openSqliteStorage } from './storage';

/**
 * What a second, third … process does in `processes.test.ts`: works on the same file and says on a line what was acknowledged.
 * Arguments: file, name of the process, how many rounds.
 */
const [file = '', name = '', rounds = '0'] = process.argv.slice(2);

const at = new Date(0);
const say = (line: Record<string, unknown>) =>
  new Promise<void>((resolve) => process.stdout.write(`${JSON.stringify(line)}\n`, () => resolve()));

const rule = (id: string): Rule => ({
  id,
  siteId: 'site',
  title: name,
  enabled: true,
  when: { all: [] },
  then: { from: { team: 'team' }, message: 'Hi', assign: false },
  revision: 1,
  creationFingerprint: null,
  createdAt: at,
  updatedAt: at,
  deletedAt: null,
});
const engagement = (round: number): Engagement => ({
  id: `${name}-${round}`,
  siteId: 'site',
  ruleId: `rule-${name}`,
  visitId: `visit-${round}`,
  visitorId: 'visitor',
  from: { team: 'team' },
  message: 'Hi',
  assign: false,
  claimKey: `${name}-${round}`,
  claimFingerprint: null,
  claimedAt: at,
  leaseUntil: new Date(30_000),
  deliveredAt: null,
  openedAt: null,
  dismissedAt: null,
  pageUrl: '/',
});
const message = (round: number): Message => ({
  id: `${name}-${round}`,
  author: { kind: 'visitor' },
  text: 'Hi',
  sentAt: at,
  proactive: false,
  key: `${name}-${round}`,
});

const storage = await openSqliteStorage({ file });
await storage.migrate();
await say({ ready: true });
await new Promise((resolve) => process.stdin.once('data', resolve));
for (let round = 0; round < Number(rounds); round += 1) {
  const { outcome } = await storage.engagements.claim(engagement(round), at);
  const appended = await storage.conversations.append('conversation', message(round), []);
  await storage.rules.insert(rule(`${name}-${round}`));
  const team = await storage.teams.get('team');
  const saved = team && (await storage.teams.save({ ...team, name }, team.revision));
  await say({
    round,
    claimed: outcome === 'claimed',
    appended: appended.ok && appended.created,
    saved: saved?.ok === true,
  });
}
await storage.close();
process.exit(0);
