import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGuardedFetch } from './guarded-fetch';

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const url = new URL(request.url ?? '/', 'http://x');
    if (url.pathname === '/to')
      return response
        .writeHead(Number(url.searchParams.get('status') ?? 302), {
          location: url.searchParams.get('at') ?? '/',
        })
        .end();
    if (url.pathname === '/big') return response.end('x'.repeat(100_000));
    if (url.pathname === '/never') return undefined;
    if (url.pathname === '/none') return response.writeHead(204).end();
    response.setHeader('content-type', 'application/json');
    return response.end(
      JSON.stringify({
        method: request.method,
        body: Buffer.concat(chunks).toString(),
        auth: request.headers.authorization ?? null,
        host: request.headers.host,
      }),
    );
  });
});
let base = '';
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
  base = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const resolveHost = async (host: string) =>
  host === 'public.example'
    ? [{ address: '127.0.0.1', family: 4 }]
    : host === 'half.example'
      ? [
          { address: '93.184.215.14', family: 4 },
          { address: '10.0.0.1', family: 4 },
        ]
      : [];
const allowed = createGuardedFetch({ allowPrivate: ['127.0.0.0/8'], resolveHost, maxResponse: 50_000 });
const strict = createGuardedFetch({ resolveHost });

describe('guarded fetch', () => {
  it('fetches like fetch', async () => {
    const response = await allowed(`${base}/echo`, {
      method: 'POST',
      body: 'hällo',
      headers: { authorization: 'Bearer x' },
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      method: 'POST',
      body: 'hällo',
      auth: 'Bearer x',
      host: `127.0.0.1:${port}`,
    });
    expect((await allowed(`${base}/none`)).status).toBe(204);
    expect(await (await allowed(`http://public.example:${port}/`)).json()).toMatchObject({
      host: `public.example:${port}`,
    });
  });

  it.each([
    'http://127.0.0.1/',
    'http://localhost.:1/',
    'http://[::1]/',
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.1/',
    'http://[::ffff:10.0.0.1]/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://0/',
    'http://017700000001/',
    'http://public.example/',
    'http://half.example/',
    'http://nowhere.example/',
    'file:///etc/passwd',
    'data:text/plain,x',
  ])('does not reach %s', async (url) => {
    await expect(strict(url)).rejects.toThrow(TypeError);
  });

  it('checks each redirect, drops credentials at another origin and turns POST to GET where HTTP says so', async () => {
    await expect(allowed(`${base}/to?at=${encodeURIComponent('http://10.0.0.1/')}`)).rejects.toThrow(
      'private network',
    );
    const elsewhere = await allowed(`${base}/to?at=${encodeURIComponent(`http://public.example:${port}/`)}`, {
      method: 'POST',
      body: 'x',
      headers: { authorization: 'Bearer x' },
    });
    expect(await elsewhere.json()).toMatchObject({ method: 'GET', body: '', auth: null });
    const same = await allowed(`${base}/to?status=307&at=/y`, {
      method: 'POST',
      body: 'x',
      headers: { authorization: 'Bearer x' },
    });
    expect(await same.json()).toMatchObject({ method: 'POST', body: 'x', auth: 'Bearer x' });
    await expect(allowed(`${base}/to?at=/to`)).resolves.toMatchObject({ status: 200 });
    expect((await allowed(`${base}/to?at=/`, { redirect: 'manual' })).status).toBe(302);
    await expect(allowed(`${base}/to?at=/`, { redirect: 'error' })).rejects.toThrow('redirects');
    const circle = encodeURIComponent(`/to?at=${encodeURIComponent('/to')}`);
    await expect(
      createGuardedFetch({ allowPrivate: ['127.0.0.1'], maxRedirects: 0 })(`${base}/to?at=${circle}`),
    ).rejects.toThrow('More than 0 redirects');
  });

  it('stops at its limit and at the signal', async () => {
    await expect(allowed(`${base}/big`)).rejects.toThrow('larger than 50000 bytes');
    const aborter = new AbortController();
    const waiting = allowed(`${base}/never`, { signal: aborter.signal });
    aborter.abort();
    await expect(waiting).rejects.toThrow();
  });
});
