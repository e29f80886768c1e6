import { foldText } from './text';

/**
 * The name of a city as it is compared: as text, and without marks.
 *
 * @example
 * foldCity('Łódź') // 'lodz'
 */
export function foldCity(raw: string): string {
  // Marks come off before the case does: lower-casing İ would make a new one.
  return foldText(raw.normalize('NFKD').replace(/\p{M}/gu, ''))
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/đ/g, 'd')
    .replace(/ı/g, 'i')
    .replace(/ß/g, 'ss')
    .replace(/æ/g, 'ae')
    .replace(/œ/g, 'oe');
}
