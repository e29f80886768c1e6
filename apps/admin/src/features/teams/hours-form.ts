import { type BusinessHoursWire } from '@beckon/protocol';
import { type FieldIssue } from '../../shared/field-issues';

export type Interval = BusinessHoursWire['week'][number]['intervals'][number];
export type Exception = BusinessHoursWire['exceptions'][number];

export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

/** Business hours as they are written: the seven days in order, from Monday. */
export interface HoursForm {
  zone: string;
  days: Interval[][];
  exceptions: Exception[];
}

const workday = (): Interval[] => [{ open: '09:00', close: '17:00' }];

/** Where somebody begins who has kept no hours: an office week in the browser's own zone. */
export const usualHours = (zone: string): HoursForm => ({
  zone,
  days: [workday(), workday(), workday(), workday(), workday(), [], []],
  exceptions: [],
});

export const hoursFormOf = (hours: BusinessHoursWire): HoursForm => ({
  zone: hours.zone,
  days: weekdays.map((_, index) =>
    hours.week
      .filter(({ day }) => day === index + 1)
      .flatMap(({ intervals }) => intervals.map((interval) => ({ ...interval }))),
  ),
  exceptions: hours.exceptions.map((exception) => ({
    ...exception,
    intervals: exception.intervals.map((interval) => ({ ...interval })),
  })),
});

export const hoursOf = (form: HoursForm): BusinessHoursWire => ({
  zone: form.zone,
  week: form.days.flatMap((intervals, index) =>
    intervals.length > 0 ? [{ day: index + 1, intervals }] : [],
  ),
  exceptions: form.exceptions
    .map((exception) => ({ ...exception, name: exception.name.trim() }))
    .sort((a, b) => (a.date < b.date ? -1 : 1)),
});

/** Does it run over midnight into the next day? */
export const overnight = ({ open, close }: Interval): boolean =>
  open !== '' && close !== '' && close <= open && close !== '00:00';

/** The interval to add after others: from where the last one ends, else office hours. */
export function nextInterval(intervals: readonly Interval[]): Interval {
  const last = intervals.at(-1);
  if (!last) return { open: '09:00', close: '17:00' };
  return last.close < '22:00' && !overnight(last)
    ? { open: last.close, close: last.close < '18:00' ? '18:00' : '23:00' }
    : { open: '00:00', close: '06:00' };
}

export function checkHours(form: HoursForm): FieldIssue[] {
  const issues: FieldIssue[] = [];
  const checkTimes = (intervals: readonly Interval[], path: string) =>
    intervals.forEach(({ open, close }, index) => {
      if (open === '' || close === '')
        issues.push({ path: `${path}/${index}`, message: 'Write both times, such as 09:00 and 17:00.' });
    });
  form.days.forEach((intervals, index) => checkTimes(intervals, `/days/${index}`));
  const seen = new Set<string>();
  form.exceptions.forEach(({ date, intervals }, index) => {
    if (date === '') issues.push({ path: `/exceptions/${index}/date`, message: 'Choose the date.' });
    else if (seen.has(date))
      issues.push({ path: `/exceptions/${index}/date`, message: 'This date is in the list already.' });
    seen.add(date);
    checkTimes(intervals, `/exceptions/${index}/intervals`);
  });
  return issues;
}

/**
 * What the server says about `/hours/week/N/…`, where the form shows it.
 *
 * @example
 * hoursPath(form, '/hours/week/0/intervals/1') // '/days/0/1', if Monday is the first day with hours
 */
export function hoursPath(form: HoursForm, path: string): string {
  const week = /^\/hours\/week\/(\d+)(?:\/intervals(?:\/(\d+))?)?/.exec(path);
  if (week) {
    const day = hoursOf(form).week[Number(week[1])]?.day;
    return day === undefined ? path : `/days/${day - 1}${week[2] === undefined ? '' : `/${week[2]}`}`;
  }
  const exception = /^\/hours\/exceptions\/(\d+)(.*)$/.exec(path);
  if (!exception) return path;
  // They are sent in the order of their dates.
  const sent = hoursOf(form).exceptions[Number(exception[1])];
  const index = form.exceptions.findIndex(({ date }) => date === sent?.date);
  return index < 0 ? path : `/exceptions/${index}${exception[2] ?? ''}`;
}
