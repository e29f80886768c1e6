/** At most so many characters of an address are kept. */
const MAX_LENGTH = 2048;

/**
 * The address of a page as it is kept for people: http or https, without what cannot be stored; `''` for anything else (a
 * `javascript:` address must never become a link in the inbox).
 */
export function pageAddress(value: unknown): string {
  if (typeof value !== 'string') return '';
  const text = value.trim().slice(0, MAX_LENGTH);
  return /^https?:\/\//i.test(text) && !text.includes('\u0000') && URL.canParse(text) ? text : '';
}
