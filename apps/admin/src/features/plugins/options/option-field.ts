import { type Json, isObject, type JsonObject } from './json';

/** One entry of a closed list of values. */
export interface OptionChoice {
  value: Json;
  label: string;
}

/**
 * What a settings page shows for one place of a schema. `json`: the form has no control of its own for what the schema says,
 * so that it is written as JSON.
 */
export interface OptionField {
  kind: 'text' | 'number' | 'boolean' | 'choice' | 'choices' | 'secret' | 'list' | 'object' | 'json';
  /** The name of the property; `''` where it is an item, or the whole. */
  name: string;
  label: string;
  help: string | undefined;
  required: boolean;
  /** May it be `null`? */
  nullable: boolean;
  /** What is in force where nothing is said. */
  fallback: Json | undefined;
  /** Of `choice` and `choices`. */
  choices: readonly OptionChoice[];
  /** The schema that says all this, without `$ref`, and without `null` as a branch. */
  schema: JsonObject;
  /** The whole, in which `$ref` points. */
  root: JsonObject;
}

const MAX_STEPS = 20;

/** Follows `$ref` within the document; a reference that leads nowhere is a schema that says nothing. */
function resolve(schema: Json | undefined, root: JsonObject): JsonObject {
  let at: Json | undefined = schema;
  let said: JsonObject = {};
  for (let step = 0; step < MAX_STEPS; step += 1) {
    if (!isObject(at)) return said;
    const { $ref, ...own } = at;
    said = { ...own, ...said };
    if (typeof $ref !== 'string') return said;
    at = $ref
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<Json | undefined>(
        (node, part) => (isObject(node) && Object.hasOwn(node, part) ? node[part] : undefined),
        root,
      );
  }
  return {};
}

const isNull = (schema: JsonObject) => schema.type === 'null' || ('const' in schema && schema.const === null);

/** Takes `null` out of the branches; a single branch that is left is the schema, its words overlaid. */
function withoutNull(schema: JsonObject, root: JsonObject): { schema: JsonObject; nullable: boolean } {
  if (Array.isArray(schema.type) && schema.type.includes('null')) {
    const rest = schema.type.filter((type) => type !== 'null');
    return { schema: { ...schema, type: rest.length === 1 ? (rest[0] as Json) : rest }, nullable: true };
  }
  for (const key of ['anyOf', 'oneOf', 'allOf'] as const) {
    const listed = schema[key];
    if (!Array.isArray(listed)) continue;
    const branches = listed.map((branch) => resolve(branch, root));
    const rest = branches.filter((branch) => !isNull(branch));
    const { [key]: _branches, ...words } = schema;
    const nullable = rest.length < branches.length;
    if (rest.length === 1 && Object.keys(words).every((word) => annotations.has(word))) {
      const inner = withoutNull({ ...rest[0], ...words }, root);
      return { schema: inner.schema, nullable: nullable || inner.nullable };
    }
    return { schema: nullable ? { ...words, [key]: rest } : schema, nullable };
  }
  return { schema, nullable: false };
}

/** Keywords that say nothing about which values are lawful. */
const annotations = new Set([
  'title',
  'description',
  'default',
  'examples',
  'sensitive',
  'deprecated',
  'readOnly',
  'writeOnly',
  '$comment',
  'id',
  '$schema',
  '$id',
  '$defs',
]);
const isScalar = (value: Json | undefined): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

function choicesOf(schema: JsonObject): readonly OptionChoice[] | undefined {
  if (Array.isArray(schema.enum) && schema.enum.length > 0 && schema.enum.every(isScalar))
    return schema.enum.map((value) => ({ value, label: String(value) }));
  if (isScalar(schema.const)) return [{ value: schema.const, label: String(schema.const) }];
  const branches = schema.anyOf ?? schema.oneOf;
  if (!Array.isArray(branches) || branches.length === 0) return undefined;
  const named = branches.map((branch) =>
    isObject(branch) && isScalar(branch.const)
      ? { value: branch.const, label: typeof branch.title === 'string' ? branch.title : String(branch.const) }
      : undefined,
  );
  return named.every((choice) => choice !== undefined) ? named : undefined;
}

const combined = [
  'anyOf',
  'oneOf',
  'allOf',
  'not',
  'if',
  'patternProperties',
  'dependentSchemas',
  'prefixItems',
];

function kindOf(
  schema: JsonObject,
  root: JsonObject,
): { kind: OptionField['kind']; choices: readonly OptionChoice[] } {
  if (schema.sensitive === true) return { kind: 'secret', choices: [] };
  const choices = choicesOf(schema);
  if (choices) return { kind: 'choice', choices };
  if (combined.some((keyword) => keyword in schema)) return { kind: 'json', choices: [] };
  if (schema.type === 'string') return { kind: 'text', choices: [] };
  if (schema.type === 'number' || schema.type === 'integer') return { kind: 'number', choices: [] };
  if (schema.type === 'boolean') return { kind: 'boolean', choices: [] };
  if (schema.type === 'array' && isObject(schema.items)) {
    const item = withoutNull(resolve(schema.items, root), root);
    const among = item.nullable || item.schema.sensitive === true ? undefined : choicesOf(item.schema);
    return among ? { kind: 'choices', choices: among } : { kind: 'list', choices: [] };
  }
  if (schema.type === 'object' && isObject(schema.properties)) return { kind: 'object', choices: [] };
  return { kind: 'json', choices: [] };
}

/**
 * Words from the name of a property, for schemas that have no title.
 *
 * @example
 * wordsOf('apiBaseURL') // 'Api base URL'
 */
function wordsOf(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .split(/\s+/)
    .map((word) => (word.length > 1 && word === word.toUpperCase() ? word : word.toLowerCase()))
    .join(' ');
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1);
}

/** The field for one place of a schema. */
function fieldOf(
  schema: Json | undefined,
  place: { name: string; required: boolean; root: JsonObject; label?: string },
): OptionField {
  const { schema: said, nullable } = withoutNull(resolve(schema, place.root), place.root);
  return {
    ...kindOf(said, place.root),
    name: place.name,
    label:
      typeof said.title === 'string' && said.title.trim() !== ''
        ? said.title
        : (place.label ?? wordsOf(place.name)),
    help: typeof said.description === 'string' ? said.description : undefined,
    required: place.required,
    nullable,
    fallback: said.default,
    schema: said,
    root: place.root,
  };
}

/** The field for the whole options of a plugin. */
export const optionsField = (schema: Record<string, unknown>): OptionField =>
  fieldOf(schema as JsonObject, { name: '', required: true, root: schema as JsonObject, label: 'Options' });

/** The fields of an `object`, in the order of its declaration. */
export function propertiesOf(field: OptionField): OptionField[] {
  const { properties, required } = field.schema;
  if (!isObject(properties)) return [];
  const wanted = new Set(Array.isArray(required) ? required : []);
  return Object.entries(properties).map(([name, schema]) =>
    fieldOf(schema, { name, required: wanted.has(name), root: field.root }),
  );
}

/** The field of each item of a `list`. */
export const itemOf = (field: OptionField): OptionField =>
  fieldOf(field.schema.items, { name: '', required: true, root: field.root, label: singular(field.label) });

/** `Endpoints` → `Endpoint`, for "Add endpoint" and "Endpoint 2". */
const singular = (label: string): string =>
  /[^s]ies$/.test(label)
    ? label.replace(/ies$/, 'y')
    : /(?:ss|us|is)$/.test(label)
      ? label
      : /(?:sses|xes|ches|shes)$/.test(label)
        ? label.replace(/es$/, '')
        : label.replace(/s$/, '');
