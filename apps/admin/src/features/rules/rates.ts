/**
 * A share in whole percent, with one decimal near the ends; `undefined` where there is nothing to divide by.
 *
 * @example
 * percent(1, 8) // '13%'
 */
export function percent(part: number, whole: number): string | undefined {
  if (whole <= 0) return undefined;
  const share = (part / whole) * 100;
  return `${share !== 0 && share !== 100 && (share < 10 || share > 99) ? share.toFixed(1) : Math.round(share)}%`;
}

const format = new Intl.NumberFormat('en');
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** A count as people read it: exact to a hundred thousand, rounded beyond. */
export const countText = (count: number): string =>
  count < 100_000 ? format.format(count) : compact.format(count);
