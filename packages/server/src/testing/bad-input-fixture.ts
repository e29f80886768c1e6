import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { ADMIN, ORIGIN, type SignedInCaller, startTestServer, type TestServer } from './start-test-server';
import { startVisitor, type VisitorCaller } from './visitor-caller';

export interface ProblemBody {
  code: string;
  detail: string;
  issues?: { path: string; code: string; message: string }[];
  current?: unknown;
}

export const problemIn = (answered: { body: unknown }) => answered.body as ProblemBody;

/** An id that nothing has. */
export const unknownId = '01J9ZZZZZZZZZZZZZZZZZZZZZZ';

/** A server for one file of tests, an administrator, a visitor, and what shows that nothing happened. */
export interface BadInputFixture {
  server: TestServer;
  admin: SignedInCaller;
  visitor: VisitorCaller;
  rulesPath: string;
  /** A rule that is as it must be. */
  good: { title: string; when: unknown; then: { from: unknown; message: string; assign: boolean } };
  /** All that an administrator could have changed, as text. */
  stored(): Promise<string>;
  /** Nothing stored since `before`, one line in the log, server alive. */
  nothingHappened(before: string): Promise<void>;
}

/** Starts the server before the file's tests and ends it after them; the log is empty before each. */
export function badInputFixture(): BadInputFixture {
  const fixture = {
    async stored() {
      const { rules, teams, agents, sites } = fixture.server.storage;
      return JSON.stringify([
        await rules.list(fixture.server.site.id),
        await teams.list(),
        await agents.list(),
        await sites.list(),
      ]);
    },
    async nothingHappened(before: string) {
      expect(fixture.server.log).toHaveLength(1);
      expect(fixture.server.log[0]?.level).toBe('info');
      expect(await fixture.stored()).toBe(before);
      expect((await fixture.server.send({ path: '/readyz' })).status).toBe(200);
    },
  } as BadInputFixture;
  beforeAll(async () => {
    fixture.server = await startTestServer();
    fixture.admin = await fixture.server.signIn(ADMIN);
    fixture.visitor = await startVisitor(fixture.server, { pageUrl: `${ORIGIN}/product/rocket-r58` });
    fixture.rulesPath = `/v1/admin/sites/${fixture.server.site.id}/rules`;
    fixture.good = {
      title: 'Rule',
      when: { criterion: 'pageUrl', operator: 'contains', value: '/p' },
      then: { from: { team: fixture.server.team.id }, message: 'Hello', assign: true },
    };
  });
  afterAll(() => fixture.server.close());
  beforeEach(() => void fixture.server.log.splice(0));
  return fixture;
}
