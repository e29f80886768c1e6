import { describe, expect, it } from 'vitest';
import {
  checkHours,
  hoursFormOf,
  hoursOf,
  hoursPath,
  nextInterval,
  overnight,
  usualHours,
} from './hours-form';

const hours = {
  zone: 'Europe/Zurich',
  week: [
    {
      day: 1,
      intervals: [
        { open: '08:00', close: '12:00' },
        { open: '13:00', close: '24:00' },
      ],
    },
    { day: 6, intervals: [{ open: '22:00', close: '02:00' }] },
  ],
  exceptions: [{ date: '2027-01-01', name: 'New Year', intervals: [] }],
};

describe('business hours as a form', () => {
  it('come back as they were', () => expect(hoursOf(hoursFormOf(hours))).toEqual(hours));

  it('know what runs over midnight', () => {
    expect(
      [
        { open: '22:00', close: '02:00' },
        { open: '08:00', close: '12:00' },
        { open: '08:00', close: '24:00' },
        { open: '18:00', close: '00:00' },
      ].map(overnight),
    ).toEqual([true, false, false, false]);
  });

  it('add an interval after the last one', () =>
    expect(nextInterval([{ open: '08:00', close: '12:00' }])).toEqual({ open: '12:00', close: '18:00' }));

  it('name the time and the date that is missing or there twice', () => {
    const form = usualHours('UTC');
    form.days[2] = [{ open: '', close: '17:00' }];
    form.exceptions = [
      { date: '2027-01-01', name: '', intervals: [] },
      { date: '2027-01-01', name: '', intervals: [] },
      { date: '', name: '', intervals: [] },
    ];
    expect(checkHours(form).map(({ path }) => path)).toEqual([
      '/days/2/0',
      '/exceptions/1/date',
      '/exceptions/2/date',
    ]);
  });

  it('find the place of what the server says', () => {
    const form = hoursFormOf(hours);
    form.exceptions.unshift({ date: '2028-01-01', name: '', intervals: [] });
    expect(hoursPath(form, '/hours/week/1/intervals/0')).toBe('/days/5/0');
    expect(hoursPath(form, '/hours/exceptions/0/date')).toBe('/exceptions/1/date');
    expect(hoursPath(form, '/name')).toBe('/name');
  });
});
