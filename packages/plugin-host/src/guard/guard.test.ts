import { createTestClock, settle } from '@beckon/plugin/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBoundedCache } from './bounded-cache';
import { createBreaker } from './breaker';
import { createGate } from './gate';
import { createLatencyWindow } from './latency-window';

describe('breaker', () => {
  it('opens after failures in a row, tries one call after a while, and rests longer each time', async () => {
    const clock = createTestClock();
    const breaker = createBreaker({ clock, threshold: 3, coolDown: 1000, maxCoolDown: 3000 });
    breaker.failed();
    breaker.failed();
    breaker.succeeded();
    breaker.failed();
    breaker.failed();
    expect(breaker.allows()).toBe(true);
    breaker.failed();
    expect(breaker.state().state).toBe('open');
    expect(breaker.allows()).toBe(false);
    await clock.advance(1000);
    expect(breaker.state().state).toBe('halfOpen');
    expect([breaker.allows(), breaker.allows()]).toEqual([true, false]);
    breaker.failed();
    await clock.advance(1999);
    expect(breaker.allows()).toBe(false);
    await clock.advance(1);
    expect(breaker.allows()).toBe(true);
    breaker.failed();
    await clock.advance(3000);
    expect(breaker.allows()).toBe(true);
    breaker.succeeded();
    expect(breaker.state()).toEqual({ state: 'closed', failuresInARow: 0, retryAt: null });
  });

  it('lets another trial through if the first one never reports', async () => {
    const clock = createTestClock();
    const breaker = createBreaker({ clock, threshold: 1, coolDown: 100 });
    breaker.failed();
    await clock.advance(100);
    expect(breaker.allows()).toBe(true);
    await clock.advance(100);
    expect(breaker.allows()).toBe(true);
  });
});

describe('bounded cache', () => {
  it('never holds more than its size and never answers what has expired (model)', () => {
    const command = fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      seconds: fc.integer({ min: 0, max: 4 }),
      pass: fc.integer({ min: 0, max: 3000 }),
      read: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (commands, size) => {
        const clock = createTestClock();
        const cache = createBoundedCache<number>({ clock, size });
        const model = new Map<string, { value: number; until: number }>();
        for (const [index, { key, seconds, pass, read }] of commands.entries()) {
          clock.block(pass);
          if (read) {
            const expected = model.get(key);
            if (expected) model.delete(key);
            const alive = expected !== undefined && expected.until > clock.now();
            if (alive) model.set(key, expected);
            expect(cache.get(key)).toBe(alive ? expected.value : undefined);
          } else {
            cache.set(key, index, seconds);
            if (seconds > 0) {
              model.delete(key);
              model.set(key, { value: index, until: clock.now() + seconds * 1000 });
              while (model.size > size) model.delete([...model.keys()][0] ?? '');
            }
          }
          expect(cache.state().entries).toBeLessThanOrEqual(size);
        }
      }),
    );
  });
});

describe('gate', () => {
  it('lets so many in, the next one when one leaves, and forgets who gave up', async () => {
    const gate = createGate(1);
    const patient = new AbortController();
    const hasty = new AbortController();
    const leave = await gate.enter(patient.signal);
    const second = Promise.resolve(gate.enter(hasty.signal));
    const third = Promise.resolve(gate.enter(patient.signal));
    expect(gate.state()).toEqual({ running: 1, waiting: 2 });
    hasty.abort();
    expect(await second).toBeUndefined();
    leave?.();
    leave?.();
    const leaveThird = await third;
    expect(gate.state()).toEqual({ running: 1, waiting: 0 });
    leaveThird?.();
    await settle();
    expect(gate.state()).toEqual({ running: 0, waiting: 0 });
    expect(gate.enter(hasty.signal)).toBeUndefined();
  });
});

describe('latency window', () => {
  it('keeps the newest only', () => {
    const window = createLatencyWindow(4);
    expect(window.state()).toEqual({ last: null, median: null, p95: null, max: null });
    for (const ms of [1000, 1, 2, 3, 4]) window.add(ms);
    expect(window.state()).toEqual({ last: 4, median: 3, p95: 4, max: 4 });
  });
});
