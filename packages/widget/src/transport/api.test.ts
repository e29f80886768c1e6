import { describe, expect, it } from 'vitest';
import { settle, testWorld } from '../testing/world';
import { createApi, pauseBefore } from './api';

const json = (status: number, body: unknown, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers });

function setUp(answers: (Response | 'hang' | 'break')[]) {
  const requests: { url: string; init: RequestInit }[] = [];
  const { world, pass } = testWorld({
    fetch: (url, init = {}) => {
      requests.push({ url: String(url), init });
      const answer = answers.shift() ?? 'break';
      if (answer === 'break') return Promise.reject(new TypeError('Failed to fetch'));
      if (answer !== 'hang') return Promise.resolve(answer);
      return new Promise((_, reject) =>
        init.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
      );
    },
  });
  return {
    requests,
    pass,
    api: createApi(world, 'https://beckon.test', 'site', () => ({ id: 'V', secret: 'S' })),
  };
}

describe('the API', () => {
  it('names the visitor in a header and the request by its key, and sends no cookies', async () => {
    const { api, requests } = setUp([json(200, { a: 1 })]);
    expect(await api.post('/v1/visits', { site: 'x' }, { key: 'key-1' })).toMatchObject({
      ok: true,
      body: { a: 1 },
    });
    const { url, init } = requests[0] as (typeof requests)[number];
    expect(url).toBe('https://beckon.test/v1/visits');
    expect(init.headers).toMatchObject({ Authorization: 'Beckon V:S', 'Idempotency-Key': 'key-1' });
    expect(init.credentials).toBe('omit');
  });

  it('tries again with the same key after breaks, overload and silence, as often as told', async () => {
    const { api, requests, pass } = setUp(['break', json(503, {}), 'hang', json(200, { done: true })]);
    const answer = api.post('/x', {}, { key: 'key-1', tries: 4 });
    for (let turn = 0; turn < 12; turn++) {
      await settle();
      pass(10_000);
    }
    expect(await answer).toMatchObject({ ok: true, body: { done: true } });
    expect(
      new Set(requests.map(({ init }) => (init.headers as Record<string, string>)['Idempotency-Key'])),
    ).toEqual(new Set(['key-1']));
  });

  it('does not repeat what would be refused again, nor what nobody wants any more', async () => {
    const refused = setUp([json(404, {}), json(200, {})]);
    expect(await refused.api.post('/x', {}, { key: 'k', tries: 5 })).toMatchObject({
      ok: false,
      final: true,
      status: 404,
    });
    const dropped = setUp(['break', json(200, {})]);
    const answer = dropped.api.post('/x', {}, { key: 'k', tries: 5, unless: () => true });
    await settle();
    dropped.pass(2000);
    expect((await answer).ok).toBeFalsy();
    expect([refused.requests.length, dropped.requests.length]).toEqual([1, 1]);
  });

  it('waits as long as the server says', async () => {
    const { api, requests, pass } = setUp([json(429, {}, { 'Retry-After': '30' }), json(200, {})]);
    void api.post('/x', {}, { key: 'k', tries: 2 });
    await settle();
    pass(29_000);
    await settle();
    expect(requests.length).toBe(1);
    pass(1000);
    await settle();
    expect(requests.length).toBe(2);
  });

  it('takes an answer that is no JSON for a failure', async () => {
    const { api } = setUp([new Response('<html>')]);
    expect(await api.get('/x')).toEqual({});
  });
});

it('pauses longer each time, by chance, and never over a minute', () => {
  expect(
    [0, 1, 2, 20].map((attempt) =>
      [pauseBefore(attempt, () => 0), pauseBefore(attempt, () => 0.999999)].map(Math.round),
    ),
  ).toEqual([
    [500, 1000],
    [1000, 2000],
    [2000, 4000],
    [30_000, 60_000],
  ]);
});
