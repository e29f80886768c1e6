import { KEPT_SECRET as wireSecret } from '@beckon/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOptions, placeIssues, withoutPlace } from './check-options';
import { isObject, type Json, type JsonObject, step } from './json';
import { itemOf, type OptionField, optionsField, propertiesOf } from './option-field';
import { KEPT_SECRET, newNode, type OptionNode, setPresent, toNode, toValue } from './option-node';

const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);
const name = fc.oneof(
  fc.constantFrom('url', 'limit', 'deep', 'a/b', '~', '__proto__', 'constructor'),
  fc.string({ maxLength: 6 }),
);
/** Schemas of every kind that the form knows, and some that it does not. */
const { schema } = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<JsonObject[]>(
      { type: 'string' },
      { type: 'string', minLength: 2, default: 'x' },
      { type: 'string', sensitive: true },
      { type: 'number' },
      { type: 'integer', minimum: 1 },
      { type: 'boolean' },
      { type: 'boolean', default: true },
      { enum: ['a', 'b', 3] },
      { const: 'x' },
      { type: 'array', items: { enum: ['a', 'b'] } },
      { type: ['string', 'null'] },
      { anyOf: [{ type: 'number' }, { type: 'null' }] },
      { anyOf: [{ const: 'a', title: 'A' }, { const: 'b' }] },
      { oneOf: [{ type: 'string' }, { type: 'number' }] },
      {},
      { type: 'array' },
      { type: 'object', additionalProperties: { type: 'number' } },
      { $ref: '#/nowhere' },
      { $ref: '#' },
    ),
    fc.record({ items: tie('schema') }).map(({ items }): JsonObject => ({ type: 'array', items })),
    fc
      .record({
        properties: fc.dictionary(name, tie('schema'), { maxKeys: 4 }),
        required: fc.array(name, { maxLength: 3 }),
      })
      .map((rest): JsonObject => ({ type: 'object', ...rest })),
  ),
}));

/** Mostly a value that the schema describes, sometimes any at all. */
function valueFor(field: OptionField, depth = 0): fc.Arbitrary<Json> {
  if (depth > 3) return json;
  const fitting = (): fc.Arbitrary<Json> => {
    switch (field.kind) {
      case 'text':
        return fc.string();
      case 'secret':
        return fc.constantFrom<Json[]>(KEPT_SECRET, '', 'plain');
      case 'number':
        return fc
          .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
          .map((value) => (value === 0 ? 0 : value));
      case 'boolean':
        return fc.boolean();
      case 'choice':
        return fc.constantFrom<Json[]>(...field.choices.map(({ value }) => value), 'gone');
      case 'choices':
        return fc.array(fc.constantFrom<Json[]>(...field.choices.map(({ value }) => value), 'gone'), {
          maxLength: 4,
        });
      case 'list':
        return fc.array(valueFor(itemOf(field), depth + 1), { maxLength: 3 });
      case 'object': {
        const properties = propertiesOf(field).map((child) =>
          fc
            .option(valueFor(child, depth + 1), { nil: undefined })
            .map((value) => [child.name, value] as const),
        );
        return fc
          .tuple(fc.tuple(...properties), fc.dictionary(fc.string({ maxLength: 4 }), json, { maxKeys: 2 }))
          .map(([own, more]) =>
            Object.fromEntries([
              ...Object.entries(more),
              ...own.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined),
            ]),
          );
      }
      case 'json':
        return json;
    }
  };
  return fc.oneof({ weight: 6, arbitrary: fitting() }, { weight: 1, arbitrary: json });
}
const schemaAndValue = schema.chain((given) => {
  const field = optionsField(given);
  return fc.record({ field: fc.constant(field), value: fc.option(valueFor(field), { nil: undefined }) });
});
/** Equal as JSON is: the order of names says nothing. */
const canonical = (value: Json | undefined): string =>
  JSON.stringify(value, (_, part: Json) =>
    isObject(part) ? { ...Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)) } : part,
  ) ?? 'nothing';

/** All places of a form that can be changed, each with its pointer. */
function* places(node: OptionNode, at = ''): Generator<{ at: string; node: OptionNode }> {
  yield { at, node };
  if (node.kind === 'list')
    for (const [index, item] of node.items.entries()) yield* places(item, at + step(index));
  if (node.kind === 'object' && node.present)
    for (const { name: own, node: child } of node.entries) yield* places(child, at + step(own));
}

describe('options as a form', () => {
  it('come back as they were, whatever schema and value', () => {
    fc.assert(
      fc.property(schemaAndValue, ({ field, value }) => {
        expect(canonical(toValue(toNode(field, value)))).toBe(canonical(value));
      }),
      { numRuns: 600 },
    );
  });

  it('change only where somebody changes them', () => {
    fc.assert(
      fc.property(schemaAndValue, fc.nat(), fc.string({ minLength: 1 }), ({ field, value }, pick, text) => {
        const node = toNode(field, value);
        const texts = [...places(node)].filter((place) => place.node.kind === 'text');
        const place = texts[pick % Math.max(1, texts.length)];
        if (place?.node.kind !== 'text') return;
        place.node.text = text;
        const after = toValue(node);
        // Put back what was there, and nothing else has moved.
        const before = toNode(field, after);
        const same = [...places(before)].find(({ at }) => at === place.at)?.node;
        expect(same?.kind === 'text' && same.text).toBe(text);
        const original = [...places(toNode(field, value))].find(({ at }) => at === place.at)?.node;
        if (same?.kind === 'text' && original?.kind === 'text')
          Object.assign(same, { text: original.text, empty: original.empty });
        expect(canonical(toValue(before))).toBe(canonical(value));
      }),
      { numRuns: 500 },
    );
  });

  it('show every issue somewhere', () => {
    fc.assert(
      fc.property(schemaAndValue, fc.array(name, { maxLength: 4 }), ({ field, value }, steps) => {
        const node = toNode(field, value);
        const [placed] = placeIssues(node, [{ path: `/options${steps.map(step).join('')}`, message: 'No.' }]);
        expect([...places(node)].map(({ at }) => `/options${at}`)).toContain(placed?.path);
      }),
      { numRuns: 300 },
    );
  });
});

