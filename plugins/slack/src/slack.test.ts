import { createFakeFetch, createFakeHost, testPlugin } from '@beckon/plugin/testing';
import { describe, expect, it } from 'vitest';
import slack from './index';

const webhookUrl = 'https://hooks.slack.example/services/T/B/x';

testPlugin(slack, { options: { webhookUrl } });

describe('slack', () => {
  const start = async (options: object = {}, status = 200) => {
    const fetch = createFakeFetch({ [webhookUrl]: () => new Response('ok', { status }) });
    const host = await createFakeHost(slack, { options: { webhookUrl, ...options }, fetch });
    const texts = () =>
      Promise.all(
        fetch.requests.map(async (request) => ((await request.clone().json()) as { text: string }).text),
      );
    return { host, texts };
  };
  const started = {
    siteId: 's1',
    conversationId: 'c1',
    visitorId: 'v1',
    visitId: 'i1',
    engagementId: null,
    ruleId: null,
    assignedTeamId: null,
    assignedAgentId: null,
    pageUrl: 'https://shop.example/?a=1&b=2',
  };
  const message = (
    text: string,
    author: { kind: 'visitor' } | { kind: 'agent'; agentId: string } = { kind: 'visitor' },
  ) => ({ siteId: 's1', conversationId: 'c1', visitorId: 'v1', messageId: 'm1', author, text });

  it('tells how a conversation began and where', async () => {
    const { host, texts } = await start({ inboxUrl: 'https://beckon.example/inbox' });
    await host.emit('conversation.started', started);
    await host.emit('conversation.started', { ...started, engagementId: 'e1', pageUrl: '' });
    expect(await texts()).toEqual([
      'A visitor has begun a conversation on https://shop.example/?a=1&amp;b=2.\n<https://beckon.example/inbox|Open the inbox>',
      'A visitor has answered a proactive message.\n<https://beckon.example/inbox|Open the inbox>',
    ]);
  });

  it('quotes visitors so that nothing they write is a link, a mention or the end of the quotation', async () => {
    const { host, texts } = await start();
    await host.emit(
      'conversation.message',
      message('<!channel> look & <https://evil.example|here>\nsecond line'),
    );
    await host.emit('conversation.message', message('x'.repeat(600)));
    expect((await texts())[0]).toBe(
      'A visitor writes:\n> &lt;!channel&gt; look &amp; &lt;https://evil.example|here&gt;\n> second line',
    );
    expect((await texts())[1]).toHaveLength('A visitor writes:\n> '.length + 501);
  });

  it("says nothing of agents' messages, and of visitors' only if that is wanted", async () => {
    const { host, texts } = await start();
    expect(
      await host.emit('conversation.message', message('hello', { kind: 'agent', agentId: 'a1' })),
    ).toEqual({ ok: true });
    const quiet = await start({ messages: false });
    expect(await quiet.host.emit('conversation.message', message('hello'))).toEqual({ ok: true });
    expect([...(await texts()), ...(await quiet.texts())]).toEqual([]);
  });

  it.each([
    [500, true],
    [429, true],
    [404, false],
    [410, false],
  ])('answers a failure for status %i (again: %s)', async (status, retry) => {
    const { host } = await start({}, status);
    expect(await host.emit('conversation.started', started)).toEqual({
      ok: false,
      error: `Slack answered ${status}`,
      retry,
    });
  });
});
