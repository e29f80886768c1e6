import { describe, expect, test } from 'vitest';
import { badInputFixture, problemIn } from '../../testing/bad-input-fixture';
import { ADMIN, ORIGIN } from '../../testing/start-test-server';

const on = badInputFixture();

describe('stale changes', () => {
  test('each answers the thing as it is now, in the shape that reading it has', async () => {
    const { site, team } = on.server;
    const one = (
      await on.visitor.send({
        method: 'POST',
        path: '/v1/conversations',
        body: { site: site.key, visit: on.visitor.started.visit.id, text: 'Hello', pageUrl: '' },
      })
    ).body as { id: string };
    const agent = {
      name: 'x',
      email: ADMIN,
      roles: ['administrator'],
      teamIds: [],
      primaryTeamId: null,
      enabled: true,
    };
    for (const [path, method, body] of [
      [`/v1/admin/teams/${team.id}`, 'PUT', { name: 'Sales', hours: null }],
      [`/v1/admin/agents/${on.admin.agentId}`, 'PUT', agent],
      [`/v1/admin/sites/${site.id}`, 'PUT', { name: 'Shop', origins: [ORIGIN], settings: site.settings }],
      [`/v1/admin/conversations/${one.id}`, 'PATCH', { status: 'closed' }],
    ] as const) {
      const answered = await on.admin.send({ method, path, body: { ...body, revision: 99 } });
      expect(problemIn(answered).code, answered.text).toBe('stale');
      const now = (await on.admin.send({ path })).body as Record<string, unknown>;
      expect(now, path).toMatchObject(problemIn(answered).current as object);
      expect(Object.keys(problemIn(answered).current as object).length, path).toBeGreaterThan(4);
    }
  });
});
