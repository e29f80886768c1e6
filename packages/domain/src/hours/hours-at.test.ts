import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BusinessHours, type HoursInterval, type Weekday } from '../model';
import { hoursAt } from './hours-at';

const MINUTE = 60_000;
const open9to17: HoursInterval[] = [{ open: '09:00', close: '17:00' }];

function weekdays(intervals: HoursInterval[], zone = 'Europe/Zurich'): BusinessHours {
  return { zone, week: ([1, 2, 3, 4, 5] as Weekday[]).map((day) => ({ day, intervals })), exceptions: [] };
}

function at(hours: BusinessHours, moment: string, horizonHours = 24) {
  const now = new Date(moment);
  const state = hoursAt(hours, now, new Date(now.getTime() + horizonHours * 60 * MINUTE));
  return state && [state.open, state.changesAt?.toISOString() ?? null];
}

describe('hoursAt', () => {
  it('counts the opening minute and not the closing one', () => {
    const hours = weekdays(open9to17);
    expect(at(hours, '2026-11-24T07:59:59.999Z')).toEqual([false, '2026-11-24T08:00:00.000Z']);
    expect(at(hours, '2026-11-24T08:00:00.000Z')).toEqual([true, '2026-11-24T16:00:00.000Z']);
    expect(at(hours, '2026-11-24T15:59:59.999Z')).toEqual([true, '2026-11-24T16:00:00.000Z']);
    expect(at(hours, '2026-11-24T16:00:00.000Z')).toEqual([false, '2026-11-25T08:00:00.000Z']);
  });

  it('looks no further than its horizon', () => {
    expect(at(weekdays(open9to17), '2026-11-27T20:00:00Z', 12)).toEqual([false, null]);
    expect(at(weekdays(open9to17), '2026-11-27T20:00:00Z', 72)).toEqual([false, '2026-11-30T08:00:00.000Z']);
  });

  it('takes several intervals a day, and joins those that touch', () => {
    const hours = weekdays([
      { open: '08:00', close: '12:00' },
      { open: '12:00', close: '13:00' },
      { open: '14:00', close: '18:00' },
    ]);
    expect(at(hours, '2026-11-24T09:00:00Z')).toEqual([true, '2026-11-24T12:00:00.000Z']);
    expect(at(hours, '2026-11-24T12:30:00Z')).toEqual([false, '2026-11-24T13:00:00.000Z']);
  });

  it('runs over midnight, and belongs to the date on which it starts', () => {
    const hours: BusinessHours = {
      zone: 'UTC',
      week: [{ day: 5, intervals: [{ open: '22:00', close: '06:00' }] }],
      exceptions: [{ date: '2026-11-28', name: 'Closed', intervals: [] }],
    };
    // Friday's night goes on on Saturday although Saturday is closed.
    expect(at(hours, '2026-11-28T05:00:00Z')).toEqual([true, '2026-11-28T06:00:00.000Z']);
    const closedFriday = { ...hours, exceptions: [{ date: '2026-11-27', name: 'Closed', intervals: [] }] };
    expect(at(closedFriday, '2026-11-28T05:00:00Z', 48)).toEqual([false, null]);
  });

  it('replaces the intervals of an exception by its own', () => {
    const hours = {
      ...weekdays(open9to17, 'UTC'),
      exceptions: [
        { date: '2026-12-24', name: 'Christmas Eve', intervals: [{ open: '10:00', close: '12:00' }] },
      ],
    };
    expect(at(hours, '2026-12-24T09:30:00Z')).toEqual([false, '2026-12-24T10:00:00.000Z']);
    expect(at(hours, '2026-12-24T11:00:00Z')).toEqual([true, '2026-12-24T12:00:00.000Z']);
  });

  it('is open the whole day from 00:00 to 24:00', () => {
    const always: BusinessHours = {
      zone: 'UTC',
      week: ([1, 2, 3, 4, 5, 6, 7] as Weekday[]).map((day) => ({
        day,
        intervals: [{ open: '00:00', close: '24:00' }],
      })),
      exceptions: [],
    };
    expect(at(always, '2026-11-24T00:00:00Z', 72)).toEqual([true, null]);
  });

  it('moves a time in the gap of daylight saving on by the gap', () => {
    const hours: BusinessHours = {
      zone: 'Europe/Zurich',
      week: [{ day: 7, intervals: [{ open: '02:30', close: '04:00' }] }],
      exceptions: [],
    };
    expect(at(hours, '2026-03-29T00:59:00Z')).toEqual([false, '2026-03-29T01:30:00.000Z']);
    expect(at(hours, '2026-03-29T01:30:00Z')).toEqual([true, '2026-03-29T02:00:00.000Z']);
  });

  it('takes the first of two times in the overlap', () => {
    const hours: BusinessHours = {
      zone: 'Europe/Zurich',
      week: [{ day: 7, intervals: [{ open: '02:30', close: '04:00' }] }],
      exceptions: [],
    };
    expect(at(hours, '2026-10-25T00:29:00Z')).toEqual([false, '2026-10-25T00:30:00.000Z']);
    expect(at(hours, '2026-10-25T00:30:00Z')).toEqual([true, '2026-10-25T03:00:00.000Z']);
  });

  it('does not know a zone that the system does not know', () => {
    expect(at(weekdays(open9to17, 'Mars/Base'), '2026-11-24T12:00:00Z')).toBeNull();
  });
});