const webhooks = optionsField({
  type: 'object',
  properties: {
    endpoints: {
      type: 'array',
      title: 'Endpoints',
      default: [],
      maxItems: 2,
      items: {
        type: 'object',
        required: ['url', 'secret'],
        properties: {
          url: { type: 'string', format: 'uri', title: 'Address' },
          secret: { type: 'string', sensitive: true },
          events: { type: 'array', minItems: 1, default: ['a'], items: { type: 'string', enum: ['a', 'b'] } },
          siteId: { type: 'string' },
        },
      },
    },
    tries: { type: 'integer', minimum: 1, maximum: 10 },
    proxy: {
      type: 'object',
      required: ['host'],
      properties: { host: { type: 'string', default: 'proxy' }, port: { type: 'integer', default: 80 } },
    },
  },
});
const stored = {
  endpoints: [
    { url: 'https://a.example', secret: KEPT_SECRET, events: ['a'] },
    { url: 'https://b.example', secret: KEPT_SECRET, events: ['b'] },
  ],
};
function endpointsOf(node: OptionNode) {
  const list = node.kind === 'object' && node.entries.find((entry) => entry.name === 'endpoints')?.node;
  if (!list || list.kind !== 'list') throw new Error('no list');
  return list;
}

describe('secrets', () => {
  it('are the dots that the protocol knows', () => expect(KEPT_SECRET).toBe(wireSecret));
  it('stay with their item when one before it is taken out', () => {
    const node = toNode(webhooks, stored);
    endpointsOf(node).items.shift();
    expect(toValue(node)).toEqual({
      endpoints: [{ url: 'https://b.example', secret: `${KEPT_SECRET}/endpoints/1/secret`, events: ['b'] }],
    });
  });
  it('are replaced by what is typed, and taken out', () => {
    const node = toNode(webhooks, stored);
    const [first, second] = endpointsOf(node).items.map((item) =>
      item.kind === 'object' ? item.entries.find((entry) => entry.name === 'secret')?.node : undefined,
    );
    Object.assign(first ?? {}, { typed: 'whsec_x' });
    Object.assign(second ?? {}, { removed: true });
    expect(toValue(node)).toMatchObject({ endpoints: [{ secret: 'whsec_x' }, { url: 'https://b.example' }] });
    expect(checkOptions(webhooks, node)).toEqual([
      { path: '/options/endpoints/1/secret', message: 'Fill this in.' },
    ]);
  });
});

describe('a form', () => {
  it('begins a new item with its defaults and says what is missing in it', () => {
    const node = toNode(webhooks, {});
    const list = endpointsOf(node);
    const field = propertiesOf(webhooks)[0];
    if (field) list.items.push(newNode(itemOf(field)));
    expect(toValue(node)).toEqual({ endpoints: [{ url: '', events: ['a'] }] });
    expect(checkOptions(webhooks, node).map(({ path }) => path)).toEqual([
      '/options/endpoints/0/url',
      '/options/endpoints/0/secret',
    ]);
  });
  it('switches a part on with its defaults', () => {
    const node = toNode(webhooks, {});
    const field = propertiesOf(webhooks)[2];
    const proxy = node.kind === 'object' ? node.entries[2]?.node : undefined;
    if (proxy?.kind !== 'object' || !field) throw new Error('no part');
    setPresent(proxy, field, true);
    expect(toValue(node)).toEqual({ proxy: { host: 'proxy', port: 80 } });
    setPresent(proxy, field, false);
    expect(toValue(node)).toEqual({});
  });
  it.each([
    ['many', 'Write a number.'],
    ['1.5', 'Write a whole number.'],
    ['0', 'Write a number of at least 1.'],
    ['11', 'Write a number of at most 10.'],
    ['3', undefined],
    ['', undefined],
  ])('checks a number: %s', (text, message) => {
    const node = toNode(webhooks, {});
    const tries = node.kind === 'object' ? node.entries[1]?.node : undefined;
    if (tries?.kind === 'number') tries.text = text;
    expect(checkOptions(webhooks, node)[0]?.message).toBe(message);
  });
  it('says what the server said without naming the option again', () => {
    const node = toNode(webhooks, stored);
    const message = withoutPlace('Option "endpoints.1.events.0" of the plugin "webhooks": must be an event.');
    expect(placeIssues(node, [{ path: '/options/endpoints/1/events/0', message }])).toEqual([
      { path: '/options/endpoints/1/events', message: 'Must be an event.' },
    ]);
  });
});
