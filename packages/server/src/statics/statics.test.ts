import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adminFiles } from './admin-files';
import { widgetFiles } from './widget-files';

const root = mkdtempSync(join(tmpdir(), 'beckon-statics-'));
let server: Server;
let port: number;

beforeAll(async () => {
  mkdirSync(join(root, 'admin/assets'), { recursive: true });
  mkdirSync(join(root, 'cdn/widget'), { recursive: true });
  writeFileSync(join(root, 'secret.txt'), 'top-hush');
  writeFileSync(join(root, 'admin/index.html'), '<title>Admin</title>');
  writeFileSync(join(root, 'admin/favicon.svg'), '<svg/>');
  writeFileSync(join(root, 'admin/.env'), 'top-hush');
  writeFileSync(join(root, 'admin/assets/index-BxK3f9aZ.js'), 'admin()');
  writeFileSync(join(root, 'cdn/beckon.js'), 'loader()');
  writeFileSync(join(root, 'cdn/README.md'), 'not for browsers');
  writeFileSync(join(root, 'cdn/widget/runtime-Ab3_x9-Q.js'), 'runtime()');
  writeFileSync(join(root, 'cdn/widget/runtime-Ab3_x9-Q.js.br'), 'runtime() in brotli');
  server = createServer(
    express()
      .use(widgetFiles(join(root, 'cdn')))
      .use(adminFiles(join(root, 'admin'))),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.close();
  rmSync(root, { recursive: true });
});

/** As written: `fetch` would tidy the path up first. */
async function ask(path: string, headers: Record<string, string> = {}) {
  const sent = request({ port, host: '127.0.0.1', path, headers, agent: false }).end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) text += String(chunk);
  return { status: answer.statusCode, headers: answer.headers, text };
}
const html = { accept: 'text/html,*/*' };

test.each(['/', '/engagement-rules', '/engagement-rules/01J/edit', '/inbox?x=1.5'])(
  '%s is a page of the admin app',
  async (path) => {
    expect(await ask(path, html)).toMatchObject({
      status: 200,
      text: '<title>Admin</title>',
      headers: { 'cache-control': 'no-cache' },
    });
  },
);

test.each([
  '/assets/gone-12345678.js',
  '/missing.css',
  '/v1/nothing',
  '/widget/nothing',
  '/healthz/',
  '/readyz/',
  '/metrics/',
])('%s is none', async (path) => {
  expect((await ask(path, html)).status).toBe(404);
});

test('files named by their content are kept for good, others are checked each time', async () => {
  expect((await ask('/assets/index-BxK3f9aZ.js')).headers['cache-control']).toBe(
    'public, max-age=31536000, immutable',
  );
  expect((await ask('/favicon.svg')).headers['cache-control']).toBe('no-cache');
  const { headers } = await ask('/favicon.svg');
  expect((await ask('/favicon.svg', { 'if-none-match': String(headers.etag) })).status).toBe(304);
});

test('the widget may be loaded by any page', async () => {
  const loader = await ask('/beckon.js');
  expect(loader).toMatchObject({
    status: 200,
    text: 'loader()',
    headers: { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' },
  });
  expect(loader.headers['cache-control']).toContain('max-age=300');
  const chunk = await ask('/widget/runtime-Ab3_x9-Q.js');
  expect(chunk).toMatchObject({
    text: 'runtime()',
    headers: { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=31536000, immutable' },
  });
  for (const path of ['/widget/beckon.js', '/README.md', '/widget/', '/widget'])
    expect((await ask(path)).status).toBe(404);
});

test('what the build has compressed is sent so to browsers that read it', async () => {
  const path = '/widget/runtime-Ab3_x9-Q.js';
  for (const accepted of ['gzip, br', 'br;q=0.5'])
    expect(await ask(path, { 'accept-encoding': accepted })).toMatchObject({
      status: 200,
      text: 'runtime() in brotli',
      headers: {
        'content-encoding': 'br',
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
        'access-control-allow-origin': '*',
        vary: 'Accept-Encoding',
      },
    });
  for (const accepted of ['gzip', 'br;q=0, *', '']) {
    const { text, headers } = await ask(path, { 'accept-encoding': accepted });
    expect(text).toBe('runtime()');
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers.vary).toBe('Accept-Encoding');
  }
  expect((await ask('/beckon.js', { 'accept-encoding': 'br' })).text).toBe('loader()');
  expect((await ask(`${path}.br`)).status).toBe(404);
});

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/assets/../../secret.txt',
  '/assets/..%5c..%5csecret.txt',
  '/widget/../../secret.txt',
  '/widget/%2e%2e%2f%2e%2e%2fsecret.txt',
  '/.env',
  '/%2eenv',
  '/assets/%00.js',
  '/widget//etc/passwd',
  '//etc/passwd',
])('%s leads nowhere else', async (path) => {
  const answer = await ask(path);
  expect(answer.text).not.toContain('top-hush');
  expect(answer.text).not.toContain('root:');
  expect([200, 400, 403, 404]).toContain(answer.status);
});
