import { type FactValue } from '@beckon/plugin';
import { testPlugin } from '@beckon/plugin/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import browser from './browser';
import schedule from './index';
import { localTime } from './local-time';

testPlugin(schedule, { browser: () => import('./browser') });

describe('schedule', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('reads the local calendar and clock', () => {
    expect(localTime(new Date(2026, 0, 5, 13, 30, 59))).toEqual({
      date: '2026-01-05',
      weekday: 'monday',
      hour: 13.5,
    });
    expect(localTime(new Date(2026, 11, 31, 23, 59))).toMatchObject({
      date: '2026-12-31',
      weekday: 'thursday',
    });
    expect(localTime(new Date(2026, 7, 2))).toEqual({ date: '2026-08-02', weekday: 'sunday', hour: 0 });
  });

  it('tells each minute as it begins, over midnight, until it is stopped', () => {
    vi.setSystemTime(new Date(2026, 1, 28, 23, 59, 30));
    const facts: Record<string, FactValue | undefined> = {};
    const stop = browser.start((key, value) => void (facts[key] = value), { asked: [], settings: null });
    expect(facts).toMatchObject({ 'schedule/date': '2026-02-28', 'schedule/weekday': 'saturday' });
    vi.advanceTimersByTime(29_999);
    expect(facts).toMatchObject({ 'schedule/date': '2026-02-28' });
    vi.advanceTimersByTime(1);
    expect(facts).toEqual({
      'schedule/date': '2026-03-01',
      'schedule/weekday': 'sunday',
      'schedule/hour': 0,
    });
    vi.advanceTimersByTime(60_000);
    expect(facts['schedule/hour']).toBeCloseTo(1 / 60);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
