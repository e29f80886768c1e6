import { isObject, type Json, type JsonObject, parseJson, step } from './json';
import { itemOf, type OptionField, propertiesOf } from './option-field';

/** A row of dots stands for a secret that is set (the protocol's `KEPT_SECRET`; a test compares them). */
export const KEPT_SECRET = '••••••••';

interface Keyed {
  /** Tells items of a list apart while they move. */
  key: number;
}
export interface TextNode extends Keyed {
  kind: 'text';
  text: string;
  /** What an empty field stands for. */
  empty: Json | undefined;
}
export interface NumberNode extends Keyed {
  kind: 'number';
  /** As it is typed: "1." is no number yet. */
  text: string;
  empty: Json | undefined;
}
export interface BooleanNode extends Keyed {
  kind: 'boolean';
  value: boolean | null | undefined;
}
export interface ChoiceNode extends Keyed {
  kind: 'choice';
  value: Json | undefined;
}
export interface ChoicesNode extends Keyed {
  kind: 'choices';
  values: Json[];
  empty: Json | undefined;
}
export interface SecretNode extends Keyed {
  kind: 'secret';
  /** What came from the server: a row of dots where it is set. */
  stored: Json | undefined;
  /** Where it stood when it came. */
  from: string;
  /** What is to take its place; `null`: nothing, it stays. */
  typed: string | null;
  removed: boolean;
  /** Anything but text is written as JSON. */
  asText: boolean;
}
export interface ListNode extends Keyed {
  kind: 'list';
  items: OptionNode[];
  empty: Json | undefined;
}
export interface ObjectNode extends Keyed {
  kind: 'object';
  present: boolean;
  /** `null` or nothing at all, while it is not present. */
  absent: null | undefined;
  entries: { name: string; node: OptionNode }[];
  /** What the schema does not name. */
  more: JsonNode;
}
export interface JsonNode extends Keyed {
  kind: 'json';
  text: string;
  /** What came from the server is given back unless the text is changed. */
  stored: Json | undefined;
  shown: string;
  /** Where it stood when it came. */
  from: string;
}
/** A place of the options as it is being edited. */
export type OptionNode =
  | TextNode
  | NumberNode
  | BooleanNode
  | ChoiceNode
  | ChoicesNode
  | SecretNode
  | ListNode
  | ObjectNode
  | JsonNode;

/** Deeper than this a schema that contains itself is written as JSON. */
const MAX_DEPTH = 12;
let lastKey = 0;
const nextKey = () => (lastKey += 1);

/** What an empty field says that held something before. */
const emptied = (field: OptionField, bare: Json): Json | undefined =>
  field.nullable ? null : field.required ? bare : undefined;
const whatEmptyIs = (field: OptionField, value: Json | undefined, bare: Json): Json | undefined =>
  value === undefined || value === null || value === bare ? value : emptied(field, bare);

function jsonNode(value: Json | undefined, from: string): JsonNode {
  const shown = value === undefined ? '' : JSON.stringify(value, null, 2);
  return { kind: 'json', key: nextKey(), text: shown, stored: value, shown, from };
}

function objectNode(field: OptionField, value: Json | undefined, at: string, depth: number): ObjectNode {
  const given: JsonObject = isObject(value) ? value : {};
  const present = isObject(value);
  const fields = present ? propertiesOf(field) : [];
  const known = new Set(fields.map(({ name }) => name));
  const more = Object.entries(given).filter(([name]) => !known.has(name));
  return {
    kind: 'object',
    key: nextKey(),
    present,
    absent: value === null ? null : undefined,
    entries: fields.map((child) => ({
      name: child.name,
      node: toNode(
        child,
        Object.hasOwn(given, child.name) ? given[child.name] : undefined,
        at + step(child.name),
        depth + 1,
      ),
    })),
    more: jsonNode(more.length > 0 ? Object.fromEntries(more) : undefined, at),
  };
}

/**
 * A stored value as it is edited. A value that the field cannot show (of another type, say) is shown as JSON, so that
 * nothing is lost: `toValue(toNode(field, value))` is `value`.
 */
