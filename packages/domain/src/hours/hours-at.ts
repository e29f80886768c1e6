import { Temporal } from 'temporal-polyfill';
import { type BusinessHours, type HoursInterval } from '../model';
import { isZone } from './check-hours';
import { spanOf } from './time-of-day';

/** Whether a team is there at a moment, and when that changes. */
export interface HoursState {
  open: boolean;
  /** The next moment after the one asked for at which `open` is another; `null`: not up to the horizon. */
  changesAt: Date | null;
}

/**
 * The state of business hours at a moment. Intervals are half-open; local times become moments as Temporal's `compatible` does: in the gap
 * of daylight saving a time moves on by the gap, in the overlap the first one counts. An interval belongs to the
 * date on which it starts; an exception replaces the intervals that start on its date.
 *
 * @param horizon changes after it are not looked for
 * @returns `null` where the running system does not know the zone
 * @example
 * hoursAt({ zone: 'Europe/Zurich', week: [{ day: 1, intervals: [{ open: '09:00', close: '17:00' }] }], exceptions: [] }, monday, tuesday)
 */
export function hoursAt(hours: BusinessHours, at: Date, horizon: Date): HoursState | null {
  if (!isZone(hours.zone)) return null;
  const now = at.getTime();
  const until = horizon.getTime();
  const spans = momentsBetween(hours, now, until);
  let open = false;
  let changesAt: number | null = null;
  for (const span of spans) {
    if (span.from <= now && now < span.to) {
      open = true;
      changesAt = span.to;
    } else if (span.from > now && !open) {
      changesAt = span.from;
      break;
    }
  }
  return { open, changesAt: changesAt === null || changesAt > until ? null : new Date(changesAt) };
}

interface Moments {
  from: number;
  to: number;
}

/** The intervals around [from, to] as moments, in order; those that touch or overlap are one. */
function momentsBetween(hours: BusinessHours, from: number, to: number): Moments[] {
  const exceptions = new Map(hours.exceptions.map((exception) => [exception.date, exception.intervals]));
  const week = new Map(hours.week.map((entry) => [entry.day as number, entry.intervals]));
  // Two days back: yesterday's interval over midnight, and a zone that skips a whole day.
  let date = dateAt(from, hours.zone).subtract({ days: 2 });
  const last = dateAt(to, hours.zone).add({ days: 1 });
  const moments: Moments[] = [];
  while (Temporal.PlainDate.compare(date, last) <= 0) {
    const intervals: HoursInterval[] = exceptions.get(date.toString()) ?? week.get(date.dayOfWeek) ?? [];
    for (const interval of intervals) {
      const span = spanOf(interval);
      if (!span) continue;
      const begin = momentOf(date, span.from, hours.zone);
      const end = momentOf(date, span.to, hours.zone);
      if (begin < end) moments.push({ from: begin, to: end });
    }
    date = date.add({ days: 1 });
  }
  return joined(moments);
}

function dateAt(moment: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).toPlainDate();
}

function momentOf(date: Temporal.PlainDate, minutes: number, zone: string): number {
  const day = date.add({ days: Math.floor(minutes / 1440) });
  const time = Temporal.PlainTime.from({ hour: Math.floor((minutes % 1440) / 60), minute: minutes % 60 });
  return day.toPlainDateTime(time).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

function joined(moments: Moments[]): Moments[] {
  const sorted = [...moments].sort((a, b) => a.from - b.from || a.to - b.to);
  const result: Moments[] = [];
  for (const moment of sorted) {
    const last = result.at(-1);
    if (last && moment.from <= last.to) last.to = Math.max(last.to, moment.to);
    else result.push({ ...moment });
  }
  return result;
}
