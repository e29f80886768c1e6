import { describe, expect, it } from 'vitest';
import { type BusinessHours } from '../model';
import { checkHours } from './check-hours';

const good: BusinessHours = {
  zone: 'Europe/Zurich',
  week: [
    {
      day: 1,
      intervals: [
        { open: '08:00', close: '12:00' },
        { open: '12:00', close: '17:00' },
      ],
    },
    { day: 7, intervals: [{ open: '22:00', close: '06:00' }] },
  ],
  exceptions: [{ date: '2027-01-01', name: 'New Year', intervals: [] }],
};

const found = (hours: BusinessHours) => checkHours(hours).map(({ path, code }) => `${path} ${code}`);

describe('checkHours', () => {
  it('finds nothing wrong with good hours', () => expect(checkHours(good)).toEqual([]));

  it.each(['Mars/Base', '', '+01:00', 'not a zone'])('refuses the zone "%s"', (zone) => {
    expect(found({ ...good, zone })).toEqual(['/zone zoneUnknown']);
  });

  it('refuses days and dates that are there twice, and days that do not exist', () => {
    expect(
      found({
        ...good,
        week: [
          { day: 1, intervals: [] },
          { day: 1, intervals: [] },
        ],
      }),
    ).toEqual(['/week/1/day dayTwice']);
    expect(found({ ...good, week: [{ day: 8 as 7, intervals: [] }] })).toEqual(['/week/0/day dayInvalid']);
    expect(found({ ...good, exceptions: [...good.exceptions, ...good.exceptions] })).toEqual([
      '/exceptions/1/date dateTwice',
    ]);
    expect(found({ ...good, exceptions: [{ date: '2027-02-30', name: '', intervals: [] }] })).toEqual([
      '/exceptions/0/date dateInvalid',
    ]);
  });

  it.each([
    ['24:00', '06:00'],
    ['9:00', '17:00'],
    ['09:00', '25:00'],
    ['', '10:00'],
  ])('refuses %s to %s', (open, close) => {
    expect(found({ ...good, week: [{ day: 2, intervals: [{ open, close }] }] })).toEqual([
      '/week/0/intervals/0 timeInvalid',
    ]);
  });

  it('refuses intervals that overlap, also over midnight and around the week', () => {
    expect(
      found({
        ...good,
        week: [
          {
            day: 1,
            intervals: [
              { open: '08:00', close: '12:00' },
              { open: '11:59', close: '13:00' },
            ],
          },
        ],
      }),
    ).toEqual(['/week/0/intervals/1 intervalsOverlap']);
    expect(
      found({
        ...good,
        week: [
          { day: 1, intervals: [{ open: '22:00', close: '03:00' }] },
          { day: 2, intervals: [{ open: '02:00', close: '05:00' }] },
        ],
      }),
    ).toEqual(['/week/1/intervals/0 intervalsOverlap']);
    expect(
      found({
        ...good,
        week: [
          { day: 1, intervals: [{ open: '02:00', close: '05:00' }] },
          { day: 7, intervals: [{ open: '22:00', close: '03:00' }] },
        ],
      }),
    ).toEqual(['/week/0/intervals/0 intervalsOverlap']);
    expect(
      found({
        ...good,
        exceptions: [
          {
            date: '2027-01-01',
            name: '',
            intervals: [
              { open: '08:00', close: '12:00' },
              { open: '09:00', close: '10:00' },
            ],
          },
        ],
      }),
    ).toEqual(['/exceptions/0/intervals/1 intervalsOverlap']);
  });
});
