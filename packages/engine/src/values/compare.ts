/** Whether a language tag is the range or begins with it and a hyphen (RFC 4647 basic filtering), both in lower case. */
export const isInLanguage = (tag: string, range: string): boolean => (tag + '-').startsWith(range + '-');

/**
 * Whether a text is the parts in order with any run between them; one part alone is the whole text.
 *
 * @example
 * isLike('/product/r58', ['/product/', '']) // true
 */
export function isLike(text: string, parts: readonly string[]): boolean {
  const last = parts.length - 1;
  let at = 0;
  // The first place that fits is always good enough, so that this takes one walk along the text.
  return parts.every((part, index) => {
    const found = index < last ? text.indexOf(part, at) : text.length - part.length;
    // (A page's library may have laid a `startsWith` over the built-in one that knows no position.)
    const fits = found >= at && (index > 0 || !found) && (index < last || text.endsWith(part));
    at = found + part.length;
    return fits;
  });
}
