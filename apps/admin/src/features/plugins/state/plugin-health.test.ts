import { type GuardStateWire, type PluginWire } from '@beckon/protocol';
import { describe, expect, it } from 'vitest';
import { cacheText, durationText, eventText, failureTexts, latencyText, times } from './guard-words';
import { healthOf } from './plugin-health';

const guard: GuardStateWire = {
  answers: 0,
  failures: { thrown: 0, late: 0, wrong: 0, busy: 0, open: 0, switchedOff: 0 },
  lastError: null,
  latency: { last: null, median: null, p95: null, max: null },
  breaker: { state: 'closed', retryAt: null },
  running: 0,
  waiting: 0,
  blocks: 0,
  longestBlock: 0,
  switchedOff: false,
};
const plugin = (
  health: PluginWire['state']['health'],
  part: Partial<GuardStateWire> | null,
  problem: string | null = null,
) => ({
  problem,
  state: {
    health,
    facts: [],
    geo: [],
    listeners: part ? [{ ...guard, ...part, id: 'x', event: 'visit.started' }] : [],
    browserFacts: [],
    deadLetters: 0,
  },
});

describe('health', () => {
  it.each([
    [plugin('ok', { answers: 1 }), 'working'],
    [plugin('ok', {}), 'unasked'],
    [plugin('ok', { answers: 5, failures: { ...guard.failures, late: 1 } }), 'working'],
    [plugin('ok', { failures: { ...guard.failures, late: 1 } }), 'failing'],
    [plugin('ok', null), 'working'],
    [plugin('failing', {}), 'failing'],
    [plugin('failing', {}, 'Bad.'), 'problem'],
    [plugin('switchedOff', {}, 'Bad.'), 'switchedOff'],
  ] as const)('%#: %s', (given, kind) => expect(healthOf(given)).toBe(kind));
});

describe('words', () => {
  it('are for people', () => {
    expect([0.4, 12.4, 999.4, 1000, 2345, 130_000].map(durationText)).toEqual([
      'under 1 ms',
      '12 ms',
      '999 ms',
      '1 s',
      '2.3 s',
      '2 min',
    ]);
    expect(times(1, 'answer')).toBe('1 answer');
    expect(times(1204, 'answer')).toBe('1,204 answers');
    expect(failureTexts({ failures: { ...guard.failures, late: 2, thrown: 1, open: 7 } })).toEqual([
      '7 not called while it rested',
      '2 came too late',
      '1 ended in an error',
    ]);
    expect(latencyText(guard)).toBeUndefined();
    expect(latencyText({ latency: { last: 1, median: 12, p95: 30, max: 80 } })).toBe(
      'usually 12 ms, 19 of 20 within 30 ms, slowest 80 ms',
    );
    expect(cacheText({ hits: 0, misses: 0, entries: 0 })).toBeUndefined();
    expect(cacheText({ hits: 0, misses: 3, entries: 0 })).toBeUndefined();
    expect(cacheText({ hits: 3, misses: 1, entries: 1 })).toBe('75% from memory, 1 answer kept');
    expect(eventText('conversation.started')).toBe('A conversation was started');
    expect(eventText('own.event')).toBe('own.event');
  });
});
