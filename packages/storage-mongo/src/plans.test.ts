import { type Connection } from 'mongoose';
import { afterAll, beforeAll, expect } from 'vitest';
import { randomDatabase } from '../../../tooling/mongo';
import { describeMongo, realMongo } from '../../../tooling/mongo/suites';
import { connect } from './connect';
import { migrate } from './migrate';
import { type Models, models } from './models';

/** The stages of a query's plan, by name. */
function stages(plan: unknown): string[] {
  if (Array.isArray(plan)) return plan.flatMap(stages);
  if (typeof plan !== 'object' || plan === null) return [];
  return Object.entries(plan).flatMap(([key, value]) => (key === 'stage' ? [String(value)] : stages(value)));
}

describeMongo('query plans', ({ uri }) => {
  let connection: Connection;
  let raw: Models;
  beforeAll(async () => {
    connection = await connect(uri, randomDatabase());
    raw = models(connection);
    await migrate(raw);
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  const newest = { lastMessageAt: -1, _id: -1 } as const;
  const queries: [string, () => Promise<unknown>][] = [
    ['a claim', () => raw.engagements.find({ visitId: 'v' }).explain('queryPlanner')],
    [
      'the engagements of a visitor',
      () =>
        raw.engagements
          .find({ visitorId: 'v', deliveredAt: { $ne: null } })
          .sort({ deliveredAt: -1, _id: -1 })
          .limit(9)
          .explain('queryPlanner'),
    ],
    [
      'a page of the inbox',
      () =>
        raw.conversations
          .find({ siteId: 's', lastMessageAt: { $lte: new Date() } })
          .sort(newest)
          .limit(9)
          .explain('queryPlanner'),
    ],
    [
      'a page of a team’s inbox',
      () =>
        raw.conversations
          .find({ assignedTeamId: 't', lastMessageAt: { $lte: new Date() } })
          .sort(newest)
          .limit(9)
          .explain('queryPlanner'),
    ],
    [
      'the conversations of a visitor',
      () => raw.conversations.find({ visitorId: 'v' }).sort(newest).limit(9).explain('queryPlanner'),
    ],
  ];
  for (const [name, explain] of queries) {
    realMongo('the stand-in has no explain', `${name}: read from an index, unsorted`, async () => {
      const { queryPlanner } = (await explain()) as { queryPlanner: { winningPlan: unknown } };
      const used = stages(queryPlanner.winningPlan);
      expect(used).toContain('IXSCAN');
      expect(used).not.toContain('COLLSCAN');
      expect(used).not.toContain('SORT');
    });
  }

  realMongo('the stand-in has no explain', 'unsent events: read from an index', async () => {
    const plan = await raw.conversations
      .find({ 'unsentEvents.at': { $gte: new Date(0) } })
      .sort({ 'unsentEvents.at': 1, _id: 1 })
      .limit(9)
      .explain('queryPlanner');
    const used = stages(
      (plan as unknown as { queryPlanner: { winningPlan: unknown } }).queryPlanner.winningPlan,
    );
    expect(used).toContain('IXSCAN');
    expect(used).not.toContain('COLLSCAN');
  });
});
