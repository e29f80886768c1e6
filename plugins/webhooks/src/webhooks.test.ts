import { parseOptions, pluginEventNames } from '@beckon/plugin';
import { createFakeFetch, createFakeHost, testPlugin } from '@beckon/plugin/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import webhooks, { isSecret, sign, verify } from './index';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const url = 'https://crm.example/beckon';
const started = {
  siteId: 's1',
  conversationId: 'c1',
  visitorId: 'v1',
  visitId: 'i1',
  engagementId: null,
  ruleId: null,
  assignedTeamId: null,
  assignedAgentId: null,
  pageUrl: 'https://shop.example/',
};

testPlugin(webhooks, { options: { endpoints: [{ url, secret }] } });

describe('signatures', () => {
  it('are those of the published example of Standard Webhooks', () => {
    expect(
      sign(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}')['webhook-signature'],
    ).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('are verified by the receiver, and nothing else is', () => {
    const headers = { ...sign(secret, 'e1', 1000, '{}') };
    expect(verify(secret, headers, '{}', 1200)).toBe(true);
    expect(
      verify(
        secret,
        { ...headers, 'webhook-signature': `v1,AAAA v2,x ${headers['webhook-signature']}` },
        '{}',
        1200,
      ),
    ).toBe(true);
    expect(verify(secret, headers, '{ }', 1200)).toBe(false);
    expect(verify(secret, headers, '{}', 1301)).toBe(false);
    expect(verify(secret, { ...headers, 'webhook-id': 'e2' }, '{}', 1200)).toBe(false);
    expect(verify('whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', headers, '{}', 1200)).toBe(false);
    expect(verify(secret, {}, '{}', 1200)).toBe(false);
  });

  it('hold for any body (property)', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 0, max: 2 ** 32 }),
        (id, body, at) => {
          expect(verify(secret, { ...sign(secret, id, at, body) }, body, at)).toBe(true);
          expect(verify(secret, { ...sign(secret, id, at, body) }, `${body}.`, at)).toBe(false);
        },
      ),
    );
  });

  it('need a secret of 24 to 64 bytes', () => {
    expect(isSecret(secret)).toBe(true);
    for (const wrong of ['', 'secret', 'whsec_', 'whsec_AAAA', 'whsec_!!!', `whsec_${'A'.repeat(200)}`])
      expect(isSecret(wrong)).toBe(false);
    expect(parseOptions(webhooks, { endpoints: [{ url: 'ftp://x', secret: 'x' }] })).toMatchObject({
      ok: false,
      issues: [{ path: '/endpoints/0/url' }, { path: '/endpoints/0/secret' }],
    });
  });
});

describe('webhooks', () => {
  const start = async (
    status: number | (() => number),
    endpoints: object[] = [{ url, secret, events: ['conversation.started'] }],
  ) => {
    const fetch = createFakeFetch({
      [url]: () =>
        new Response(null, {
          status: typeof status === 'number' ? status : status(),
          headers: { location: 'https://evil.example/' },
        }),
      'https://other.example/': 'ok',
    });
    return { host: await createFakeHost(webhooks, { options: { endpoints }, fetch }), fetch };
  };

  it('posts the event, signed, in the recommended shape', async () => {
    const { host, fetch } = await start(204);
    expect(await host.emit('conversation.started', started, { id: 'e1' })).toEqual({ ok: true });
    const [request] = fetch.requests;
    const body = (await request?.text()) ?? '';
    expect(JSON.parse(body)).toEqual({
      type: 'conversation.started',
      timestamp: '2026-01-01T00:00:00.000Z',
      data: started,
    });
    expect([request?.method, request?.redirect, request?.headers.get('content-type')]).toEqual([
      'POST',
      'manual',
      'application/json',
    ]);
    expect(verify(secret, Object.fromEntries(request?.headers ?? []), body, host.clock.now() / 1000)).toBe(
      true,
    );
    expect(request?.headers.get('webhook-id')).toBe('e1');
  });

  it.each([
    [500, true],
    [404, true],
    [302, true],
    [429, true],
    [410, false],
  ])('answers a failure for status %i (again: %s)', async (status, retry) => {
    const { host, fetch } = await start(status);
    expect(await host.emit('conversation.started', started)).toEqual({
      ok: false,
      error: `crm.example answered ${status}`,
      retry,
    });
    expect(fetch.requests).toHaveLength(1);
  });

  it('answers a failure where nobody can be reached', async () => {
    const { host } = await start(200, [
      { url: 'https://nowhere.example/', secret, events: ['conversation.started'] },
    ]);
    expect(await host.emit('conversation.started', started)).toMatchObject({
      ok: false,
      error: expect.stringContaining('nowhere.example could not be reached'),
    });
  });

  it('does not send again to who has the event, when it is tried again for another', async () => {
    let up = false;
    const { host, fetch } = await start(
      () => (up ? 200 : 503),
      [
        { url, secret, events: ['conversation.started'] },
        { url: 'https://other.example/', secret, events: ['conversation.started'] },
      ],
    );
    expect(await host.emit('conversation.started', started, { id: 'e1' })).toMatchObject({ ok: false });
    up = true;
    expect(await host.emit('conversation.started', started, { id: 'e1', attempt: 2 })).toEqual({ ok: true });
    expect(fetch.requests.map((request) => request.url)).toEqual([url, 'https://other.example/', url]);
  });

  it('sends only the events and the site that an endpoint wants', async () => {
    const { host, fetch } = await start(200, [
      { url, secret, events: ['conversation.started'], siteId: 's2' },
    ]);
    expect(await host.emit('conversation.started', started)).toEqual({ ok: true });
    await expect(
      host.emit('visit.started', {
        siteId: 's2',
        visitId: 'i',
        visitorId: 'v',
        landingUrl: '',
        referrerUrl: '',
      }),
    ).rejects.toThrow('does not listen');
    expect(fetch.requests).toEqual([]);
    expect(pluginEventNames).toContain('conversation.started');
  });
});
