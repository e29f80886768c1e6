import { type Json } from './json';
import { type OptionField } from './option-field';

const shown = (value: Json): string =>
  typeof value === 'string' ? (value === '' ? 'empty' : value) : JSON.stringify(value);
const bound = (value: Json | undefined): number | undefined =>
  typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;

function rangeText({ minimum, maximum }: OptionField['schema']): string | undefined {
  const [least, most] = [bound(minimum), bound(maximum)];
  if (least !== undefined && most !== undefined) return `From ${least} to ${most}.`;
  if (least !== undefined) return `At least ${least}.`;
  return most === undefined ? undefined : `At most ${most}.`;
}

/**
 * What is said below a field: its description, its range, and what holds where it is left empty.
 *
 * @example
 * helpOf(field) // 'How often it is tried. From 1 to 10. Empty: 3.'
 */
export function helpOf(field: OptionField): string | undefined {
  const writable = field.kind === 'text' || field.kind === 'number';
  const description = field.help === undefined || /[.!?…]$/.test(field.help) ? field.help : `${field.help}.`;
  const parts = [
    description,
    field.kind === 'number' ? rangeText(field.schema) : undefined,
    writable && field.fallback !== undefined && field.fallback !== null
      ? `Empty: ${shown(field.fallback)}.`
      : undefined,
  ].filter((part) => part !== undefined && part !== '');
  return parts.length > 0 ? parts.join(' ') : undefined;
}