export function toNode(field: OptionField, value: Json | undefined, at = '', depth = 0): OptionNode {
  const key = nextKey();
  const none = value === undefined || (value === null && field.nullable);
  switch (depth > MAX_DEPTH ? 'json' : field.kind) {
    case 'text':
      if (none || typeof value === 'string')
        return {
          kind: 'text',
          key,
          text: typeof value === 'string' ? value : '',
          empty: whatEmptyIs(field, value, ''),
        };
      break;
    case 'number':
      if (none || typeof value === 'number')
        return {
          kind: 'number',
          key,
          text: typeof value === 'number' ? String(value) : '',
          empty: none ? value : field.nullable ? null : undefined,
        };
      break;
    case 'boolean':
      if (none || typeof value === 'boolean')
        return { kind: 'boolean', key, value: value as boolean | null | undefined };
      break;
    case 'choice':
      return { kind: 'choice', key, value };
    case 'choices':
      if (none || Array.isArray(value))
        return {
          kind: 'choices',
          key,
          values: Array.isArray(value) ? [...value] : [],
          empty: none ? value : [],
        };
      break;
    case 'secret':
      return {
        kind: 'secret',
        key,
        stored: value,
        from: at,
        typed: null,
        removed: false,
        asText: field.schema.type === 'string',
      };
    case 'list':
      if (none || Array.isArray(value)) {
        const item = itemOf(field);
        return {
          kind: 'list',
          key,
          items: Array.isArray(value)
            ? value.map((entry, index) => toNode(item, entry, at + step(index), depth + 1))
            : [],
          empty: none ? value : [],
        };
      }
      break;
    case 'object':
      if (none || isObject(value)) return objectNode(field, value, at, depth);
      break;
    case 'json':
      break;
  }
  return jsonNode(value, at);
}

/** Something new: as the schema's defaults say. */
export const newNode = (field: OptionField): OptionNode => toNode(field, withDefaults(field, 0));

function withDefaults(field: OptionField, depth: number): Json | undefined {
  if (field.fallback !== undefined) return structuredClone(field.fallback);
  if (field.kind !== 'object' || !field.required || depth > MAX_DEPTH)
    return field.kind === 'text' && field.required ? '' : undefined;
  const entries = propertiesOf(field).map((child) => [child.name, withDefaults(child, depth + 1)] as const);
  return Object.fromEntries(
    entries.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined),
  );
}

/** The number that a text says, with a decimal comma too; `undefined`: none. */
export function numberOf(text: string): number | undefined {
  const trimmed = text.trim().replace(/^(-?\d+),(\d+)$/, '$1.$2');
  const number = Number(trimmed);
  return trimmed !== '' && Number.isFinite(number) ? number : undefined;
}

/** Is a secret in force as things are in the form? */
export const isSet = ({ stored, removed, typed }: SecretNode): boolean =>
  typed === null && !removed && stored !== undefined && stored !== '' && stored !== null;

/** In a list from which something was taken out, the dots alone would mean the secret of another item: they say where theirs stood. */
function kept(value: Json | undefined, from: string, at: string): Json | undefined {
  if (from === at) return value;
  if (value === KEPT_SECRET) return KEPT_SECRET + from;
  if (Array.isArray(value))
    return value.map((entry, index) => kept(entry, from + step(index), at + step(index)) ?? null);
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, entry]) => [
          name,
          kept(entry, from + step(name), at + step(name)) ?? null,
        ]),
      )
    : value;
}

function secretValue(node: SecretNode, at: string): Json | undefined {
  if (node.typed !== null && node.typed !== '')
    return node.asText ? node.typed : (parseJson(node.typed)?.value ?? node.typed);
  return node.removed ? undefined : kept(node.stored, node.from, at);
}

function jsonValue(node: JsonNode): Json | undefined {
  if (node.text === node.shown) return node.stored;
  return node.text.trim() === '' ? undefined : (parseJson(node.text)?.value ?? node.text);
}

/** What is sent. */
export function toValue(node: OptionNode, at = ''): Json | undefined {
  switch (node.kind) {
    case 'text':
      return node.text === '' ? node.empty : node.text;
    case 'number':
      return node.text.trim() === '' ? node.empty : (numberOf(node.text) ?? node.text);
    case 'boolean':
    case 'choice':
      return node.value;
    case 'choices':
      return node.values.length === 0 ? node.empty : [...node.values];
    case 'secret':
      return secretValue(node, at);
    case 'list':
      return node.items.length === 0
        ? node.empty
        : node.items.map((item, index) => toValue(item, at + step(index)) ?? null);
    case 'json':
      return kept(jsonValue(node), node.from, at);
    case 'object': {
      if (!node.present) return node.absent;
      const more = toValue(node.more, at);
      const own = node.entries.map(
        ({ name, node: child }) => [name, toValue(child, at + step(name))] as const,
      );
      return Object.fromEntries([
        ...own.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined),
        ...(isObject(more) ? Object.entries(more) : []),
      ]);
    }
  }
}

/** Switches a part that may be missing on or off. */
export function setPresent(node: ObjectNode, field: OptionField, present: boolean): void {
  if (present && node.entries.length === 0) {
    const fresh = newNode({ ...field, required: true });
    if (fresh.kind === 'object') Object.assign(node, { entries: fresh.entries, more: fresh.more });
  }
  node.present = present;
}
