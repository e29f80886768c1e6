/**
 * The values that somebody typed or pasted into a field for several of them.
 *
 * Lines and commas part them. A text may hold a comma itself: in a list of several lines commas part nothing, and
 * elsewhere such a value stands in double quotes. Codes (of countries, languages) hold neither, so that spaces and
 * semicolons part them as well.
 *
 * @example
 * splitValues('/cart, /checkout', false) // ['/cart', '/checkout']
 * splitValues('"Washington, D.C.", Boston', false) // ['Washington, D.C.', 'Boston']
 * splitValues('CH; AT DE', true) // ['CH', 'AT', 'DE']
 */
export function splitValues(text: string, codes: boolean): string[] {
  if (codes) return clean(text.split(/[\s,;]+/));
  const lines = clean(text.split(/[\r\n]+/));
  const [line] = lines;
  if (line === undefined || lines.length > 1) return lines;
  return clean(line.match(/\s*"[^"]*"\s*(?=,|$)|[^,]+/g) ?? []).map((value) =>
    /^"[^"]*,[^"]*"$/.test(value) ? value.slice(1, -1).trim() : value,
  );
}

/** Does a comma at the end of this text part two values? Not within quotes that are still open. */
export const commaParts = (text: string): boolean => !/(^|,)\s*"[^"]*$/.test(text);

const clean = (parts: readonly string[]) => parts.map((part) => part.trim()).filter((part) => part !== '');
