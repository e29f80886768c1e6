import { createFakeHost, createTestClock, testPlugin } from '@beckon/plugin/testing';
import { describe, expect, it } from 'vitest';
import returning from './index';

testPlugin(returning);

describe('returning', () => {
  const now = Date.UTC(2026, 5, 15, 12);
  const factsOf = async (
    visitor: { visits: number; lastVisitAt?: Date; conversations?: number } | undefined,
  ) => {
    const host = await createFakeHost(returning, { clock: createTestClock(now) });
    const request = visitor
      ? { visitor: { id: 'v', identified: false, firstSeenAt: new Date(0), conversations: 0, ...visitor } }
      : {};
    return Promise.all(
      ['visits', 'daysSinceLastVisit', 'conversations', 'isNew'].map((name) =>
        host.fact(`returning/${name}`, request),
      ),
    );
  };

  it('counts visits, whole days and conversations', async () => {
    expect(
      await factsOf({ visits: 3, lastVisitAt: new Date(now - 2 * 86_400_000 - 1), conversations: 2 }),
    ).toEqual([3, 2, 2, false]);
    expect(await factsOf({ visits: 2, lastVisitAt: new Date(now - 86_399_999) })).toEqual([2, 0, 0, false]);
  });

  it('knows no days on a first visit, none below zero, and nothing of an unknown visitor', async () => {
    expect(await factsOf({ visits: 1 })).toEqual([1, undefined, 0, true]);
    expect(await factsOf({ visits: 2, lastVisitAt: new Date(now + 5000) })).toEqual([2, 0, 0, false]);
    expect(await factsOf(undefined)).toEqual([undefined, undefined, undefined, undefined]);
  });
});
