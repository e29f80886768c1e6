import { type FieldIssue } from '../../../shared/field-issues';
import { parseJson, step } from './json';
import { itemOf, type OptionField, propertiesOf } from './option-field';
import { isSet, numberOf, type OptionNode } from './option-node';

const limit = (field: OptionField, keyword: string): number | undefined =>
  typeof field.schema[keyword] === 'number' ? field.schema[keyword] : undefined;
const many = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

function numberIssue(field: OptionField, text: string): string | undefined {
  const number = numberOf(text);
  if (number === undefined) return 'Write a number.';
  const least = limit(field, 'minimum');
  const most = limit(field, 'maximum');
  const above = limit(field, 'exclusiveMinimum');
  const below = limit(field, 'exclusiveMaximum');
  const unit = limit(field, 'multipleOf');
  if (field.schema.type === 'integer' && !Number.isInteger(number)) return 'Write a whole number.';
  if (least !== undefined && number < least) return `Write a number of at least ${least}.`;
  if (most !== undefined && number > most) return `Write a number of at most ${most}.`;
  if (above !== undefined && number <= above) return `Write a number greater than ${above}.`;
  if (below !== undefined && number >= below) return `Write a number less than ${below}.`;
  // 0.3 is a multiple of 0.1 for people, though not in binary.
  if (unit !== undefined && Math.abs(number / unit - Math.round(number / unit)) > 1e-9)
    return `Write a multiple of ${unit}.`;
  return undefined;
}

/** Patterns are left to the server: an option may be trimmed or folded before its pattern is asked. */
function textIssue(field: OptionField, text: string): string | undefined {
  const least = limit(field, 'minLength');
  const most = limit(field, 'maxLength');
  const { length } = text.trim();
  if (most !== undefined && length > most) return `Shorten it to at most ${many(most, 'character')}.`;
  if (least !== undefined && text.length < least) return `Write at least ${many(least, 'character')}.`;
  if ((field.schema.format === 'uri' || field.schema.format === 'url') && !URL.canParse(text.trim()))
    return 'Write an address such as https://example.com/path.';
  return undefined;
}

function countIssue(field: OptionField, count: number, what: string): string | undefined {
  const least = limit(field, 'minItems');
  const most = limit(field, 'maxItems');
  if (least !== undefined && count < least) return `Add at least ${many(least, what)}.`;
  if (most !== undefined && count > most) return `At most ${many(most, what)} can be here.`;
  return undefined;
}

function* issuesOf(field: OptionField, node: OptionNode, at: string): Generator<FieldIssue> {
  const missing = field.required && !field.nullable && field.fallback === undefined;
  const say = (message: string | undefined): FieldIssue[] =>
    message === undefined ? [] : [{ path: at, message }];
  switch (node.kind) {
    case 'text':
      // An empty text may be lawful where the schema sets no length: then only the server can tell.
      if (node.text === '')
        yield* say(
          missing &&
            (node.empty === undefined || limit(field, 'minLength') || field.schema.format !== undefined)
            ? 'Fill this in.'
            : undefined,
        );
      else yield* say(textIssue(field, node.text));
      return;
    case 'number':
      if (node.text.trim() === '') yield* say(missing ? 'Write a number.' : undefined);
      else yield* say(numberIssue(field, node.text));
      return;
    case 'boolean':
    case 'choice':
      yield* say(missing && node.value === undefined ? 'Choose one.' : undefined);
      return;
    case 'choices':
      if (node.values.length > 0 || node.empty !== undefined)
        yield* say(countIssue(field, node.values.length, 'choice')?.replace('Add', 'Choose'));
      return;
    case 'secret':
      if (node.typed && !node.asText && !parseJson(node.typed))
        yield* say('This is no JSON. Write a text in double quotes, a number, or an object.');
      else if (node.typed && node.asText) yield* say(textIssue(field, node.typed));
      else
        yield* say(
          missing && !isSet(node) && !node.typed && (node.typed !== '' || !node.stored)
            ? 'Fill this in.'
            : undefined,
        );
      return;
    case 'json':
      if (node.text.trim() === '')
        yield* say(missing && node.text !== node.shown ? 'Fill this in.' : undefined);
      else if (node.text !== node.shown)
        yield* say(
          parseJson(node.text)
            ? undefined
            : 'This is no JSON. Write a text in double quotes, a number, a list in [ ] or an object in { }.',
        );
      return;
    case 'list': {
      if (node.items.length > 0 || node.empty !== undefined)
        yield* say(countIssue(field, node.items.length, 'item'));
      const item = itemOf(field);
      for (const [index, entry] of node.items.entries()) yield* issuesOf(item, entry, at + step(index));
      return;
    }
    case 'object': {
      if (!node.present)
        return yield* say(
          missing && node.absent === undefined ? 'Switch this on and fill it in.' : undefined,
        );
      const fields = new Map(propertiesOf(field).map((child) => [child.name, child]));
      for (const { name, node: child } of node.entries) {
        const part = fields.get(name);
        if (part) yield* issuesOf(part, child, at + step(name));
      }
      const more =
        node.more.text !== node.more.shown && node.more.text.trim() !== ''
          ? parseJson(node.more.text)
          : undefined;
      if (
        node.more.text !== node.more.shown &&
        node.more.text.trim() !== '' &&
        (typeof more?.value !== 'object' || more.value === null || Array.isArray(more.value))
      )
        yield { path: at, message: 'The further options must be an object in { }.' };
      return;
    }
  }
}

/** What is wrong with options before they are sent, at JSON Pointers below `at`. The server checks all of it again, and more. */
export const checkOptions = (field: OptionField, node: OptionNode, at = '/options'): FieldIssue[] => [
  ...issuesOf(field, node, at),
];

/** The host names plugin and option in its messages; beside the option itself that is said already. */
export const withoutPlace = (message: string): string =>
  message.replace(
    /^(?:Option ".*?" of the plugin ".*?"|The plugin ".*?" could not be set up): (.)/,
    (_, first: string) => first.toUpperCase(),
  );

/** Puts each issue at the deepest place that the form shows, so that none is lost. */
export function placeIssues(
  node: OptionNode | undefined,
  issues: readonly FieldIssue[],
  at = '/options',
): FieldIssue[] {
  return issues.map(({ path, message }) => {
    const steps = path.startsWith(`${at}/`) ? path.slice(at.length + 1).split('/') : [];
    let place = at;
    let here = node;
    for (const escaped of steps) {
      const name = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
      const next: OptionNode | undefined =
        here?.kind === 'object' && here.present
          ? here.entries.find((entry) => entry.name === name)?.node
          : here?.kind === 'list' && /^\d+$/.test(name)
            ? here.items[Number(name)]
            : undefined;
      if (!next) break;
      here = next;
      place += `/${escaped}`;
    }
    return { path: place, message };
  });
}
