import { createOpenApiDocument } from '@beckon/protocol/openapi';
import { expect, it } from 'vitest';
import { ownNames } from '../scripts/own-names.mjs';
import { newVisit } from './tracker/visit-record';

/** The names of all properties that a part of an OpenAPI document describes, with what it refers to. */
function propertiesOf(
  part: unknown,
  schemas: Readonly<Record<string, unknown>>,
  seen = new Set<unknown>(),
): string[] {
  if (typeof part !== 'object' || part === null || seen.has(part)) return [];
  seen.add(part);
  const { $ref, properties } = part as { readonly $ref?: string; readonly properties?: object };
  return [
    ...Object.keys(properties ?? {}),
    ...[...Object.values(part), schemas[$ref?.split('/').at(-1) ?? '']].flatMap((each) =>
      propertiesOf(each, schemas, seen),
    ),
  ];
}

it('the names that the build shortens are none of what travels or is stored', () => {
  const document = createOpenApiDocument({ version: '0', serverUrl: 'https://beckon.test' });
  const visitors = Object.entries(document.paths ?? {}).filter(([path]) => !path.startsWith('/v1/admin'));
  const travel = propertiesOf(visitors, Object(document.components?.schemas) as Record<string, unknown>);
  expect(travel).toContain('validFor');
  const stored = Object.keys({ ...newVisit('', 0, ''), by: '', until: 0, way: {}, failed: '' });
  expect(ownNames.filter((name) => [...travel, ...stored].includes(name))).toEqual([]);
});
