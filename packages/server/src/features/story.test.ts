import {
  type ClaimResponse,
  type ConversationListResponse,
  type ConversationWire,
  type RuleListResponse,
  type RuleWire,
  type VisitorConversation,
} from '@beckon/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEvents } from '../testing/read-events';
import { ADMIN, AGENT, ORIGIN, startTestServer, type TestServer } from '../testing/start-test-server';
import { startVisitor } from '../testing/visitor-caller';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

test('the story, over HTTP: a rule, a visit, a claim, a reply, an answer, and 1/1/1', async () => {
  const { site, team } = server;
  const admin = await server.signIn(ADMIN);
  const agent = await server.signIn(AGENT);

  const when = {
    all: [
      { criterion: 'pageUrl', operator: 'contains', value: '/product' },
      { criterion: 'timeOnPage', operator: 'greaterThanOrEqual', value: 15 },
    ],
  };
  const created = await admin.send({
    method: 'POST',
    path: `/v1/admin/sites/${site.id}/rules`,
    body: {
      title: 'Product page engagement',
      when,
      then: { from: { team: team.id }, message: 'Need a hand choosing?', assign: true },
    },
  });
  expect(created.status).toBe(201);
  const rule = created.body as RuleWire;
  expect(rule).toMatchObject({ title: 'Product page engagement', enabled: true, when });

  const inboxStream = await server.open({ path: '/v1/admin/events', headers: { cookie: agent.cookie } });
  const inboxEvents = readEvents(inboxStream);

  const facts = { pageUrl: `${ORIGIN}/product/rocket-r58`, timeOnPage: 0 };
  const visitor = await startVisitor(server, facts);
  const { visit, residue } = visitor.started;
  expect(residue.rules.map(({ id }) => id)).toEqual([rule.id]);

  const claim = (timeOnPage: number) =>
    visitor.send({
      method: 'POST',
      path: '/v1/engagements',
      body: {
        site: site.key,
        visit: visit.id,
        rule: rule.id,
        revision: residue.revision,
        facts: { ...facts, timeOnPage },
      },
    });
  expect((await claim(14)).body).toMatchObject({ granted: false, reason: 'noMatch' });
  const granted = (await claim(15)).body as ClaimResponse & { granted: true };
  expect(granted).toMatchObject({
    granted: true,
    engagement: { rule: rule.id, from: { kind: 'team', name: 'Sales' }, message: 'Need a hand choosing?' },
  });

  for (const step of ['delivered', 'opened', 'opened']) {
    expect(
      (
        await visitor.send({
          method: 'POST',
          path: `/v1/engagements/${granted.engagement.id}/events`,
          body: { site: site.key, step },
        })
      ).status,
    ).toBe(204);
  }

  const started = await visitor.send({
    method: 'POST',
    path: '/v1/conversations',
    body: {
      site: site.key,
      visit: visit.id,
      engagement: granted.engagement.id,
      text: 'Which one is quiet?',
      pageUrl: facts.pageUrl,
    },
  });
  expect(started.status).toBe(201);
  const conversation = started.body as VisitorConversation;
  expect(conversation.messages.map(({ text }) => text)).toEqual([
    'Need a hand choosing?',
    'Which one is quiet?',
  ]);

  for await (const { event, data } of inboxEvents) {
    if (event !== 'conversation') continue;
    expect(data).toMatchObject({
      id: conversation.id,
      assignedTeamId: team.id,
      lastMessage: { text: 'Which one is quiet?' },
    });
    break;
  }

  const visitorStream = await server.open({
    path: `/v1/events?site=${site.key}`,
    headers: { origin: ORIGIN, authorization: visitor.authorization },
  });
  const visitorEvents = readEvents(visitorStream);
  expect((await visitorEvents.next()).value).toMatchObject({
    event: 'conversation',
    data: { id: conversation.id },
  });

  const list = (await agent.send({ path: '/v1/admin/conversations' })).body as ConversationListResponse;
  expect(list.conversations).toMatchObject([{ id: conversation.id, ruleId: rule.id }]);
  const reply = await agent.send({
    method: 'POST',
    path: `/v1/admin/conversations/${conversation.id}/messages`,
    headers: { 'idempotency-key': 'reply-0001' },
    body: { text: 'The R58.' },
  });
  const again = await agent.send({
    method: 'POST',
    path: `/v1/admin/conversations/${conversation.id}/messages`,
    headers: { 'idempotency-key': 'reply-0001' },
    body: { text: 'The R58.' },
  });
  expect(again.body).toEqual(reply.body);

  const heard = (await visitorEvents.next()).value as { data: VisitorConversation };
  expect(heard.data.messages.at(-1)).toMatchObject({
    author: { kind: 'agent', name: 'agent' },
    text: 'The R58.',
  });
  await visitorEvents.return();

  const whole = (await agent.send({ path: `/v1/admin/conversations/${conversation.id}` }))
    .body as ConversationWire;
  expect(whole.messages.map(({ proactive }) => proactive)).toEqual([true, false, false]);
  expect(whole.ruleTitle).toBe('Product page engagement');
  const assigned = await agent.send({
    method: 'PATCH',
    path: `/v1/admin/conversations/${conversation.id}`,
    body: { assignedAgentId: agent.agentId, revision: whole.revision },
  });
  expect(assigned.body).toMatchObject({ assignedTeamId: team.id, assignedAgentId: agent.agentId });

  expect(
    (
      await visitor.send({
        method: 'POST',
        path: `/v1/conversations/${conversation.id}/read`,
        body: { site: site.key, count: 3 },
      })
    ).status,
  ).toBe(204);
  const rules = (await admin.send({ path: `/v1/admin/sites/${site.id}/rules` })).body as RuleListResponse;
  expect(rules.rules[0]?.counts).toEqual({ delivered: 1, clicked: 1, conversations: 1 });

  const next = await visitor.send({
    method: 'POST',
    path: '/v1/visits',
    body: { site: site.key, visit: visit.id, facts: { ...facts, pageUrl: `${ORIGIN}/product/niche-zero` } },
  });
  expect(next.body).toMatchObject({
    visit: { id: visit.id, continued: true, engaged: true },
    residue: { rules: [] },
    unreadMessages: 0,
  });
  expect(server.log.filter(({ level }) => level !== 'info')).toEqual([]);
});
