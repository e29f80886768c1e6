import { describe, expect, test } from 'vitest';
import { badInputFixture, problemIn, unknownId } from '../../testing/bad-input-fixture';
import { ADMIN } from '../../testing/start-test-server';

const on = badInputFixture();

describe('people and sites', () => {
  test.each([
    ['/v1/admin/teams', { name: '', hours: null }, '/name'],
    [
      '/v1/admin/teams',
      { name: 'x', hours: { zone: 'Mars/Olympus', week: [], exceptions: [] } },
      '/hours/zone',
    ],
    [
      '/v1/admin/teams',
      {
        name: 'x',
        hours: {
          zone: 'Europe/Zurich',
          week: [{ day: 1, intervals: [{ open: '25:00', close: '9' }] }],
          exceptions: [],
        },
      },
      '/hours/week/0/intervals/0/open',
    ],
    [
      '/v1/admin/agents',
      { name: 'x', email: 'nobody', roles: ['agent'], teamIds: [], primaryTeamId: null },
      '/email',
    ],
    [
      '/v1/admin/agents',
      {
        name: 'x',
        email: 'x@y.example',
        password: 'short',
        roles: ['agent'],
        teamIds: [],
        primaryTeamId: null,
      },
      '/password',
    ],
    [
      '/v1/admin/agents',
      { name: 'x', email: 'x@y.example', roles: ['owner'], teamIds: [], primaryTeamId: null },
      '/roles/0',
    ],
    ['/v1/admin/sites', { name: 'x', origins: ['shop.example'] }, '/origins/0'],
    ['/v1/admin/sites', { name: 'x', origins: ['https://shop.example/path'] }, '/origins/0'],
    ['/v1/admin/sites', { name: 'x', origins: ['javascript:alert(1)'] }, '/origins/0'],
  ])('%s names the field at fault', async (path, body, at) => {
    const before = await on.stored();
    const answered = await on.admin.send({ method: 'POST', path, body });
    expect(problemIn(answered), answered.text).toMatchObject({ code: 'invalidRequest' });
    expect(problemIn(answered).issues?.map((issue) => issue.path)).toContain(at);
    await on.nothingHappened(before);
  });

  test('an address that is taken, a team that does not exist', async () => {
    const before = await on.stored();
    const draft = { name: 'x', email: ADMIN, roles: ['agent'], teamIds: [], primaryTeamId: null };
    expect(
      problemIn(await on.admin.send({ method: 'POST', path: '/v1/admin/agents', body: draft })),
    ).toMatchObject({ code: 'conflict' });
    on.server.log.splice(0);
    const answered = await on.admin.send({
      method: 'POST',
      path: '/v1/admin/agents',
      body: { ...draft, email: 'new@shop.example', teamIds: [unknownId] },
    });
    expect(problemIn(answered)).toMatchObject({ code: 'invalidReference', issues: [{ path: '/teamIds/0' }] });
    await on.nothingHappened(before);
  });
});
