import { Temporal } from 'temporal-polyfill';
import { type DomainIssue } from '../answer';
import { type BusinessHours, type HoursInterval } from '../model';
import { spanOf } from './time-of-day';

const dayNames = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const WEEK = 7 * 1440;

/** Is this an IANA time zone that the running system knows? A bare offset (`+01:00`) is none: it knows no daylight saving. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

interface Span {
  from: number;
  to: number;
  path: string;
}

/**
 * What is wrong with a team's hours: unknown zone, impossible times, days or dates given twice, intervals that overlap (also
 * over midnight into the next day of the week). Paths are JSON Pointers from the hours.
 *
 * @example
 * checkHours({ zone: 'Mars/Base', week: [], exceptions: [] }) // [{ path: '/zone', code: 'zoneUnknown', message: … }]
 */
export function checkHours(hours: BusinessHours): DomainIssue[] {
  const issues: DomainIssue[] = [];
  if (!isZone(hours.zone)) {
    issues.push({
      path: '/zone',
      code: 'zoneUnknown',
      message: `"${hours.zone}" is not a time zone. Choose one such as Europe/Zurich.`,
    });
  }
  const days = new Set<number>();
  const week: Span[] = [];
  hours.week.forEach((entry, index) => {
    const path = `/week/${index}`;
    if (!Number.isInteger(entry.day) || entry.day < 1 || entry.day > 7) {
      issues.push({
        path: `${path}/day`,
        code: 'dayInvalid',
        message: 'A day is a number from 1 (Monday) to 7 (Sunday).',
      });
      return;
    }
    if (days.has(entry.day)) {
      issues.push({
        path: `${path}/day`,
        code: 'dayTwice',
        message: `${dayNames[entry.day]} is there twice. Put all its intervals into one entry.`,
      });
    }
    days.add(entry.day);
    for (const span of spansOf(entry.intervals, `${path}/intervals`, issues)) {
      week.push({ ...span, from: span.from + (entry.day - 1) * 1440, to: span.to + (entry.day - 1) * 1440 });
    }
  });
  reportOverlaps(week, WEEK, issues);

  const dates = new Set<string>();
  hours.exceptions.forEach((exception, index) => {
    const path = `/exceptions/${index}`;
    if (!isDate(exception.date)) {
      issues.push({
        path: `${path}/date`,
        code: 'dateInvalid',
        message: `"${exception.date}" is not a date. Write it as 2027-01-01.`,
      });
    } else if (dates.has(exception.date)) {
      issues.push({
        path: `${path}/date`,
        code: 'dateTwice',
        message: `${exception.date} is there twice. Put all its intervals into one entry.`,
      });
    }
    dates.add(exception.date);
    reportOverlaps(spansOf(exception.intervals, `${path}/intervals`, issues), null, issues);
  });
  return issues;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

function spansOf(intervals: HoursInterval[], path: string, issues: DomainIssue[]): Span[] {
  return intervals.flatMap((interval, index) => {
    const span = spanOf(interval);
    if (span) return [{ ...span, path: `${path}/${index}` }];
    issues.push({
      path: `${path}/${index}`,
      code: 'timeInvalid',
      message: `"${interval.open}" to "${interval.close}" is no interval. Write times as 09:30; 24:00 can only be an end.`,
    });
    return [];
  });
}

/** `around`: after so many minutes it begins again (the week), so that Sunday night can run into Monday. */
function reportOverlaps(spans: Span[], around: number | null, issues: DomainIssue[]): void {
  const sorted = [...spans].sort((a, b) => a.from - b.from || a.to - b.to);
  const first = sorted[0];
  if (around !== null && first && sorted.length > 1)
    sorted.push({ ...first, from: first.from + around, to: first.to + around });
  let last = sorted[0];
  const reported = new Set<string>();
  for (const span of sorted.slice(1)) {
    if (last && span.from < last.to && !reported.has(span.path)) {
      reported.add(span.path);
      issues.push({
        path: span.path,
        code: 'intervalsOverlap',
        message: 'This interval overlaps another one. Shorten one of them, or join both into one.',
      });
    }
    if (!last || span.to > last.to) last = span;
  }
}
