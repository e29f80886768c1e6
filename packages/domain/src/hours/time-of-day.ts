import { type HoursInterval } from '../model';

const pattern = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/** Minutes since midnight: 0 to 1440; `null` where it is no time. */
export function minutesOf(time: string): number | null {
  const found = pattern.exec(time);
  if (!found) return null;
  return found[1] === undefined ? 1440 : Number(found[1]) * 60 + Number(found[2]);
}

/**
 * An interval in minutes from the midnight of its date; an end past 1440 is on the next day. An interval that ends when
 * it begins, or before, runs over midnight. `null` where its times are none, or it begins at 24:00.
 *
 * @example
 * spanOf({ open: '22:00', close: '06:00' }) // { from: 1320, to: 1800 }
 */
export function spanOf(interval: HoursInterval): { from: number; to: number } | null {
  const from = minutesOf(interval.open);
  const to = minutesOf(interval.close);
  if (from === null || to === null || from === 1440) return null;
  return { from, to: to > from ? to : to + 1440 };
}