// The oracle: every minute of ten days around a change of clocks, with the wall clock that Intl shows. It knows
// nothing of Temporal; a local time becomes a minute by looking for it on the wall.
const DAYS = 10;
const changes = [
  { zone: 'Europe/Zurich', from: '2026-03-25T00:00:00Z' },
  { zone: 'Europe/Zurich', from: '2026-10-21T00:00:00Z' },
  { zone: 'America/New_York', from: '2026-03-04T00:00:00Z' },
  { zone: 'America/New_York', from: '2026-10-28T00:00:00Z' },
  { zone: 'Australia/Lord_Howe', from: '2026-04-01T00:00:00Z' },
  { zone: 'Australia/Lord_Howe', from: '2026-09-30T00:00:00Z' },
  { zone: 'America/Havana', from: '2026-03-04T00:00:00Z' },
  { zone: 'Africa/Cairo', from: '2026-04-20T00:00:00Z' },
  { zone: 'Asia/Kolkata', from: '2026-06-01T00:00:00Z' },
].map(({ zone, from }) => ({ zone, start: Date.parse(from), wall: wallClock(zone, Date.parse(from)) }));

/** The wall clock of each minute, as minutes since 1970 as if it were UTC. */
function wallClock(zone: string, start: number): number[] {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return Array.from({ length: DAYS * 1440 }, (_, minute) => {
    const parts = Object.fromEntries(
      format.formatToParts(start + minute * MINUTE).map((part) => [part.type, Number(part.value)]),
    );
    return (
      Date.UTC(parts['year'] ?? 0, (parts['month'] ?? 0) - 1, parts['day'], parts['hour'], parts['minute']) /
      MINUTE
    );
  });
}

function minuteOnWall(wall: number[], local: number): number {
  const found = wall.indexOf(local);
  if (found >= 0) return found;
  let before = -1;
  while (before + 1 < wall.length && (wall[before + 1] ?? 0) < local) before += 1;
  return before + local - (wall[before] ?? 0);
}

function oracle(hours: BusinessHours, wall: number[]): boolean[] {
  const open = new Array<boolean>(wall.length).fill(false);
  const days = [...new Set(wall.map((minute) => Math.floor(minute / 1440)))].slice(1, -2);
  for (const day of days) {
    const date = new Date(day * 1440 * MINUTE);
    const iso = date.toISOString().slice(0, 10);
    const weekday = date.getUTCDay() || 7;
    const intervals =
      hours.exceptions.find((exception) => exception.date === iso)?.intervals ??
      hours.week.find((entry) => entry.day === weekday)?.intervals ??
      [];
    for (const interval of intervals) {
      const [from, to] = [interval.open, interval.close].map(
        (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)),
      );
      if (from === undefined || to === undefined) continue;
      const begin = minuteOnWall(wall, day * 1440 + from);
      const end = minuteOnWall(wall, day * 1440 + (to > from ? to : to + 1440));
      for (let minute = begin; minute < end; minute += 1) open[minute] = true;
    }
  }
  return open;
}

const time = fc
  .integer({ min: 0, max: 95 })
  .map(
    (quarter) =>
      `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`,
  );
const intervals = fc.array(fc.record({ open: time, close: fc.oneof(time, fc.constant('24:00')) }), {
  maxLength: 3,
});

describe('hoursAt beside the wall clock, minute by minute', () => {
  it('agrees on being open and on the next change', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        fc.array(intervals, { minLength: 7, maxLength: 7 }),
        fc.option(fc.record({ day: fc.integer({ min: 2, max: 6 }), intervals })),
        fc.array(fc.integer({ min: 3 * 1440, max: 6 * 1440 }), { minLength: 12, maxLength: 12 }),
        ({ zone, start, wall }, week, exception, minutes) => {
          const hours: BusinessHours = {
            zone,
            week: week.map((list, index) => ({ day: (index + 1) as Weekday, intervals: list })),
            exceptions: exception
              ? [
                  {
                    date: new Date(start + exception.day * 1440 * MINUTE).toISOString().slice(0, 10),
                    name: '',
                    intervals: exception.intervals,
                  },
                ]
              : [],
          };
          const open = oracle(hours, wall);
          const horizon = 1440;
          for (const minute of minutes) {
            const now = start + minute * MINUTE;
            const state = hoursAt(hours, new Date(now), new Date(now + horizon * MINUTE));
            let change = minute + 1;
            while (change <= minute + horizon && open[change] === open[minute]) change += 1;
            expect(state).toEqual({
              open: open[minute],
              changesAt: change > minute + horizon ? null : new Date(start + change * MINUTE),
            });
          }
        },
      ),
      { numRuns: 100 },
    );
  }, 60_000);
});
