import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Team, type Weekday } from '../model';
import { hoursAt } from './hours-at';
import { createTeamHours } from './team-hours';

const HOUR = 3_600_000;
const start = Date.parse('2026-10-23T00:00:00Z');
const hours = (open: string) => ({
  zone: 'Europe/Zurich',
  week: ([1, 2, 4, 5] as Weekday[]).map((day) => ({ day, intervals: [{ open, close: '17:00' }] })),
  exceptions: [],
});
const team = (revision: number, open = '09:00'): Team => ({
  id: 'T',
  name: 'Sales',
  hours: hours(open),
  revision,
  createdAt: new Date(0),
});

describe('createTeamHours', () => {
  it('says what hoursAt says, whatever it was asked before', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            at: fc.integer({ min: 0, max: 240 * 4 }),
            ahead: fc.integer({ min: 0, max: 72 }),
            late: fc.boolean(),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        (questions) => {
          const teamHours = createTeamHours();
          for (const { at, ahead, late } of questions) {
            const now = new Date(start + (at * HOUR) / 4);
            const horizon = new Date(now.getTime() + ahead * HOUR);
            const asked = late ? team(2, '11:00') : team(1);
            expect(teamHours(asked, now, horizon)).toEqual(hoursAt(asked.hours!, now, horizon));
          }
        },
      ),
      { numRuns: 30 },
    );
  }, 60_000);

  it('knows nothing of a team without hours or in an unknown zone', () => {
    const teamHours = createTeamHours();
    const now = new Date(start);
    expect(teamHours({ ...team(1), hours: null }, now, now)).toBeNull();
    expect(teamHours({ ...team(2), hours: { ...hours('09:00'), zone: 'Mars/Base' } }, now, now)).toBeNull();
  });

  it('hands out dates that the caller may change', () => {
    const teamHours = createTeamHours();
    const [now, horizon] = [new Date(start), new Date(start + 72 * HOUR)];
    teamHours(team(1), now, horizon)?.changesAt?.setTime(0);
    expect(teamHours(team(1), now, horizon)?.changesAt).toEqual(new Date('2026-10-23T07:00:00Z'));
  });
});
