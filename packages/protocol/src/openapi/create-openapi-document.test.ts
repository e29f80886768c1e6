import { expect, test } from 'vitest';
import { problemCodes } from '../problem';
import { problemsOf, type RouteDeclaration, routes } from '../routes';
import { createOpenApiDocument } from './create-openapi-document';

const document = createOpenApiDocument({ version: '1.2.3', serverUrl: 'https://beckon.example' });
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
);

test('every route is in the document, and nothing else', () => {
  const declared = Object.entries<RouteDeclaration>(routes).map(
    ([id, route]) => `${id} ${route.method} ${route.path.replace(/:(\w+)/g, '{$1}')}`,
  );
  expect(
    operations.map(({ path, method, operation }) => `${operation.operationId} ${method} ${path}`).sort(),
  ).toEqual(declared.sort());
});

test('every problem that a route declares stands under its status', () => {
  for (const { operation } of operations) {
    const route: RouteDeclaration = routes[operation.operationId as keyof typeof routes];
    for (const code of problemsOf(route))
      expect(operation.responses[problemCodes[code]]?.description, operation.operationId).toContain(
        `\`${code}\``,
      );
  }
});

test('every reference leads somewhere, and the document is plain JSON', () => {
  const text = JSON.stringify(document);
  const schemas = document.components['schemas'] as Record<string, unknown>;
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
    expect(Object.keys(schemas)).toContain(name);
  expect(JSON.parse(text)).toEqual(document);
});

test('bodies say what they take: limits, required fields, no further ones', () => {
  const operation = document.paths['/v1/admin/sites/{siteId}/rules']?.['post'] as unknown as {
    requestBody: { content: Record<string, { schema: unknown }> };
  };
  expect(operation.requestBody.content['application/json']?.schema).toMatchObject({
    type: 'object',
    required: ['title', 'when', 'then'],
    additionalProperties: false,
    properties: { title: { type: 'string', maxLength: 120 }, when: { $ref: '#/components/schemas/When' } },
  });
});

test('shapes that recur are written once, under their names', () => {
  const schemas = document.components['schemas'] as Record<string, unknown>;
  expect(Object.keys(schemas)).toEqual(
    expect.arrayContaining(['Problem', 'Rule', 'Residue', 'StartedVisit']),
  );
  expect(document.paths['/v1/visits']?.['post']?.responses['400']).toMatchObject({
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
  // `id` is no keyword of JSON Schema 2020-12: validators refuse it.
  expect(JSON.stringify(document)).not.toMatch(/"id":"[A-Z]/);
});
