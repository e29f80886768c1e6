import { type RouteDeclaration, routes } from '@beckon/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/start-test-server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

interface Document {
  paths: Record<string, Record<string, { operationId: string }>>;
}
const methods = ['get', 'post', 'put', 'patch', 'delete'];
const codeOf = (body: unknown) => (body as { code?: string; detail?: string } | undefined)?.code;

test('what the document tells of is served, and what is served it tells of', async () => {
  const document = (await server.send({ path: '/openapi.json' })).body as Document;
  const told = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  expect(told.sort()).toEqual(
    Object.values<RouteDeclaration>(routes)
      .map(({ method, path }) => `${method} ${path}`)
      .sort(),
  );

  for (const path of Object.keys(document.paths)) {
    for (const method of methods) {
      const address = path.replace(/\{\w+\}/g, '01J9ZZZZZZZZZZZZZZZZZZZZZZ');
      const answered = await server.send({ method: method.toUpperCase(), path: address });
      const declared = Object.keys(document.paths[path] ?? {}).includes(method);
      expect(codeOf(answered.body) === 'methodNotAllowed', `${method} ${path}`).toBe(!declared);
      if (!declared)
        expect(answered.headers.allow?.toLowerCase()).toContain(Object.keys(document.paths[path] ?? {})[0]);
    }
  }
});

test.each([
  '/v1',
  '/v1/nothing',
  '/v1/admin',
  '/v1/visits/',
  '/V1/visits',
  '/v1/admin/rules',
  '/nothing',
  '/v1/admin/rules/%zz',
  '/%',
])('%s is not found', async (path) => {
  const answered = await server.send({ path });
  expect(codeOf(answered.body)).toBe('notFound');
});

test('HEAD answers as GET does, without a body; of events it is not possible', async () => {
  expect(await server.send({ method: 'HEAD', path: '/healthz' })).toMatchObject({ status: 200, text: '' });
  const head = await server.open({ method: 'HEAD', path: '/v1/admin/events' });
  expect(head.statusCode).toBe(405);
});
