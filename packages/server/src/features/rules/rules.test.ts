import {
  type AnalysisResponse,
  type ExplainResponse,
  type RuleListResponse,
  type RuleWire,
} from '@beckon/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  ADMIN,
  type SignedInCaller,
  startTestServer,
  type TestServer,
} from '../../testing/start-test-server';

let server: TestServer;
let admin: SignedInCaller;
let path: string;
beforeAll(async () => {
  server = await startTestServer();
  admin = await server.signIn(ADMIN);
  path = `/v1/admin/sites/${server.site.id}/rules`;
});
afterAll(() => server.close());

async function create(title: string, value: string): Promise<RuleWire> {
  const when = { criterion: 'pageUrl', operator: 'contains', value };
  return (
    await admin.send({
      method: 'POST',
      path,
      body: { title, when, then: { from: { team: server.team.id }, message: 'Hello', assign: false } },
    })
  ).body as RuleWire;
}

test('order, explanation, analysis, deletion and its undoing', async () => {
  const first = await create('All products', '/product');
  const second = await create('The R58', '/product/rocket-r58');

  const facts = { pageUrl: 'https://shop.example/product/rocket-r58' };
  const explained = (await admin.send({ method: 'POST', path: `${path}/explain`, body: { facts } }))
    .body as ExplainResponse;
  expect(explained).toMatchObject({
    winner: first.id,
    rules: [
      { ruleId: first.id, verdict: 'match' },
      { ruleId: second.id, verdict: 'match' },
    ],
  });
  expect(JSON.stringify(explained.rules[0]?.because)).toContain('/product');
  expect(
    (await admin.send({ method: 'POST', path: `${path}/explain`, body: { facts: {} } })).body,
  ).toMatchObject({ winner: null, rules: [{ verdict: 'unknown' }, { verdict: 'unknown' }] });

  const findings = async () =>
    ((await admin.send({ path: `${path}/analysis` })).body as AnalysisResponse).findings;
  expect(JSON.stringify(await findings())).toContain(second.id);

  const { revision } = (await admin.send({ path })).body as RuleListResponse;
  const ordered = (
    await admin.send({ method: 'PUT', path: `${path}/order`, body: { ids: [second.id, first.id], revision } })
  ).body as RuleListResponse;
  expect(ordered.rules.map(({ id }) => id)).toEqual([second.id, first.id]);
  expect(await findings()).toEqual([]);
  expect((await admin.send({ method: 'POST', path: `${path}/explain`, body: { facts } })).body).toMatchObject(
    { winner: second.id },
  );

  const removed = (
    await admin.send({ method: 'DELETE', path: `/v1/admin/rules/${second.id}?revision=${second.revision}` })
  ).body as RuleWire;
  expect(((await admin.send({ path })).body as RuleListResponse).rules.map(({ id }) => id)).toEqual([
    first.id,
  ]);
  await admin.send({
    method: 'POST',
    path: `/v1/admin/rules/${second.id}/restore`,
    body: { revision: removed.revision },
  });
  expect(((await admin.send({ path })).body as RuleListResponse).rules.map(({ id }) => id)).toEqual([
    second.id,
    first.id,
  ]);
});

test('the criteria are all twelve, as declared', async () => {
  const { criteria } = (await admin.send({ path: '/v1/admin/criteria' })).body as {
    criteria: { id: string; label: string }[];
  };
  expect(criteria).toHaveLength(12);
  expect(criteria).toContainEqual(
    expect.objectContaining({ id: 'timeOnPage', label: 'Time on page (in sec)' }),
  );
});
