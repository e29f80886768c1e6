/** At most this many characters of a fact are looked at. */
export const LONGEST_TEXT = 2048;

/**
 * Text as it is compared: NFC, white space folded to one space and trimmed, lower case without a locale.
 *
 * @example
 * foldText('  Grüße \n an  ALLE') // 'grüße an alle'
 */
export function foldText(raw: string): string {
  return raw.normalize().replace(/\s+/g, ' ').trim().toLowerCase();
}
